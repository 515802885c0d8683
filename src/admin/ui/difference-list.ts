/** What differs between two drafts, as a list. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Difference } from '../policy/differences.js';
import { domainText, personText } from './domain-text.js';

export const differenceStyles = css`
  .differences,
  .differences ul {
    display: grid;
    gap: 4px;
    overflow-wrap: anywhere;
  }

  .differences .arrow {
    display: inline-block;
    color: var(--_im-muted);
  }

  .differences .arrow:dir(rtl) {
    transform: scaleX(-1);
  }

  .differences .others {
    max-block-size: 30vh;
    overflow-y: auto;
  }

  .differences summary {
    inline-size: fit-content;
    margin-block: 4px;
    cursor: pointer;
    color: var(--_im-accent);
  }
`;

/** One line for each; more than `most` are folded away. */
export function differenceList(lines: readonly Difference[], most = 8): TemplateResult {
  const [first, others] = [lines.slice(0, most), lines.slice(most)];
  return html`<div class="differences">
    ${
      first.length > 0
        ? html`<ul>
            ${first.map(line)}
          </ul>`
        : html`<p class="muted">Nothing.</p>`
    }
    ${
      others.length > 0
        ? html`<details>
            <summary>${others.length} more</summary>
            <ul class="others" tabindex="0" aria-label="The others">
              ${others.map(line)}
            </ul>
          </details>`
        : nothing
    }
  </div>`;
}

const ENTRY_TEXT: Readonly<Record<NonNullable<Difference['entry']>['kind'], (entry: string) => TemplateResult>> = {
  domain: domainText,
  person: personText,
  group: (name) => html`<bdi>${name}</bdi>`,
};

function line({ label, before, after, entry }: Difference): TemplateResult {
  if (entry) {
    return html`<li>
      ${entry.words} ${before ? 'removed' : 'added'}: <strong>${ENTRY_TEXT[entry.kind](before || after)}</strong>
    </li>`;
  }
  return html`<li>
    ${label}: <bdi>${before}</bdi> <span class="arrow" aria-hidden="true">→</span
    ><span class="visually-hidden">is now</span> <strong><bdi>${after}</bdi></strong>
  </li>`;
}
