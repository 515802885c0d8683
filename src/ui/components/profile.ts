import { localized, msg } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from '../decorators.js';
import type { BareJid } from '../../core/jid.js';
import type { Profile as ProfileData } from '../../core/view.js';
import type { CommandResult, Question } from '../../ports/protocol.js';
import { componentEvent } from '../events.js';
import { icons } from '../icons.js';
import { pictureSize } from '../image-size.js';
import { commandProblemText, type ProblemText } from '../strings/problems.js';
import { base } from '../styles/base.js';

/** CSS pixels, as in the styles. */
const PICTURE = 72;
/** Pixels on a side; a larger one is not decoded. */
const LARGEST = 4096;

/**
 * What somebody says of themselves. It is asked for when this is shown, and their server can tell. A picture
 * is drawn on a canvas from its octets, and has no address; one that cannot be read is not shown.
 *
 * @summary A profile, as a claim.
 * @fires im-cancelled - It was closed.
 */
@localized()
export class Profile extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        scroll-margin-block: 16px;
      }

      .panel {
        display: flex;
        gap: 12px;
        padding: 12px 14px;
        border-radius: calc(var(--_im-radius) * 0.8);
        background: var(--_im-raised);
      }

      canvas {
        flex: none;
        inline-size: 72px;
        block-size: 72px;
        border-radius: calc(var(--_im-radius) * 0.7);
      }

      canvas[hidden] {
        display: none;
      }

      .claims {
        flex: 1;
        min-inline-size: 0;
        display: grid;
        gap: 2px;
        align-content: start;
      }

      .name {
        font-weight: 600;
      }

      .note {
        white-space: pre-line;
        overflow-wrap: anywhere;
      }

      .icon-button {
        margin: -4px -6px 0 0;
        flex: none;
      }
    `,
  ];

  @property() jid = '';
  /** Asks the session. */
  @property({ attribute: false }) ask: ((question: Question) => Promise<CommandResult>) | undefined;
  @state() private profile: ProfileData | undefined;
  @state() private problem: ProblemText | undefined;
  @state() private hasPicture = false;

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('.panel')?.focus({ preventScroll: true });
    void this.#read();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('profile') && this.profile?.picture) void this.#draw(this.profile.picture);
    this.scrollIntoView({ block: 'nearest' });
  }

  override render(): TemplateResult {
    return html`<div
      class="panel"
      role="group"
      tabindex="-1"
      aria-label=${msg('What they say of themselves')}
      @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.#close()}
    >
      <canvas
        role="img"
        aria-label=${msg('Picture that they chose')}
        width=${2 * PICTURE}
        height=${2 * PICTURE}
        ?hidden=${!this.hasPicture}
      ></canvas>
      <div class="claims" role="status">${this.#renderClaims()}</div>
      <button class="icon-button" aria-label=${msg('Close')} title=${msg('Close')} @click=${this.#close}>
        ${icons.cross}
      </button>
    </div>`;
  }

  #renderClaims(): TemplateResult {
    const { profile, problem } = this;
    if (problem) return html`<p>${problem.what} ${problem.todo}</p>`;
    if (!profile) return html`<p class="muted">${msg('Asking their server …')}</p>`;
    const { name, title, organization, note, picture } = profile;
    if (![name, title, organization, note].some(Boolean) && !picture) {
      return html`<p class="muted">${msg('They say nothing of themselves.')}</p>`;
    }
    return html`<p class="muted small">${msg('They say of themselves, and nobody has checked:')}</p>
      ${name ? html`<p class="name"><bdi>${name}</bdi></p>` : nothing}
      ${title ? html`<p><bdi>${title}</bdi></p>` : nothing}
      ${organization ? html`<p><bdi>${organization}</bdi></p>` : nothing}
      ${note ? html`<p class="note" dir="auto">${note}</p>` : nothing}`;
  }

  async #read(): Promise<void> {
    const result = await this.ask?.({ name: 'read-profile', jid: this.jid as BareJid });
    if (result?.ok) this.profile = result.data as ProfileData;
    else if (result) this.problem = commandProblemText(result.problem);
  }

  async #draw({ type, base64 }: NonNullable<ProfileData['picture']>): Promise<void> {
    try {
      const octets = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const { width = 0, height = 0 } = pictureSize(octets) ?? {};
      if (!width || !height || width > LARGEST || height > LARGEST) return;
      const picture = await createImageBitmap(new Blob([octets], { type }));
      const context = this.renderRoot.querySelector('canvas')?.getContext('2d');
      // The middle of it fills the square.
      const side = Math.min(picture.width, picture.height);
      const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
      context?.drawImage(picture, left, top, side, side, 0, 0, 2 * PICTURE, 2 * PICTURE);
      picture.close();
      this.hasPicture = true;
    } catch {
      // It is no picture after all.
    }
  }

  readonly #close = (): void => {
    this.dispatchEvent(componentEvent('im-cancelled'));
  };
}

export const definitions = { 'im-profile': Profile };
