/** What the contact list shows instead of contacts: each says what to do. */
import { msg } from '@lit/localize';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { drawing, icons } from '../icons.js';
import { optionIcons } from '../option-icons.js';

/** Lines that are about to come. */
export function placeholder(): TemplateResult {
  return html`<div class="placeholder" role="status" aria-label=${msg('Loading')}><i></i><i></i><i></i><i></i></div>`;
}

export function notKnownOffline(reconnect: () => void): TemplateResult {
  return html`<div class="empty" role="status">
    ${icons.cloudOff}
    <strong>${msg('You are offline')}</strong>
    <span>${msg('Your contacts are shown as soon as you are connected.')}</span>
    <button class="button" @click=${reconnect}>${msg('Connect now')}</button>
  </div>`;
}

/** `hasDirectory`: people can be searched for beside this list. */
export function noContacts(add: () => void, hasDirectory: boolean): TemplateResult {
  return html`<div class="empty">
    ${people}
    <strong>${msg('No contacts yet')}</strong>
    <span
      >${
        hasDirectory
          ? msg(
              'Add somebody by their address, or find them in the directory. Once they accept, you see when they are available.',
            )
          : msg('Add somebody by their address. Once they accept, you see when they are available.')
      }</span
    >
    <button class="button primary" @click=${add}>${optionIcons.expected}${msg('Add contact')}</button>
  </div>`;
}

export function nobodyAvailable(all: () => void): TemplateResult {
  return html`<div class="empty" role="status">
    ${icons.clock}
    <strong>${msg('Nobody is available')}</strong>
    <button class="button" @click=${all}>${msg('Show all')}</button>
  </div>`;
}

/** `add`: what was searched for is an address. */
export function nobodyMatches(text: string, clear: () => void, add: (() => void) | undefined): TemplateResult {
  const what = html`<bdi>${text.trim()}</bdi>`;
  return html`<div class="empty" role="status">
    ${icons.search}
    <strong>${msg(html`No contact matches “${what}”`)}</strong>
    ${add ? html`<button class="button primary" @click=${add}>${msg(html`Add ${what}`)}</button>` : nothing}
    <button class="button" @click=${clear}>${msg('Show all')}</button>
  </div>`;
}

const people = drawing(
  svg`<circle cx="36" cy="26" r="11"/><path d="M16 60c1-12 9-19 20-19s19 7 20 19"/><path opacity=".45" d="M52 17a9 9 0 1 1 3 17M60 42c8 1 13 7 14 16M10 66h68"/>`,
);
