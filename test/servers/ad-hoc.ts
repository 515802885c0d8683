/** Ad-hoc commands (XEP-0050) by hand: what is sent, and the frames that come back. */
import type { RawClient } from './raw-client.js';

export const COMMANDS = 'http://jabber.org/protocol/commands';
export const ADMIN = 'http://jabber.org/protocol/admin';
export const ACCOUNTS = 'urn:im-contact-requests:accounts:1';

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A submitted form; the values are written into it as they are. */
export function submitted(fields: Fields): string {
  const field = ([name, value]: [string, string | readonly string[]]): string =>
    `<field var="${name}">${[value].flat().map((text) => `<value>${text}</value>`).join('')}</field>`; // prettier-ignore
  return `<x xmlns="jabber:x:data" type="submit">${Object.entries(fields).map(field).join('')}</x>`;
}

/** Asks for the form of a command. */
export function execute(client: RawClient, node: string): Promise<string> {
  return client.iq('set', `<command xmlns="${COMMANDS}" node="${node}" action="execute"/>`, hostOf(client));
}

/** Sends a form without having asked for it, as whoever knows the command can. */
export function submit(client: RawClient, node: string, fields: Fields, session = ''): Promise<string> {
  const attributes = `node="${node}" action="complete"${session ? ` sessionid="${session}"` : ''}`;
  return client.iq('set', `<command xmlns="${COMMANDS}" ${attributes}>${submitted(fields)}</command>`, hostOf(client));
}

/** Both steps; resolves with what the second was answered, or the first if it was refused. */
export async function perform(client: RawClient, node: string, fields: Fields = {}): Promise<string> {
  const form = await execute(client, node);
  const session = /sessionid=["']([^"']+)/.exec(form)?.[1];
  return session === undefined || !isExecuting(form) ? form : submit(client, node, fields, session);
}

export function isExecuting(frame: string): boolean {
  return /status=["']executing["']/.test(frame);
}

export function isCompleted(frame: string): boolean {
  return /status=["']completed["']/.test(frame) && !/<note type=["']error["']/.test(frame);
}

/** The condition of an error (RFC 6120 §8.3.3), if the frame is one. */
export function conditionOf(frame: string): string | undefined {
  return /<error [^>]*>\s*<([a-z-]+)/.exec(frame)?.[1];
}

/** The values of a field of a form. */
export function valuesOf(frame: string, name: string): string[] {
  const content = new RegExp(`<field[^>]* var=["']${name}["'][^>]*>(.*?)</field>`, 's').exec(frame)?.[1] ?? '';
  return [...content.matchAll(/<value>([^<]*)<\/value>/g)].map(([, value = '']) => value);
}

/** The items of a form that has several, each by the names of its fields. */
export function itemsOf(frame: string): Readonly<Record<string, string>>[] {
  return [...frame.matchAll(/<item>(.*?)<\/item>/gs)].map(([, item = '']) =>
    Object.fromEntries(
      [...item.matchAll(/var=["'](\w+)["'][^>]*><value(?:\/>|>([^<]*)<)/g)].map(([, name = '', value = '']) => [name, value]),
    ),
  ); // prettier-ignore
}

function hostOf({ jid }: RawClient): string {
  return jid.slice(jid.indexOf('@') + 1).split('/')[0] ?? '';
}
