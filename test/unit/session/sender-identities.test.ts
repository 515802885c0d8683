/** Senders who would pass for contacts in the organisation, from the stanza to what becomes of it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isListableDomain } from '../../../src/core/policy/domains.js';
import { receive } from '../../../src/session/receive.js';
import { Capabilities } from '../../../src/xmpp/xep0030-disco.js';
import { parseFrame } from '../../../src/xmpp/frame-parser.js';
import { IqTable } from '../../../src/xmpp/iq.js';
import { answersIn, Device, fixed, INA, NOON, request } from '../core/device.js';
import vectors from '../../vectors/sender-identities.json' with { type: 'json' };

/** A request as it stands in a frame: what has a meaning in XML is written as a reference, white space, too. */
function requestFrom(from: string): string {
  const written = from.replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<presence xmlns="jabber:client" type="subscribe" from="${written}"/>`;
}

/** What becomes of the request where contacts in the organisation are accepted. */
function verdictOn(from: string): string {
  const device = Device.signedIn({ policy: fixed('accept-organization', { domains: vectors.listed }) });
  const { domain } = request(INA);
  const sent: unknown[] = [];
  const send = (stanza: unknown): void => void sent.push(stanza);
  const wire = { account: INA, domain, jid: `${INA}/device`, iq: new IqTable(INA, send), isOpen: true, send };
  const frame = parseFrame(requestFrom(from));
  if (frame.ok) {
    receive(wire, frame.element, {
      capabilities: new Capabilities([]),
      now: () => NOON,
      dispatch: (event) => device.send(event),
      message: () => assert.fail('a presence is no message'),
      pubsubEvent: () => assert.fail('a presence is no event of a node'),
    });
  }
  assert.deepEqual(sent, []);
  const answers = answersIn(device.effects).map(({ type }) => type);
  return JSON.stringify([answers, device.prompts.length]);
}

const VERDICTS: ReadonlyMap<string, string> = new Map([
  ['accepted', JSON.stringify([['approve'], 0])],
  ['asked', JSON.stringify([[], 1])],
  ['not a request', JSON.stringify([[], 0])],
]);

for (const verdict of VERDICTS.keys()) {
  describe(`${verdict}:`, () => {
    for (const { from, reason } of vectors.cases.filter((one) => one.verdict === verdict)) {
      test(reason, () => assert.equal(verdictOn(from), VERDICTS.get(verdict), from));
    }
  });
}

test('there are at least two hundred different senders, each verdict is known, and each reason is given once', () => {
  const { cases, listed } = vectors;
  assert.ok(cases.length >= 200);
  assert.equal(new Set(cases.map(({ reason }) => reason)).size, cases.length);
  assert.equal(new Set(cases.map(({ from }) => from)).size, cases.length);
  assert.deepEqual(
    cases.filter(({ verdict }) => !VERDICTS.has(verdict)),
    [],
  );
  assert.deepEqual(
    listed.filter((domain) => !isListableDomain(domain)),
    [],
  );
});
