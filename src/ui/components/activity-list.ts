import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ActivityLine, ActivitySlice } from '../../core/view.js';
import { property } from '../decorators.js';
import { componentEvent } from '../events.js';
import { formatExactly, formatSince } from '../format.js';
import { icons } from '../icons.js';
import { ruleText } from '../strings/policy.js';
import { base } from '../styles/base.js';
import { jidText } from './jid-text.js';

/** Lines that are shown before somebody asks for more. */
const FEW = 3;

/**
 * What was accepted, and why: one quiet line each, newest first, with an Undo.
 *
 * @summary What was decided without asking.
 * @fires im-undo - A person takes an acceptance back; the detail holds the `entry`.
 */
@localized()
export class ActivityList extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: 6px 16px 12px;
        border-block-start: 1px solid var(--_im-border);
        background: var(--_im-raised);
      }

      h2 {
        padding-block: 8px 2px;
        font-size: 0.93em;
        color: var(--_im-muted);
      }

      li {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr) auto;
        gap: 10px;
        align-items: start;
        padding-block: 6px;
      }

      svg {
        color: var(--_im-good);
        margin-block-start: 1px;
      }

      .undone svg {
        color: var(--_im-muted);
      }

      .undone .jid {
        text-decoration: line-through;
      }

      .jid {
        font-weight: 550;
        overflow-wrap: anywhere;
      }

      .why {
        color: var(--_im-muted);
        font-size: 0.93em;
      }
    `,
  ];

  @property({ attribute: false }) activity: ActivitySlice | undefined;
  @property() locale = 'en';
  @property({ type: Number }) now = 0;
  @property({ type: Boolean }) all = false;

  override render(): TemplateResult | typeof nothing {
    const lines = this.activity?.lines ?? [];
    if (lines.length === 0) return nothing;
    const shown = this.all ? lines : lines.slice(0, FEW);
    return html`<h2>${msg('Recently accepted')}</h2>
      <ul>
        ${repeat(
          shown,
          (line) => line.id,
          (line) => this.#renderLine(line),
        )}
      </ul>
      ${
        lines.length > shown.length
          ? html`<button class="quiet small" @click=${() => (this.all = true)}>${msg('Show more')}</button>`
          : nothing
      }`;
  }

  #renderLine({ id, jid, at, rule, undone }: ActivityLine): TemplateResult {
    return html`<li class=${undone ? 'undone' : ''}>
      ${undone ? icons.undo : icons.check}
      <div>
        <p>${jidText(jid)}</p>
        <p class="why">
          ${undone ? msg('Taken back. You will be asked if they ask again.') : ruleText(rule)}
          <time datetime=${new Date(at).toISOString()} title=${formatExactly(at, this.locale)}
            >${formatSince(at, this.now, this.locale)}</time
          >
        </p>
      </div>
      ${
        undone
          ? nothing
          : html`<button
              class="quiet small"
              aria-label=${msg(str`Undo: ${jid}`)}
              @click=${() => this.dispatchEvent(componentEvent('im-undo', { entry: id }))}
            >
              ${msg('Undo')}
            </button>`
      }
    </li>`;
  }
}
