import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { definitions as codeBlock } from './code-block.js';
import { pane } from './pane-styles.js';

const SERVERS = ['prosody', 'ejabberd'] as const;
/** The servers that we have configuration for. */
export type ServerName = (typeof SERVERS)[number];

const NAMES: Readonly<Record<ServerName, string>> = { prosody: 'Prosody', ejabberd: 'ejabberd' };
const FILES: Readonly<Record<ServerName, string>> = { prosody: 'prosody.cfg.lua', ejabberd: 'ejabberd.yml' };

/**
 * Lines of configuration for one server or the other: that which was detected is shown first.
 *
 * @summary Configuration for Prosody and ejabberd.
 */
export class ServerLines extends LitElement {
  static override styles = [
    base,
    pane,
    css`
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        margin-block-end: 10px;
      }

      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-block-size: 24px;
      }
    `,
  ];

  @property() prosody = '';
  @property() ejabberd = '';
  /** What the organisation runs, as far as that is known. */
  @property() detected: ServerName | undefined;
  /** What the lines are for, such as “for the policy node”. */
  @property() about = '';
  /** They may also be saved. */
  @property({ type: Boolean }) whole = false;

  @state() private chosen: ServerName | undefined;

  override render(): TemplateResult {
    const first = this.detected ?? 'prosody';
    const order = [first, ...SERVERS.filter((name) => name !== first)];
    const shown = this.chosen ?? first;
    const file = { name: FILES[shown], type: 'text/plain' };
    return html`<fieldset>
        <legend class="visually-hidden">Lines ${this.about} for</legend>
        ${order.map(
          (name) =>
            html`<label>
              <input
                type="radio"
                name="server"
                value=${name}
                .checked=${name === shown}
                @change=${() => (this.chosen = name)}
              />
              ${NAMES[name]}${name === this.detected ? html`<span class="muted small">(yours)</span>` : nothing}
            </label>`,
        )}
      </fieldset>
      <im-admin-code
        label="lines ${this.about} for ${NAMES[shown]}"
        .text=${shown === 'prosody' ? this.prosody : this.ejabberd}
        .file=${this.whole ? file : undefined}
      ></im-admin-code>`;
  }
}

export const definitions = { 'im-admin-server-lines': ServerLines, ...codeBlock };
