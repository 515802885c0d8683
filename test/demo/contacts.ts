/** Maya's contacts in the demo organisation: what they say of themselves, what was written, and who is there now. */
import { RawClient } from '../servers/raw-client.js';

const ORGANISATION = 'alder.example';

export interface DemoPerson {
  readonly username: string;
  readonly first: string;
  readonly last: string;
  readonly title: string;
}

interface DemoContact extends DemoPerson {
  readonly groups: readonly string[];
  /** What they show while the demo runs; undefined: they are not there. */
  readonly shows?: string;
}

export const CONTACTS: readonly DemoContact[] = [
  { username: 'nadia', first: 'Nadia', last: 'Haddad', title: 'Dispatch lead', groups: ['Dispatch'], shows: '' },
  { username: 'oskar', first: 'Oskar', last: 'Lindqvist', title: 'Customs broker', groups: ['Customs'], shows: '<show>dnd</show><status>At the port until five</status>' },
  { username: 'priya', first: 'Priya', last: 'Raman', title: 'Fleet planner', groups: ['Dispatch', 'Night shift'], shows: '<show>away</show><status>Lunch</status>' },
  { username: 'emil', first: 'Emil', last: 'Novák', title: 'Driver coordination', groups: ['Night shift'] },
]; // prettier-ignore

/** In the directory, and nobody's contacts. */
export const OTHERS: readonly DemoPerson[] = [
  { username: 'jonas', first: 'Jonas', last: 'Weber', title: 'Dispatcher' },
  { username: 'henrik', first: 'Henrik', last: 'Lund', title: 'Dispatcher' },
  { username: 'yuki', first: 'Yuki', last: 'Tanaka', title: 'Warehouse manager' },
  { username: 'clara', first: 'Clara', last: 'Dubois', title: 'Accounts' },
];

const MAYA: DemoPerson = { username: 'maya', first: 'Maya', last: 'Brandt', title: 'Shift manager' };

/** What was written, and by whom; the last lines nobody has read. */
const WRITTEN: readonly (readonly [from: string, to: string, text: string])[] = [
  ['oskar', 'maya', 'Papers for AL-20421 are still missing the stamp. I am on it.'],
  ['maya', 'oskar', 'Thank you. Göteborg closes at seven.'],
  ['nadia', 'maya', 'Rotterdam is loaded, 18:40 as planned.'],
  ['maya', 'nadia', 'Wonderful. Who drives?'],
  ['nadia', 'maya', 'Emil has found somebody. The list: https://alder.example/drivers'],
  ['nadia', 'maya', 'Can you have a look before six?'],
];

const CLIENT = 'xmlns="jabber:client"';

interface Server {
  readonly service: string;
}

/** Everybody's card, Maya's contacts, and what they have written to each other. */
export async function seedContacts(server: Server): Promise<void> {
  for (const person of [MAYA, ...CONTACTS, ...OTHERS])
    await withClient(server, person, (client) => saveCard(client, person));
  const maya = await connect(server, MAYA.username);
  for (const contact of CONTACTS) {
    await withClient(server, contact, (client) => befriend(maya, client, contact));
  }
  const clients = new Map([[MAYA.username, maya]]);
  for (const [from, to, text] of WRITTEN) {
    const client = clients.get(from) ?? (await connect(server, from));
    clients.set(from, client);
    client.send(
      `<message ${CLIENT} type="chat" id="${crypto.randomUUID()}" to="${to}@${ORGANISATION}"><body>${text}</body>` +
        '<markable xmlns="urn:xmpp:chat-markers:0"/></message>',
    );
    await client.ping(); // the next one is written after it
  }
  for (const client of clients.values()) await client.close();
}

/** Signs in those who are there; they are as long as what this returns is open. */
export async function peopleWhoAreThere(server: Server): Promise<readonly RawClient[]> {
  const there = CONTACTS.filter(({ shows }) => shows !== undefined);
  return Promise.all(
    there.map(async ({ username, shows = '' }) => {
      const client = await connect(server, username);
      client.send(`<presence ${CLIENT}>${shows}</presence>`);
      return client;
    }),
  );
}

async function saveCard(client: RawClient, { first, last, title, username }: DemoPerson): Promise<void> {
  await client.iq(
    'set',
    `<vCard xmlns="vcard-temp"><FN>${first} ${last}</FN><N><FAMILY>${last}</FAMILY><GIVEN>${first}</GIVEN></N>` +
      `<EMAIL><USERID>${username}@${ORGANISATION}</USERID></EMAIL><TITLE>${title}</TITLE></vCard>`,
  );
}

/** Each of them sees the other; their names and groups are on Maya's list. */
async function befriend(maya: RawClient, client: RawClient, { first, last, groups }: DemoContact): Promise<void> {
  const [jid = ''] = client.jid.split('/');
  const inGroups = groups.map((group) => `<group>${group}</group>`).join('');
  await maya.iq(
    'set',
    `<query xmlns="jabber:iq:roster"><item jid="${jid}" name="${first} ${last}">${inGroups}</item></query>`,
  );
  const address = `${MAYA.username}@${ORGANISATION}`;
  for (const [one, other, to] of [
    [maya, client, jid],
    [client, maya, address],
  ] as const) {
    one.presence('subscribe', to);
    await one.ping();
    other.presence('subscribed', one === maya ? address : jid);
    await other.ping();
  }
}

function connect({ service }: Server, username: string): Promise<RawClient> {
  return RawClient.connect({ service, jid: `${username}@${ORGANISATION}`, password: username });
}

async function withClient(
  server: Server,
  { username }: DemoPerson,
  use: (client: RawClient) => Promise<void>,
): Promise<void> {
  const client = await connect(server, username);
  await use(client);
  await client.close();
}
