import { localized, msg } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from '../decorators.js';
import type { BulkProgress as Progress } from '../../core/view.js';
import { componentEvent } from '../events.js';
import { formatCount } from '../format.js';
import { progressText } from '../strings/answers.js';
import { base } from '../styles/base.js';

/** How often it is said aloud how far it has got, in parts of the whole. */
const SAID = 4;

/**
 * How far an answer to many has got, with Stop.
 *
 * @summary Progress of an answer to many.
 * @fires im-stop - Stop was pressed.
 */
@localized()
export class BulkProgress extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: 10px 16px;
        border-block-start: 1px solid var(--_im-border);
        background: var(--_im-surface);
      }

      .line {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        font-variant-numeric: tabular-nums;
      }

      progress {
        display: block;
        inline-size: 100%;
        block-size: 6px;
        margin-block-start: 6px;
        border: 0;
        border-radius: 3px;
        overflow: clip;
        appearance: none;
        background: var(--_im-raised);
        box-shadow: inset 0 0 0 1px var(--_im-border);
      }

      progress::-webkit-progress-bar {
        background: none;
      }

      progress::-webkit-progress-value {
        background: var(--_im-accent);
        transition: inline-size 200ms;
      }

      progress::-moz-progress-bar {
        background: var(--_im-accent);
      }
    `,
  ];

  @property({ attribute: false }) progress: Progress | undefined;
  @property() locale = 'en';

  override render(): TemplateResult | typeof nothing {
    if (!this.progress) return nothing;
    const { act, done, total } = this.progress;
    const said = Math.floor((done * SAID) / total) * (total / SAID);
    return html`<div class="line">
        <span id="text">${this.#text(act, done, total)}</span>
        <button class="button" @click=${() => this.dispatchEvent(componentEvent('im-stop'))}>${msg('Stop')}</button>
      </div>
      <progress aria-labelledby="text" max=${total} .value=${done}></progress>
      <p class="visually-hidden" role="status">${this.#text(act, Math.round(said), total)}</p>`;
  }

  #text(act: Progress['act'], ...counts: readonly [number, number]): string {
    const [done, total] = counts.map((count) => formatCount(count, this.locale));
    return progressText(act, done ?? '', total ?? '');
  }
}
