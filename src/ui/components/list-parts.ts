/** What the long lists of the Options window have in common: search, pages, and what is there when nothing is. */
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ListPage } from '../../core/view.js';
import { formatCount } from '../format.js';
import { icons } from '../icons.js';
import { LIST_PAGE, type PagedList } from '../paged-list.js';

export function searchField(list: PagedList<unknown>, label: string): TemplateResult {
  return html`<label class="search">
    ${icons.search}<span class="visually-hidden">${label}</span>
    <input
      type="search"
      placeholder=${label}
      .value=${list.text}
      @input=${(event: Event) => list.search((event.target as HTMLInputElement).value)}
    />
  </label>`;
}

/** Buttons to other pages, and which one this is; says so to a screen reader, too. */
export function pager(list: PagedList<unknown>, locale: string): TemplateResult | typeof nothing {
  const { page } = list;
  if (!page || page.total <= LIST_PAGE) return nothing;
  const { total, offset, entries } = page;
  return html`<nav class="toolbar" aria-label=${msg('Pages')}>
    <button class="button" ?disabled=${offset === 0} @click=${() => list.go(Math.max(0, offset - LIST_PAGE))}>
      ${msg('Previous')}
    </button>
    <span class="muted small" role="status">${rangeText(page, locale)}</span>
    <button class="button" ?disabled=${offset + entries.length >= total} @click=${() => list.go(offset + LIST_PAGE)}>
      ${msg('Next')}
    </button>
  </nav>`;
}

function rangeText({ total, offset, entries }: ListPage<unknown>, locale: string): string {
  const [first = '', last = '', all = ''] = [offset + 1, offset + entries.length, total].map((count) =>
    formatCount(count, locale),
  );
  return msg(str`${first}–${last} of ${all}`);
}

export function emptyList(icon: TemplateResult, title: string, about: string): TemplateResult {
  return html`<div class="empty" tabindex="-1">${icon}<strong>${title}</strong><span>${about}</span></div>`;
}

export function nothingFound(text: string): TemplateResult {
  return html`<div class="empty" role="status" tabindex="-1">
    <span>${msg(html`Nothing found for <bdi>${text}</bdi>.`)}</span>
  </div>`;
}
