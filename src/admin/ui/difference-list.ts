/** What differs between two drafts, as a list. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Difference } from '../policy/differences.js';
import { ENTRY_WORDS, type ListField } from '../policy/policy-words.js';
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

function line({ field, label, before, after }: Difference): TemplateResult {
  if (before === '' || after === '') {
    const text = field === 'loggingAlways' || field === 'loggingNever' ? personText : domainText;
    return html`<li>
      ${ENTRY_WORDS[field as ListField]} ${before ? 'removed' : 'added'}: <strong>${text(before || after)}</strong>
    </li>`;
  }
  return html`<li>
    ${label}: <span>${before}</span> <span class="arrow" aria-hidden="true">→</span
    ><span class="visually-hidden">is now</span> <strong>${after}</strong>
  </li>`;
}
