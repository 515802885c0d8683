import { localized, msg } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ActivitySlice, LogLine } from '../../core/view.js';
import { componentEvent } from '../events.js';
import { formatExactly, formatSince } from '../format.js';
import { icons } from '../icons.js';
import { KeepFocus } from '../keep-focus.js';
import { decisionText, remedyName, remedyText } from '../strings/decisions.js';
import { base } from '../styles/base.js';
import { jidText } from './jid-text.js';

/** Lines that are shown before somebody asks for more. */
const FEW = 3;

/**
 * What was decided, by whom and why: one quiet line each, newest first, with what can still be done about it.
 *
 * @summary The last decisions.
 * @fires im-undo - A decision is to be undone; the detail holds the `entry`.
 * @fires im-all-decisions - The whole log is wanted.
 */
@localized()
export class ActivityList extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: 10px 16px;
        border-block-start: 1px solid var(--_im-border);
        background: var(--_im-raised);
      }

      h3 {
        padding-block: 4px 2px;
        font-size: 0.93em;
        font-weight: 600;
        color: var(--_im-muted);
      }

      li {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr) auto;
        gap: 0 10px;
        align-items: start;
        padding-block: 6px;
      }

      svg {
        margin-block-start: 1px;
        color: var(--_im-muted);
      }

      .approve svg {
        color: var(--_im-good);
      }

      .undone svg {
        color: var(--_im-muted);
      }

      .undone .jid {
        text-decoration: line-through;
      }

      .jid {
        overflow-wrap: anywhere;
      }

      .domain {
        font-weight: 600;
      }

      .why {
        color: var(--_im-muted);
        font-size: 0.93em;
        overflow-wrap: anywhere;
      }

      .quiet:hover {
        background: color-mix(in oklab, var(--_im-text) 8%, transparent);
      }

      nav {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin-inline: -8px;
      }

      @container (max-width: 380px) {
        li .quiet {
          grid-column: 2;
          justify-self: start;
          margin-inline-start: -8px;
        }
      }
    `,
  ];

  @property({ attribute: false }) activity: ActivitySlice | undefined;
  @property() locale = 'en';
  @property({ type: Number }) now = 0;
  @state() private showsMore = false;

  constructor() {
    super();
    new KeepFocus(this, 'button', 'h3');
  }

  protected override willUpdate(): void {
    this.hidden = !this.activity?.lines.length;
  }

  override render(): TemplateResult | typeof nothing {
    const { lines = [], total = 0 } = this.activity ?? {};
    if (lines.length === 0) return nothing;
    const shown = this.showsMore ? lines : lines.slice(0, FEW);
    return html`<h3 tabindex="-1">${msg('Recently decided')}</h3>
      <ul>
        ${repeat(
          shown,
          (line) => line.id,
          (line) => this.#renderLine(line),
        )}
      </ul>
      <nav>
        ${
          lines.length > shown.length
            ? html`<button class="quiet small" @click=${this.#showMore}>${msg('Show more')}</button>`
            : nothing
        }
        ${
          total > FEW
            ? html`<button class="quiet small" @click=${() => this.dispatchEvent(componentEvent('im-all-decisions'))}>
                ${msg('All decisions')}
              </button>`
            : nothing
        }
      </nav>`;
  }

  #renderLine(line: LogLine): TemplateResult {
    const { id, jid, act, at, undone, remedy } = line;
    return html`<li class="${act} ${undone ? 'undone' : ''}">
      ${undone ? icons.undo : ICONS[act]}
      <div>
        <p>${jidText(jid)}</p>
        <p class="why">
          ${decisionText(line)}
          <time datetime=${new Date(at).toISOString()} title=${formatExactly(at, this.locale)}
            >${formatSince(at, this.now, this.locale)}</time
          >
        </p>
      </div>
      ${
        remedy
          ? html`<button
              class="quiet small"
              aria-label=${remedyName(remedy, jid)}
              @click=${() => this.dispatchEvent(componentEvent('im-undo', { entry: id }))}
            >
              ${remedyText(remedy)}
            </button>`
          : nothing
      }
    </li>`;
  }

  /** The button goes; the first line that it brought gets the focus. */
  readonly #showMore = (): void => {
    this.showsMore = true;
    void this.updateComplete.then(() => {
      const lines = [...this.renderRoot.querySelectorAll('li')].slice(FEW);
      const buttons = [...lines, this.renderRoot.querySelector('nav')].flatMap(
        (part) => part?.querySelector('button') ?? [],
      );
      buttons[0]?.focus();
    });
  };
}

const ICONS = { approve: icons.check, deny: icons.cross, ignore: icons.hide, block: icons.block } as const;
