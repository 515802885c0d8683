/** Long lists that are here already, a page at a time. */
import { html, nothing, type TemplateResult } from 'lit';

export const PAGE = 25;

/** The first entry of the page that `offset` lies on, of a list that may have become shorter. */
export function pageStart(offset: number, total: number, page = PAGE): number {
  const last = Math.max(0, total - 1);
  return Math.floor(Math.min(offset, last) / page) * page;
}

/** Buttons to the neighbouring pages, if there are any. The focus stays on the one that was pressed. */
export function pager(
  offset: number,
  total: number,
  go: (offset: number) => void,
  page = PAGE,
): TemplateResult | typeof nothing {
  if (total <= page) return nothing;
  const end = Math.min(offset + page, total);
  const turn = (to: number, isPossible: boolean): void => {
    if (isPossible) go(to);
  };
  return html`<nav class="row" aria-label="Pages">
    <button
      type="button"
      class="button"
      aria-disabled=${offset === 0 ? 'true' : nothing}
      @click=${() => turn(offset - page, offset > 0)}
    >
      Previous
    </button>
    <span class="muted" role="status">${offset + 1}–${end} of ${total}</span>
    <button
      type="button"
      class="button"
      aria-disabled=${end >= total ? 'true' : nothing}
      @click=${() => turn(offset + page, end < total)}
    >
      Next
    </button>
  </nav>`;
}
