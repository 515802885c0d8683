/** A person who looks at their contact list, and somebody on it at a client that is not ours. */
import type { BareJid } from '../../src/core/jid.js';
import type { ContactRow, ContactsSlice } from '../../src/core/people-view.js';
import type { RawClient } from '../servers/raw-client.js';
import type { Device, DeviceOptions } from './device.js';
import { HOME, type Person, type Scene } from './scene.js';

const WHOLE = { offset: 0, limit: 100, text: '', collapsed: [], availableOnly: false };

export interface Acquaintance {
  readonly person: Person;
  readonly device: Device;
  /** They see each other's presence. */
  readonly friend: RawClient;
}

/** A device whose page shows the whole contact list. */
export async function looksAtContacts(device: Device): Promise<Device> {
  device.page.look({ contacts: WHOLE });
  await device.until(({ contacts }) => contacts?.loaded ?? false, 'the contact list');
  return device;
}

export function contactList(device: Device): ContactsSlice | null {
  return device.view?.contacts ?? null;
}

/** The contact as the page shows it, in the first of its groups. */
export function contactOf(device: Device, { jid }: { readonly jid: string }): ContactRow | undefined {
  const lines = contactList(device)?.lines ?? [];
  return lines.flatMap((line) => (line.kind === 'contact' && line.contact.jid === jid ? [line.contact] : []))[0];
}

/** The page shows the contact so. */
export async function showsContact(
  device: Device,
  contact: { readonly jid: string },
  wanted: Partial<ContactRow>,
): Promise<void> {
  const text = JSON.stringify(wanted);
  const isShown = (): boolean => {
    const row = contactOf(device, contact);
    return row !== undefined && JSON.stringify({ ...row, ...wanted }) === JSON.stringify(row);
  };
  await device.until(isShown, `${contact.jid} to be shown as ${text}`);
}

/** Two people who see each other's presence. */
export async function acquaintance(scene: Scene, options: DeviceOptions = {}): Promise<Acquaintance> {
  const person = await scene.person(HOME);
  const device = await looksAtContacts(await scene.signedIn(person, options));
  const friend = await scene.contact(HOME);
  await device.command(adding(friend));
  friend.presence('subscribed', person.jid);
  friend.presence('subscribe', person.jid);
  await showsContact(device, friend, { subscription: 'both', seen: 'available' });
  await friend.deviceOf(person.jid);
  return { person, device, friend };
}

export function adding(
  { jid }: { readonly jid: string },
  details: { readonly contact?: string; readonly groups?: readonly string[]; readonly note?: string } = {},
): Parameters<Device['command']>[0] {
  return { name: 'add-contact', jid: jid as BareJid, contact: '', groups: [], note: '', ...details };
}
