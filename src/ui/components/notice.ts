import { css, html, LitElement, type TemplateResult } from 'lit';
import { property } from '../decorators.js';
import { icons } from '../icons.js';
import { base } from '../styles/base.js';

/**
 * A short message about the state of things.
 *
 * @summary One message, in one of three tones.
 * @slot - What to say.
 */
export class Notice extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        gap: 10px;
        align-items: flex-start;
        padding: 10px 14px;
        border-radius: calc(var(--_im-radius) * 0.8);
        background: var(--_im-raised);
        color: var(--_im-text);
      }

      svg {
        margin-block-start: 1px;
      }

      :host([tone='warn']) {
        background: var(--_im-warn-soft);
        color: var(--_im-warn);
      }

      :host([tone='bad']) {
        background: var(--_im-bad-soft);
        color: var(--_im-bad);
      }

      div {
        min-inline-size: 0;
        flex: 1;
      }
    `,
  ];

  /** How serious it is. */
  @property({ reflect: true }) tone: 'plain' | 'warn' | 'bad' = 'plain';

  override render(): TemplateResult {
    return html`${this.tone === 'plain' ? icons.cloudOff : icons.warning}
      <div><slot></slot></div>`;
  }
}
