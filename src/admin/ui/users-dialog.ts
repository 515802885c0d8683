import { css, html, LitElement, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { pane } from './pane-styles.js';
import { BUSY } from './user-form.js';
import { usersEvent } from './users-events.js';

/**
 * A modal dialog around one task. It opens when it is put into the page; Escape closes it, and the focus goes back
 * to where it was. What its content tells the shell is said in here, too: behind a modal nothing is read out.
 *
 * @summary The dialog of a task.
 * @fires im-users-close - It is closed.
 */
export class UsersDialog extends LitElement {
  static override styles = [
    base,
    pane,
    css`
      .body {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }

      h3 {
        font-size: 1.15em;
        overflow-wrap: anywhere;
      }

      .said:empty {
        display: none;
      }
    `,
  ];

  @property() label = '';
  @property({ attribute: false }) content: TemplateResult | undefined;
  @state() private said = '';

  constructor() {
    super();
    this.addEventListener('im-admin-told', ({ detail }) => (this.said = detail.text));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#dialog?.close();
  }

  override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (changed.has('label')) this.said = '';
  }

  protected override firstUpdated(): void {
    this.#dialog?.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="label" @cancel=${this.#onCancel} @close=${this.#onClose}>
      <div class="body">
        <h3 id="label" tabindex="-1">${this.label}</h3>
        ${this.content}
        <p class="said small muted" role="status">${this.said}</p>
      </div>
    </dialog>`;
  }

  /** To be called before it is taken out of the page: only then does the browser give the focus back. */
  close(): void {
    this.#dialog?.close();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  get #isBusy(): boolean {
    return this.renderRoot.querySelector(`[${BUSY}]`) !== null;
  }

  readonly #onCancel = (event: Event): void => {
    if (this.#isBusy) event.preventDefault();
  };

  /** Browsers let nobody hold a dialog open against a second Escape: it is opened again. */
  readonly #onClose = (): void => {
    if (this.#isBusy && this.isConnected) return this.#dialog?.showModal();
    this.dispatchEvent(usersEvent('im-users-close', undefined));
  };
}

export const definitions = { 'im-admin-users-dialog': UsersDialog };
