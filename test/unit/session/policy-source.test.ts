import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Event } from '../../../src/core/event.js';
import { parseJid } from '../../../src/core/jid.js';
import { POLICY_NODE } from '../../../src/core/policy/schema.js';
import { PolicySource } from '../../../src/session/policy-source.js';
import { xml, type Element } from '../../../src/xmpp/element.js';
import { IqTable } from '../../../src/xmpp/iq.js';
import { NS } from '../../../src/xmpp/ns.js';
import { writePolicyForm } from '../../../src/xmpp/policy-form.js';
import { INA } from '../core/device.js';

const HOME = 'pubsub.home.example';
const NEWS = 'news.home.example';
const LISTED = [{ ascii: 'home.example', unicode: 'home.example' }];

function payload(revision: number): Element {
  const policy = { revision, parent: revision - 1, allowUserOptions: false, handling: 'accept-all' } as const;
  return writePolicyForm({ ...policy, addBack: 'never', temporaryAvailability: false }, LISTED);
}

/** Two pubsub services, which answer when the test says so. */
class Services {
  readonly events: Event[] = [];
  readonly source: PolicySource;
  readonly #iq = new IqTable(INA, (stanza) => this.#asked.push(stanza));
  readonly #asked: Element[] = [];

  /** Its time stands still. */
  constructor(t: TestContext) {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const domain = parseJid(INA)?.domain;
    if (!domain) throw new Error('the account has a domain');
    this.source = new PolicySource({
      wire: { account: INA, domain, jid: `${INA}/device`, iq: this.#iq, isOpen: true, send: () => undefined },
      knownServices: [HOME, NEWS],
      dispatch: (event) => this.events.push(event),
      servicesFound: () => undefined,
    });
  }

  /** How many policies were asked for. */
  get questions(): number {
    return this.#asked.filter((stanza) => isQuestion(stanza)).length;
  }

  /** Answers what `service` was asked last: with a policy of this revision, or that it has none. */
  async answer(service: string, revision: number | undefined): Promise<void> {
    const question = this.#asked.findLast((stanza) => stanza.attrs.to === service && isQuestion(stanza));
    const answer = xml('iq', {
      type: revision === undefined ? 'error' : 'result',
      id: question?.attrs.id,
      from: service,
    });
    if (revision === undefined) {
      const condition = xml('item-not-found', { xmlns: 'urn:ietf:params:xml:ns:xmpp-stanzas' });
      answer.append(xml('error', { type: 'cancel' }, condition));
    } else {
      const item = xml('item', { id: '1' }, payload(revision));
      answer.append(xml('pubsub', { xmlns: NS.pubsub }, xml('items', { node: POLICY_NODE }, item)));
    }
    this.#iq.settle(answer);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }

  push(from: string, revision: number): void {
    this.source.receive(from, { kind: 'items', node: POLICY_NODE, items: [{ id: '1', payload: payload(revision) }] });
  }

  revisions(): (number | string)[] {
    return this.events.map((event) => {
      if (event.type === 'policyFetched') return event.policy.revision;
      return event.type === 'policyPushed' && event.parsed.ok ? event.parsed.policy.revision : event.type;
    });
  }
}

function isQuestion(stanza: Element): boolean {
  return stanza.attrs.type === 'get' && stanza.getChild('pubsub') !== undefined;
}

test('what was read before news came is not taken for newer than that', async (t) => {
  const services = new Services(t);
  void services.source.read();
  await services.answer(HOME, 1);
  services.push(HOME, 2);
  await services.answer(NEWS, undefined);
  assert.deepEqual(services.revisions(), []);
  await services.answer(HOME, 2);
  await services.answer(NEWS, undefined);
  assert.deepEqual(services.revisions(), [2]);
});

test('a node that is deleted while a slower service is waited for is gone', async (t) => {
  const services = new Services(t);
  void services.source.read();
  await services.answer(HOME, 1);
  services.source.receive(HOME, { kind: 'deleted', node: POLICY_NODE });
  await services.answer(NEWS, undefined);
  await services.answer(HOME, undefined);
  await services.answer(NEWS, undefined);
  assert.deepEqual(services.revisions(), ['policyMissing']);
});

test('pushes of another service, however many, make it ask once more at a time', async (t) => {
  const services = new Services(t);
  void services.source.read();
  await services.answer(HOME, 1);
  await services.answer(NEWS, undefined);
  const before = services.questions;
  for (let count = 0; count < 100; count++) services.push(NEWS, 9);
  assert.equal(services.questions, before + 2);
});

test('a policy that one service has does not count while the other is silent, unless it had it before', async (t) => {
  const services = new Services(t);
  void services.source.read();
  await services.answer(NEWS, 9);
  services.source.stop();
  assert.deepEqual(services.revisions(), []);
});
