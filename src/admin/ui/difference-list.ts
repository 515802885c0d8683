/** What differs between two drafts, as a list. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Difference } from '../policy/differences.js';
import { domainText } from './domain-text.js';

/** More than this are folded away. */
const SHOWN = 8;

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

  .differences summary {
    inline-size: fit-content;
    margin-block: 4px;
    cursor: pointer;
    color: var(--_im-accent);
  }
`;

/** One line for each; the ninth and following can be opened. */
export function differenceList(lines: readonly Difference[]): TemplateResult {
  const [first, others] = [lines.slice(0, SHOWN), lines.slice(SHOWN)];
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
            <ul>
              ${others.map(line)}
            </ul>
          </details>`
        : nothing
    }
  </div>`;
}

function line({ field, label, before, after }: Difference): TemplateResult {
  if (field === 'domains') {
    return html`<li>
      ${before ? 'Domain removed' : 'Domain added'}: <strong>${domainText(before || after)}</strong>
    </li>`;
  }
  return html`<li>
    ${label}: <span>${before}</span> <span class="arrow" aria-hidden="true">→</span
    ><span class="visually-hidden">is now</span> <strong>${after}</strong>
  </li>`;
}
