import { localized, msg } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { LONGEST_STATUS, OWN_SHOWS, type OwnAvailability } from '../../../core/availability.js';
import type { Link } from '../../../core/link.js';
import type { OwnSlice, Seen } from '../../../core/people-view.js';
import { property } from '../../decorators.js';
import { componentEvent } from '../../events.js';
import { icons } from '../../icons.js';
import { placeMenu } from '../../place-menu.js';
import { ownText, seenText } from '../../strings/availability.js';
import { base } from '../../styles/base.js';
import { ownAvailability } from '../../styles/own-availability.js';
import { presenceDot, presenceStyles } from '../presence-dot.js';

type Own = OwnAvailability['show'];

/**
 * What the person shows of themselves: a button that says it, and opens what can be chosen. A choice is in force at
 * once, with whatever is written as status.
 *
 * @summary One's own availability.
 * @fires im-availability - It was chosen anew.
 */
@localized()
export class OwnAvailabilityMenu extends LitElement {
  static override styles = [base, presenceStyles, ownAvailability];

  @property({ attribute: false }) own: OwnSlice | undefined;
  @property() link: Link['phase'] = 'online';

  override render(): TemplateResult | typeof nothing {
    const { own } = this;
    if (!own) return nothing;
    return html`<button class="shown" popovertarget="choices" aria-haspopup="dialog" @click=${this.#onClick}>
        ${this.#renderShown(own)}<span class="visually-hidden">, ${msg('change your availability')}</span>${icons.down}
      </button>
      <div
        id="choices"
        popover
        role="dialog"
        aria-label=${msg('Your availability')}
        @beforetoggle=${this.#onBeforeToggle}
        @keydown=${this.#onKey}
      >
        ${this.#renderChoices(own)}
      </div>`;
  }

  #renderShown({ chosen, isIdle }: OwnSlice): TemplateResult {
    const isOnline = this.link === 'online';
    const isAway = isIdle && chosen.show === 'available';
    const word = isAway ? seenText('away') : ownText(chosen.show).label;
    const about = !isOnline ? '' : isAway ? msg('This device is not in use.') : chosen.status;
    return html`${presenceDot(isOnline ? (isAway ? 'away' : seenAs(chosen.show)) : 'offline')}<span class="words"
        ><span class="word">${isOnline ? word : this.#offline}</span>${
          about ? html` <span class="status" title=${about}><bdi>${about}</bdi></span>` : nothing
        }</span
      >`;
  }

  get #offline(): string {
    return this.link === 'offline' ? msg('Offline') : msg('Connecting …');
  }

  #renderChoices({ chosen }: OwnSlice): TemplateResult {
    return html`<div role="group" aria-label=${msg('Show me as')}>
        ${OWN_SHOWS.map((show) => {
          const { label, hint } = ownText(show);
          return html`<button class="choice" aria-pressed=${chosen.show === show} @click=${() => this.#choose(show)}>
            ${presenceDot(seenAs(show))}
            <span><span class="label">${label}</span>${hint ? html` <span class="hint">${hint}</span>` : nothing}</span>
            ${chosen.show === show ? icons.check : nothing}
          </button>`;
        })}
      </div>
      <form @submit=${this.#onSubmit}>
        <label class="field">
          <span>${msg('Status')}</span>
          <input
            type="text"
            maxlength=${LONGEST_STATUS}
            autocomplete="off"
            placeholder=${msg('What are you up to?')}
            .value=${live(chosen.status)}
          />
        </label>
        <div class="answers">
          <button class="button primary">${msg('Set')}</button>
          ${
            chosen.status
              ? html`<button type="button" class="button" @click=${this.#clear}>${msg('Clear')}</button>`
              : nothing
          }
        </div>
      </form>`;
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    if (this.own) this.#choose(this.own.chosen.show);
  };

  readonly #clear = (): void => {
    if (this.#input) this.#input.value = '';
    if (this.own) this.#choose(this.own.chosen.show);
  };

  #choose(show: Own): void {
    const status = this.#input?.value.trim() ?? '';
    this.#popup?.hidePopover();
    this.dispatchEvent(componentEvent('im-availability', { show, status }));
  }

  /** The focus goes back to the button, also where a click did not put it there (Safari). */
  readonly #onBeforeToggle = ({ newState }: ToggleEvent): void => {
    if (newState === 'closed' && this.#popup?.matches(':focus-within')) this.#button?.focus({ preventScroll: true });
    // What was typed and not set is given up.
    if (newState === 'open' && this.#input) this.#input.value = this.own?.chosen.status ?? '';
  };

  readonly #onClick = (event: Event): void => {
    event.preventDefault();
    const [button, popup] = [this.#button, this.#popup];
    if (!button || !popup) return;
    popup.togglePopover();
    if (!popup.matches(':popover-open')) return;
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const size = { width: popup.offsetWidth, height: popup.offsetHeight };
    const direction = this.matches(':dir(rtl)') ? 'rtl' : 'ltr';
    const { left, top } = placeMenu(button.getBoundingClientRect(), size, { width, height }, direction);
    popup.style.left = `${left}px`;
    popup.style.top = `${top}px`;
    popup.querySelector<HTMLElement>('[aria-pressed=true]')?.focus({ preventScroll: true });
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const choices = [...this.renderRoot.querySelectorAll<HTMLElement>('.choice')];
    const at = choices.findIndex((choice) => choice.matches(':focus'));
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (at < 0 || step === 0) return;
    event.preventDefault();
    choices.at((at + step) % choices.length)?.focus();
  };

  get #button(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.shown');
  }

  get #popup(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('[popover]');
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }
}

/** The mark for what others see. */
function seenAs(show: Own): Seen {
  return show === 'invisible' ? 'offline' : show;
}
