/** Whether a domain that an administrator types is served: by this server, by another, or by none. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { reachOf, type Reach } from '../../src/admin/policy/domain-reach.js';
import type { Domain } from '../../src/core/jid.js';
import { errorCondition } from '../../src/xmpp/rfc6120-error.js';
import type { IqAnswer } from '../../src/xmpp/iq.js';
import type { Element } from '../../src/xmpp/element.js';
import { xml } from '../../src/xmpp/element.js';
import { RawClient } from '../servers/raw-client.js';
import { startServer } from '../servers/start-server.js';

const HOME = 'home.example';
const PARTNER = 'partner.example';

const server = await startServer({
  hosts: [
    { domain: HOME, accounts: [{ username: 'ada', password: 'a-long-one' }] },
    { domain: PARTNER, accounts: [] },
  ],
});
after(() => server.stop());
const client = await RawClient.connect({ service: server.service, jid: `ada@${HOME}`, password: 'a-long-one' });

/** An error of RFC 6120 §8.3 as it came, as `errorCondition` reads it. */
function conditionOf(frame: string): string {
  const [, name = ''] = /<error[^>]*>\s*<([a-z-]+)/.exec(frame) ?? [];
  return errorCondition(xml('iq', {}, xml('error', {}, xml(name, { xmlns: 'urn:ietf:params:xml:ns:xmpp-stanzas' }))));
}

function reach(domain: string): Promise<Reach> {
  const get = async (payload: Element, { to }: { readonly to?: string } = {}): Promise<IqAnswer> => {
    const frame = await client.iq('get', payload.toString(), to);
    return /type=["']result["']/.test(frame)
      ? { ok: true, stanza: xml('iq', { type: 'result' }) }
      : { ok: false, condition: conditionOf(frame) };
  };
  return reachOf({ domain: HOME as Domain, isOnline: true, get }, { ascii: domain, unicode: domain });
}

test('our own domain and another one of the same server are served, and one that nobody has is not reached', async () => {
  assert.equal(await reach(HOME), 'own');
  assert.equal(await reach(PARTNER), 'answers');
  assert.equal(await reach('nowhere.example'), 'closed', 'this server is connected to no other');
  assert.equal(await reach(`nowhere.${HOME}`), 'closed');
});
