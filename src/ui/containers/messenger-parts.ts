/** Contact list, directory and conversations, wherever they are shown; each is loaded when it first is. */
import { html, type TemplateResult } from 'lit';
import type { BareJid } from '../../core/jid.js';
import type { View } from '../../core/view.js';
import type { PortClient } from '../../ports/client.js';
import { defineLater } from '../define-components.js';
import type { ComponentEvent } from '../events.js';
import type { Send } from '../send.js';
import { skeleton } from './inbox-parts.js';

/** What each of them is given. */
export interface Shown {
  readonly client: PortClient | undefined;
  readonly view: View;
  readonly locale: string;
  readonly now: number;
}

/** `hasDirectory`: people can be searched for beside it. */
export function contactsPart({ client, view, locale, now }: Shown, hasDirectory: boolean): TemplateResult {
  void defineLater('im-contacts');
  return html`<im-contacts
    class="fills"
    .client=${client}
    .view=${view}
    .locale=${locale}
    .now=${now}
    .hasDirectory=${hasDirectory}
    >${skeleton()}</im-contacts
  >`;
}

export function searchPart({ client, view, locale, now }: Shown): TemplateResult {
  void defineLater('im-people-search');
  return html`<im-people-search class="fills" .client=${client} .view=${view} .locale=${locale} .now=${now}
    >${skeleton()}</im-people-search
  >`;
}

/** `only`: the one conversation that is shown; null: all of them, beside or after a list. */
export function chatsPart({ client, view, locale, now }: Shown, only: BareJid | null, send: Send): TemplateResult {
  void defineLater('im-chats');
  return html`<im-chats
    class="fills"
    .client=${client}
    .view=${view}
    .locale=${locale}
    .now=${now}
    .with=${only}
    @im-add-wanted=${(event: ComponentEvent<'im-add-wanted'>) => add(event, send)}
    >${skeleton()}</im-chats
  >`;
}

/** Asks them at once: what to call them, and where to put them, can be said on the contact list. */
function add(event: ComponentEvent<'im-add-wanted'>, send: Send): void {
  event.stopPropagation();
  const { jid, name } = event.detail;
  void send({ name: 'add-contact', jid, contact: name ?? '', groups: [], note: '' });
}
