/** The organisation of long runs: one person, a sister's domain that its policy lists, and one that it does not. */
import { Administrator } from '../servers/organisation.js';
import { Ejabberd } from '../servers/ejabberd.js';
import { Prosody } from '../servers/prosody.js';
import type { XmppServer } from '../servers/xmpp-server.js';
import { Requesters } from './requesters.js';

export const SERVERS = ['prosody', 'ejabberd'] as const;
export type ServerName = (typeof SERVERS)[number];

export const HOME = 'acme.example';
export const LISTED = 'acme-labs.example';
export const OTHERS = 'elsewhere.example';
export const PERSON = { username: 'maya', password: 'maya-secret', jid: `maya@${HOME}` };

/** Starts a server with a policy: what `LISTED` asks is accepted, what `OTHERS` ask is asked about. */
export async function startOrganisation(name: ServerName, { crowded = false } = {}): Promise<XmppServer> {
  const config = {
    hosts: [{ domain: HOME, pubsub: true, accounts: [PERSON, { username: 'admin', password: 'admin' }] }],
    components: Requesters.components(LISTED, OTHERS),
    crowded,
  };
  const server = await (name === 'ejabberd' ? Ejabberd.start(config) : Prosody.start(config));
  const administrator = await Administrator.signIn(server, HOME, 'admin');
  await administrator.createNode();
  await administrator.publish({ domains: [HOME, LISTED] });
  await administrator.close();
  return server;
}
