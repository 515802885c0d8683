/** The demo organisation: who is in it, who asks, and its first policy. */
import { Administrator } from '../servers/organisation.js';
import type { HostConfig } from '../servers/xmpp-server.js';
import { RawClient } from '../servers/raw-client.js';
import { CONTACTS, OTHERS, seedContacts } from './contacts.js';

export const ORGANISATION = 'alder.example';
export const LABS = 'alder-labs.example';
export const OUTSIDE = 'birch.example';
export const LOOKALIKE = 'a1der.example';

/** Everybody's password is their user name: this is a demo on loopback. */
const account = (username: string): { username: string; password: string } => ({ username, password: username });

/** The person whose requests are shown. */
export const PERSON = { jid: `maya@${ORGANISATION}`, password: 'maya' };

export interface Colleague {
  readonly jid: string;
  readonly name: string;
  /** What they are to the organisation, in a few words. */
  readonly who: string;
  readonly note: string;
}

/** Those who can send a request from the colleague's page; some have sent theirs already. */
export const COLLEAGUES: readonly Colleague[] = [
  { jid: `jonas@${ORGANISATION}`, name: 'Jonas Weber', who: 'a colleague', note: 'Hi Maya, I joined dispatch this week.' },
  { jid: `amara@${LABS}`, name: 'Amara Okafor', who: 'a colleague of the labs', note: '' },
  { jid: `tomas@${OUTSIDE}`, name: 'Tomás Silva', who: 'somebody outside', note: 'We met at the port authority meeting. Tomás, Birch Freight.' },
  { jid: `leila@${OUTSIDE}`, name: 'ليلى حداد', who: 'somebody outside', note: 'مرحبا مايا، أود متابعة شحنة روتردام معك.' },
  { jid: `it-support@${LOOKALIKE}`, name: 'Alder IT Support', who: 'a look-alike domain', note: 'Please accept, we need to verify your account.' },
  { jid: `henrik@${ORGANISATION}`, name: 'Henrik Lund', who: 'a colleague', note: '' },
  { jid: `sofia@${OUTSIDE}`, name: 'Sofia Marin', who: 'somebody outside', note: '' },
]; // prettier-ignore

const ASKED_ALREADY = 5;

export function demoHosts(): HostConfig[] {
  const domains = [ORGANISATION, LABS, OUTSIDE, LOOKALIKE];
  return domains.map((domain) => ({
    domain,
    pubsub: domain === ORGANISATION,
    accounts: [
      ...(domain === ORGANISATION ? [account('admin'), account('maya')] : []),
      ...(domain === ORGANISATION
        ? [...CONTACTS, ...OTHERS].filter(isNew).map(({ username }) => account(username))
        : []),
      ...COLLEAGUES.filter(({ jid }) => jid.endsWith(`@${domain}`)).map(({ jid }) => account(jid.split('@')[0] ?? '')),
    ],
  }));
}

/** Whoever may send a request has an account already. */
function isNew({ username }: { readonly username: string }): boolean {
  return !COLLEAGUES.some(({ jid }) => jid === `${username}@${ORGANISATION}`);
}

/** Publishes the first policy, makes contacts and what they have written, and lets the first requests wait. */
export async function seed(server: { readonly service: string }): Promise<void> {
  const admin = await Administrator.signIn(server, ORGANISATION, 'admin');
  await admin.createNode();
  await admin.publish({ allowUserOptions: true, domains: [ORGANISATION, LABS] });
  await admin.close();
  await seedContacts(server);
  for (const colleague of COLLEAGUES.slice(0, ASKED_ALREADY)) await ask(server, colleague);
}

async function ask({ service }: { readonly service: string }, { jid, name, note }: Colleague): Promise<void> {
  const client = await RawClient.connect({ service, jid, password: jid.split('@')[0] ?? '' });
  await client.available();
  const nick = `<nick xmlns="http://jabber.org/protocol/nick">${name}</nick>`;
  client.presence('subscribe', PERSON.jid, `${nick}${note ? `<status>${note}</status>` : ''}`);
  await client.ping();
  await client.close();
}
