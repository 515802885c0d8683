import { localized, msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { OptionName } from '../../core/options.js';
import { property } from '../decorators.js';
import { messagesText } from '../strings/options.js';
import { OptionsSection } from './options-section.js';
import { renderSwitch, switchStyles } from './options-switch.js';

/**
 * What a notification says of a message, and what those who write to the person learn of them.
 *
 * @summary Messages: notifications, and what others learn.
 */
@localized()
export class OptionsMessages extends OptionsSection {
  static override styles = [OptionsSection.styles, switchStyles];

  /** There are notifications in this shell. */
  @property({ type: Boolean }) notifies = false;

  override render(): TemplateResult | typeof nothing {
    const values = this.view?.options.values;
    if (!values) return nothing;
    return html`${this.notifies ? this.#renderNotifications(values.messages) : nothing}
      <div class="box" role="group" aria-labelledby="learn">
        <h4 id="learn">${msg('What others learn')}</h4>
        ${renderSwitch({
          name: 'read-markers',
          label: msg('That I have seen a message'),
          about: msg('Whoever wrote it is told when it was shown to you.'),
          on: values['read-markers'] === 'send',
          set: (on) => this.#set('read-markers', on ? 'send' : 'keep'),
        })}
        ${renderSwitch({
          name: 'typing',
          label: msg('That I am writing'),
          about: msg('They see it while you write to them.'),
          on: values.typing === 'send',
          set: (on) => this.#set('typing', on ? 'send' : 'keep'),
        })}
      </div>
      <p class="muted small">${msg('Strangers learn neither before you accept them.')}</p>`;
  }

  #renderNotifications(current: string): TemplateResult {
    return html`<fieldset>
      <legend>${msg('When somebody writes')}</legend>
      ${this.#renderChoice('preview', current, msg('The notification shows the beginning of the message.'))}
      ${this.#renderChoice('sender', current, msg('What is written stays off the screen until you look.'))}
      ${this.#renderChoice('badge', current, msg('The button says how many messages are unread.'))}
      ${this.#renderChoice('none', current, msg('You see messages when you look.'))}
    </fieldset>`;
  }

  #renderChoice(value: string, current: string, about: string): TemplateResult {
    return html`<label class="choice">
      <input
        type="radio"
        name="messages"
        value=${value}
        .checked=${value === current}
        aria-labelledby="label-${value}"
        aria-describedby="about-${value}"
        @change=${() => this.#set('messages', value)}
      />
      <span>
        <span class="label" id="label-${value}">${messagesText(value)}</span>
        <span class="muted small" id="about-${value}">${about}</span>
      </span>
    </label>`;
  }

  #set(option: OptionName, value: string): void {
    void this.send?.({ name: 'set-option', option, value });
  }
}

export const definitions = { 'im-options-messages': OptionsMessages };
