import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from '../../ui/decorators.js';
import { icons } from '../../ui/icons.js';
import { base } from '../../ui/styles/base.js';
import type { Check } from '../setup/checks.js';
import { pane } from './pane-styles.js';
import { definitions as serverLines, type ServerName } from './server-lines.js';

type State = Check['state'];

const SIGNS: Readonly<Record<State, { readonly icon: TemplateResult; readonly tone: string; readonly word: string }>> =
  {
    ok: { icon: icons.check, tone: 'good', word: 'Fine' },
    missing: { icon: icons.cross, tone: 'bad', word: 'Missing' },
    warn: { icon: icons.warning, tone: 'warn', word: 'Could be better' },
    unknown: { icon: icons.clock, tone: 'muted', word: 'Not known' },
  };
/** What needs somebody comes first. */
const ORDER: readonly State[] = ['missing', 'warn', 'unknown', 'ok'];

/**
 * What the server offers, one line each; what is missing says why it is needed and which lines add it.
 *
 * @summary Checks of the server.
 */
export class Checklist extends LitElement {
  static override styles = [
    base,
    pane,
    css`
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px 10px;
        padding-block: 10px;
        border-block-end: var(--_im-line) solid var(--_im-border);
      }

      li:last-child {
        border-block-end: 0;
        padding-block-end: 0;
      }

      li:first-child {
        padding-block-start: 0;
      }

      .title {
        font-weight: 550;
      }

      .about {
        display: grid;
        gap: 6px;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }

      summary {
        color: var(--_im-accent);
        cursor: pointer;
        inline-size: fit-content;
      }

      details > * + * {
        margin-block-start: 8px;
      }
    `,
  ];

  @property({ attribute: false }) checks: readonly Check[] = [];
  @property() detected: ServerName | undefined;

  override render(): TemplateResult {
    const sorted = ORDER.flatMap((state) => this.checks.filter((check) => check.state === state));
    return html`<ul aria-label="Checks">
      ${sorted.map((check) => this.#renderCheck(check))}
    </ul>`;
  }

  #renderCheck({ id, title, state, says, why, mend }: Check): TemplateResult {
    const { icon, tone, word } = SIGNS[state];
    const detail = state !== 'ok' && (why !== undefined || mend !== undefined);
    return html`<li data-check=${id}>
      <span class=${tone}>${icon}</span>
      <div class="about">
        <p class="title"><span class="visually-hidden">${word}: </span>${title}</p>
        <p class=${state === 'missing' ? '' : 'muted'}>${says}</p>
        ${
          detail
            ? html`<details ?open=${state === 'missing'}>
                <summary aria-label="How to mend it: ${title}">How to mend it</summary>
                ${why === undefined ? nothing : html`<p class="muted">${why}</p>`}
                ${
                  mend
                    ? html`<im-admin-server-lines
                        about="for ${title}"
                        .prosody=${mend.prosody}
                        .ejabberd=${mend.ejabberd}
                        .detected=${this.detected}
                      ></im-admin-server-lines>`
                    : nothing
                }
              </details>`
            : nothing
        }
      </div>
    </li>`;
  }
}

export const definitions = { 'im-admin-checklist': Checklist, ...serverLines };
