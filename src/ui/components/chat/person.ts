/** Who somebody is in a conversation, in words. */
import { html, type TemplateResult } from 'lit';
import type { BareJid } from '../../../core/jid.js';

export interface Person {
  readonly jid: BareJid;
  readonly name: string;
}

/** As they are called, else their address. */
export function nameOf({ jid, name }: Person): string {
  return name || jid;
}

/** The name as it stands in a sentence; an address is always written from left to right. */
export function personText(person: Person): TemplateResult {
  return person.name ? html`<bdi>${person.name}</bdi>` : html`<bdi dir="ltr">${person.jid}</bdi>`;
}
