import { localized, msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { state } from '../decorators.js';
import type { OptionName } from '../../core/options.js';
import { notificationsText } from '../strings/options.js';
import { OptionsSection } from './options-section.js';
import { renderSwitch, switchStyles } from './options-switch.js';

const DEFAULT_HOURS = ['22:00', '07:00'] as const;

/**
 * What the browser shows beside the requests themselves, and when it does not.
 *
 * @summary Notifications, and quiet hours.
 */
@localized()
export class OptionsNotifications extends OptionsSection {
  static override styles = [
    OptionsSection.styles,
    switchStyles,
    css`
      input[type='time'] {
        inline-size: auto;
        min-inline-size: 116px;
      }

      .off {
        opacity: 0.6;
      }
    `,
  ];

  /** Two times that are being set, and are no quiet hours yet. */
  @state() private unsaved: readonly [string, string] | null = null;

  override render(): TemplateResult | typeof nothing {
    const values = this.view?.options.values;
    if (!values) return nothing;
    const { notifications } = values;
    const isOff = notifications !== 'all';
    return html`<fieldset>
        <legend>${msg('When somebody asks')}</legend>
        ${this.#renderChoice('all', notifications, msg('A notification, and the number on the button.'))}
        ${this.#renderChoice('badge', notifications, msg('The button says how many requests wait.'))}
        ${this.#renderChoice('none', notifications, msg('You see requests when you look.'))}
      </fieldset>
      <div class="box ${isOff ? 'off' : ''}">
        ${renderSwitch({
          name: 'strangers',
          label: msg('Requests from outside'),
          about: msg('Notify me of people who are not of my organization, too.'),
          on: values.strangers === 'notify',
          isOff,
          set: (on) => this.#set('strangers', on ? 'notify' : 'quiet'),
        })}
        ${renderSwitch({
          name: 'quiet',
          label: msg('Quiet hours'),
          about: msg('No notifications between these times. Requests wait, and the number goes on counting.'),
          on: values['quiet-hours'] !== '',
          isOff,
          set: (on) => this.#set('quiet-hours', on ? DEFAULT_HOURS.join('-') : ''),
        })}
        ${values['quiet-hours'] ? this.#renderHours(values['quiet-hours'], isOff) : nothing}
      </div>
      <p class="muted small">${msg('When many people ask at once, you get one notification for all of them.')}</p>`;
  }

  #renderChoice(value: string, current: string, about: string): TemplateResult {
    return html`<label class="choice">
      <input
        type="radio"
        name="notifications"
        value=${value}
        .checked=${value === current}
        aria-describedby="about-${value}"
        @change=${() => this.#set('notifications', value)}
      />
      <span>
        <span class="label">${notificationsText(value)}</span>
        <span class="muted small" id="about-${value}">${about}</span>
      </span>
    </label>`;
  }

  #renderHours(hours: string, isOff: boolean): TemplateResult {
    const [from = '', until = ''] = this.unsaved ?? hours.split('-');
    const isWrong = this.unsaved !== null;
    const time = (index: 0 | 1, label: string, value: string): TemplateResult =>
      html`<label class="field"
        >${label}
        <input
          type="time"
          .value=${value}
          ?disabled=${isOff}
          aria-invalid=${isWrong ? 'true' : nothing}
          aria-describedby=${isWrong ? 'hours-wrong' : nothing}
          @change=${(event: Event) => this.#setHours(index, (event.target as HTMLInputElement).value, [from, until])}
      /></label>`;
    return html`<div class="fields">${time(0, msg('From'), from)} ${time(1, msg('Until'), until)}</div>
      ${
        isWrong
          ? html`<p class="wrong" id="hours-wrong" role="alert">${msg('Enter two different times.')}</p>`
          : nothing
      }`;
  }

  #setHours(index: 0 | 1, value: string, [from, until]: readonly [string, string]): void {
    const hours = index === 0 ? ([value, until] as const) : ([from, value] as const);
    const isRange = hours.every((time) => /^\d\d:\d\d$/.test(time)) && hours[0] !== hours[1];
    this.unsaved = isRange ? null : hours;
    if (isRange) this.#set('quiet-hours', hours.join('-'));
  }

  #set(option: OptionName, value: string): void {
    void this.send?.({ name: 'set-option', option, value });
  }
}

export const definitions = { 'im-options-notifications': OptionsNotifications };
