/**
 * Our client among three real servers that federate: what the policy lets pass goes both ways, what it stops is not sent and not
 * shown, and a change of mode takes effect while everybody is online.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { BareJid } from '../../src/core/jid.js';
import type { FederationMode } from '../../src/core/policy/schema.js';
import { until } from '../servers/processes.js';
import type { PolicyDraft } from '../servers/organisation.js';
import type { RawClient } from '../servers/raw-client.js';
import { IS_EJABBERD } from '../servers/start-server.js';
import { adding, contactOf, looksAtContacts, showsContact } from '../support/contact-list.js';
import type { Device } from '../support/device.js';
import { HOME, OTHER, PARTNER, startFederation, type Federation } from '../support/federation.js';
import type { Person } from '../support/scene.js';

function policy(mode: FederationMode): PolicyDraft {
  const federation = { mode, trusted: [PARTNER], refused: mode === 'open' ? [OTHER] : [] };
  return { domains: [HOME], allowUserOptions: false, handling: 'prompt', federation };
}

const MODES = [
  { mode: 'open', passing: [PARTNER], stopped: { [OTHER]: 'refused' } },
  { mode: 'listed', passing: [PARTNER], stopped: { [OTHER]: 'not-trusted' } },
  { mode: 'closed', passing: [], stopped: { [PARTNER]: 'closed', [OTHER]: 'closed' } },
] as const;

describe(`our client, federating from ${IS_EJABBERD ? 'ejabberd' : 'Prosody'}`, () => {
  let federation: Federation;
  before(async () => {
    federation = await startFederation(IS_EJABBERD ? 'ejabberd' : 'prosody');
  });
  after(() => federation.end());

  interface Own {
    readonly person: Person;
    readonly device: Device;
  }

  async function own(): Promise<Own> {
    const home = federation.at(HOME);
    const person = await home.person(HOME);
    return { person, device: await looksAtContacts(await home.signedIn(person, { messaging: true })) };
  }

  /** Servers that could not reach another one wait for a second before they try again, so it is asked until it arrives. */
  async function addsAndIsAdded({ person, device }: Own, other: RawClient): Promise<void> {
    const isAsked = (): boolean => other.presences('subscribe').some((frame) => frame.includes(person.jid));
    await until(async () => {
      assert.deepEqual(await device.command(adding(other)), { ok: true });
      return isAsked();
    }, `${other.jid} to be asked`);
    await says(other, 'subscribed', person, () => contactOf(device, other)?.subscription === 'to');
    assert.equal(contactOf(device, other)?.suspended, null);
    await says(other, 'subscribe', person, () => device.view?.requests.rows[0]?.jid === other.jid);
    await device.command({ name: 'approve', jid: other.jid as BareJid, addBack: false, details: null });
    await other.expect(/^<presence(?=[^>]* type=["']subscribed["'])/);
    await showsContact(device, other, { subscription: 'both', seen: 'available' });
  }

  /** What their server sends just after it was refused may be lost: it is said again until it arrives. */
  async function says(other: RawClient, type: string, person: Person, arrived: () => boolean): Promise<void> {
    const once = async (): Promise<boolean> => {
      other.presence(type, person.jid);
      return until(arrived, 'it to arrive', 1500).then(
        () => true,
        () => false,
      );
    };
    await until(once, `“${type}” of ${other.jid} to arrive`);
  }

  async function writesAndIsWrittenTo({ person, device }: Own, other: RawClient): Promise<void> {
    const [ours, theirs] = [crypto.randomUUID(), crypto.randomUUID()];
    const jid = other.jid as BareJid;
    device.page.look({ chat: { jid, until: null, limit: 50, visible: true } });
    await device.command({ name: 'send-message', jid, id: ours, text: ours, corrects: null });
    await other.expect(new RegExp(`<body>${ours}</body>`));
    other.send(
      `<message xmlns="jabber:client" type="chat" to="${person.jid}" id="${theirs}"><body>${theirs}</body></message>`,
    );
    await device.until(({ chat }) => chat?.messages.at(-1)?.text === theirs, 'what they write');
  }

  for (const { mode, passing, stopped } of MODES) {
    test(`${mode}: what is to pass goes both ways, and nobody else is asked, or shown`, async () => {
      await federation.decide(policy(mode));
      const we = await own();
      for (const domain of passing) {
        const other = await federation.at(domain).contact(domain);
        await addsAndIsAdded(we, other);
        await writesAndIsWrittenTo(we, other);
      }
      for (const [domain, barrier] of Object.entries(stopped)) {
        const other = await federation.at(domain).contact(domain);
        const problem = { kind: 'suspended', barrier, domain };
        assert.deepEqual(await we.device.command(adding(other)), { ok: false, problem });
        other.presence('subscribe', we.person.jid);
        await other.ping();
        await we.device.settled();
        assert.deepEqual([we.device.view?.requests.total, other.presences('subscribe')], [0, []]);
      }
    });
  }

  test('a contact of a domain that is stopped is suspended, and is there again when the policy lets it', async () => {
    await federation.decide(policy('listed'));
    const we = await own();
    const other = await federation.at(PARTNER).contact(PARTNER);
    await addsAndIsAdded(we, other);
    await federation.decide(policy('closed'));
    await looksAtContacts(we.device);
    await showsContact(we.device, other, { subscription: 'both', seen: 'unknown', suspended: 'closed' });
    await federation.decide(policy('listed'));
    await showsContact(we.device, other, { subscription: 'both', suspended: null });
    await writesAndIsWrittenTo(we, other);
  });
});
