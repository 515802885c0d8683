/** Stanzas as they come from the stream, genuine, damaged and forged, through everything that takes them. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Event } from '../../src/core/event.js';
import { parseJid } from '../../src/core/jid.js';
import { POLICY_NODE } from '../../src/core/policy/schema.js';
import { PolicySource } from '../../src/session/policy-source.js';
import { PrivateSource } from '../../src/session/private-source.js';
import { receive } from '../../src/session/receive.js';
import { xml, type Element } from '../../src/xmpp/element.js';
import { parseFrame } from '../../src/xmpp/frame-parser.js';
import { IqTable } from '../../src/xmpp/iq.js';
import { formatMarks, formatPreference, marksItem, PRIVATE_NODE } from '../../src/xmpp/private-node.js';
import { writePolicyForm } from '../../src/xmpp/policy-form.js';
import { Capabilities } from '../../src/xmpp/xep0030-disco.js';
import { shardOf } from '../../src/core/marks.js';
import { Device, fixed, INA, mark, MAYA, NOON, OTTO, received, request } from '../unit/core/device.js';
import { element } from '../unit/xmpp/tree.js';
import subscriptions from '../vectors/stanzas/subscription.json' with { type: 'json' };
import rosters from '../vectors/stanzas/roster.json' with { type: 'json' };
import blocks from '../vectors/stanzas/blocking.json' with { type: 'json' };
import events from '../vectors/stanzas/pubsub-events.json' with { type: 'json' };
import { holds, type Property } from './property.js';

const SERVICE = 'pubsub.home.example';
const EVENT = 'http://jabber.org/protocol/pubsub#event';

function eventOf(node: string, id: string, payload: Element): string {
  const items = xml('items', { node }, xml('item', { id }, payload));
  return xml('message', { from: INA }, xml('event', { xmlns: EVENT }, items)).toString();
}

const everybody = { revision: 9, parent: 8, allowUserOptions: false, handling: 'accept-all', addBack: 'all' } as const;
const SAMPLES: readonly string[] = [
  ...[...subscriptions, ...rosters.push, ...rosters.result, ...blocks.push, ...blocks.list, ...events].map(
    (one) => one.xml,
  ),
  eventOf(PRIVATE_NODE, marksItem(shardOf(OTTO)), formatMarks([[OTTO, mark('ignore')]])),
  eventOf(PRIVATE_NODE, 'preference', formatPreference({ handling: 'accept-all', at: NOON })),
  eventOf(POLICY_NODE, '1', writePolicyForm({ ...everybody, temporaryAvailability: false }, [])),
  `<message><event xmlns='${EVENT}'><delete node='${POLICY_NODE}'/></event></message>`,
  `<message><event xmlns='${EVENT}'><items node='${POLICY_NODE}'><retract id='1'/></items></event></message>`,
  "<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>",
  "<iq type='get' id='1'><query xmlns='http://jabber.org/protocol/disco#info' node='n'/></iq>",
  "<iq type='set' id='1'><query xmlns='jabber:iq:roster'><item jid='otto@elsewhere.test' subscription='both'/></query></iq>",
  "<iq type='set' id='1'><block xmlns='urn:xmpp:blocking'><item jid='otto@elsewhere.test'/></block></iq>",
  "<iq type='set' id='1'><unblock xmlns='urn:xmpp:blocking'/></iq>",
];

const TRUSTED = [undefined, INA, SERVICE] as const;
const STRANGE = [
  OTTO, MAYA, `${INA}/device`, `${INA}/other`, 'home.example', 'INA@home.example', 'ina@HOME.example', `${SERVICE}/x`,
  `x@${SERVICE}`, 'PUBSUB.home.example', 'pubsub.home.example.', '', '@', 'mallory@elsewhere.test/ina@home.example',
] as const; // prettier-ignore
const from = fc.constantFrom<string | undefined>(...TRUSTED, ...STRANGE);
const type = fc.constantFrom('set', 'get', 'result', 'error', 'subscribe', 'subscribed', 'unsubscribe', 'unsubscribed', 'headline', undefined); // prettier-ignore
const namespace = fc.constantFrom('jabber:client', 'jabber:iq:roster', 'urn:xmpp:blocking', EVENT, 'vcard-temp', '');
const words = fc.constantFrom(
  'item',
  'query',
  'event',
  'items',
  'x',
  'jid',
  'node',
  'iq',
  'presence',
  'message',
  'error',
);
const damage = fc.record({
  how: fc.constantFrom('rename', 'namespace', 'attribute', 'remove', 'double', 'nest', 'text'),
  which: fc.nat(),
  word: words,
  namespace,
  value: fc.oneof(fc.constantFrom(OTTO, INA, 'remove', 'both', '@'), fc.string({ unit: 'grapheme', maxLength: 10 })),
});
type Damage = typeof damage extends fc.Arbitrary<infer One> ? One : never;

function copyOf({ name, attrs, children }: Element): Element {
  return xml(name, attrs, ...children.map((child) => (typeof child === 'string' ? child : copyOf(child))));
}

function all(of: Element): Element[] {
  return [of, ...of.getChildElements().flatMap(all)];
}

function damaged(stanza: Element, { how, which, word, namespace, value }: Damage): Element {
  const elements = all(stanza);
  const one = elements[which % elements.length] ?? stanza;
  const { parent } = one;
  switch (how) {
    case 'rename':
      return parent ? replaced(stanza, one, xml(word, one.attrs, ...one.children)) : stanza;
    case 'namespace':
      one.attrs.xmlns = namespace;
      return stanza;
    case 'attribute':
      one.attrs[word] = value;
      return stanza;
    case 'remove':
      if (parent) parent.children.splice(parent.children.indexOf(one), 1);
      return stanza;
    case 'double':
      parent?.append(copyOf(one));
      return stanza;
    case 'nest':
      return parent ? replaced(stanza, one, xml(word, { xmlns: namespace }, copyOf(one))) : stanza;
    case 'text':
      one.append(value);
      return stanza;
  }
}

function replaced(stanza: Element, old: Element, other: Element): Element {
  const { parent } = old;
  if (!parent) return stanza;
  parent.children[parent.children.indexOf(old)] = other;
  other.parent = parent;
  return stanza;
}

const stanza = fc
  .tuple(fc.constantFrom(...SAMPLES), from, fc.option(type), fc.array(damage, { maxLength: 4 }))
  .map(([sample, sender, otherType, damages]) => {
    const genuine = copyOf(element(sample));
    if (sender === undefined) delete genuine.attrs.from;
    else genuine.attrs.from = sender;
    if (otherType !== null) genuine.attrs.type = otherType;
    return damages.reduce(damaged, genuine);
  });

/** A device that is signed in, and what its stream gives it. */
class Receiver {
  readonly device = Device.signedIn({ policy: fixed('accept-organization') });
  readonly sent: Element[] = [];
  readonly iq = new IqTable(INA, (sent) => void this.sent.push(sent));
  readonly #wire = {
    account: INA,
    domain: request(INA).domain,
    jid: `${INA}/device`,
    iq: this.iq,
    isOpen: true,
    send: (sent: Element) => void this.sent.push(sent),
  };
  readonly #base = {
    wire: this.#wire,
    now: () => NOON,
    dispatch: (event: Event) => void this.device.send(event),
  };
  readonly #private = new PrivateSource(this.#base);
  readonly #policy = new PolicySource({ ...this.#base, knownServices: [SERVICE], servicesFound: () => undefined });

  constructor() {
    this.device.send(received(OTTO));
  }

  take(stanza: Element): void {
    receive(this.#wire, stanza, {
      capabilities: new Capabilities([]),
      now: this.#base.now,
      dispatch: this.#base.dispatch,
      message: () => undefined,
      pubsubEvent: (sender, event) => {
        this.#private.receive(sender, event);
        this.#policy.receive(sender, event);
      },
    });
  }

  /** Everything that a person sees, or that is told to their other devices. */
  get seen(): string {
    const { setting, requests, activity, options, marks } = this.device;
    return JSON.stringify({ setting, requests, activity, options, marks: [...marks] });
  }

  end(): void {
    this.#policy.stop();
    this.iq.rejectAll();
  }
}

function withReceiver(check: (receiver: Receiver) => void): void {
  const receiver = new Receiver();
  try {
    check(receiver);
  } finally {
    receiver.end();
  }
}

export const receivePath: readonly Property[] = [
  holds(
    'whatever stanzas come, nothing throws, and what is sent can be read',
    2000,
    fc.property(fc.array(stanza, { minLength: 1, maxLength: 8 }), (stanzas) =>
      withReceiver((receiver) => {
        for (const one of stanzas) receiver.take(one);
        for (const one of receiver.sent) assert.ok(parseFrame(one.toString()).ok, one.toString());
        assert.equal(new Set(receiver.device.prompts).size, receiver.device.prompts.length);
      }),
    ),
  ),
  holds(
    'a message or question of a stranger changes nothing, and is answered with nothing that it asked',
    3000,
    fc.property(stanza, fc.constantFrom(...STRANGE), (one, sender) =>
      withReceiver((receiver) => {
        fc.pre(one.name !== 'presence');
        one.attrs.from = sender;
        const before = receiver.seen;
        receiver.take(one);
        assert.equal(receiver.seen, before);
        const isServed = one.getChildElements().some(({ name }) => name === 'ping' || name === 'query');
        for (const { attrs } of receiver.sent)
          assert.ok(attrs.type === 'error' || (attrs.type === 'result' && isServed));
        if (one.attrs.type === 'set') assert.ok(receiver.sent.every(({ attrs }) => attrs.type === 'error'));
      }),
    ),
  ),
  holds(
    'a presence says something about its sender, and about nobody else',
    3000,
    fc.property(stanza, (one) =>
      withReceiver((receiver) => {
        fc.pre(one.name === 'presence');
        const sender = parseJid(one.attrs.from ?? '')?.bare;
        const others = (): unknown =>
          JSON.stringify([receiver.device.requests.rows.filter(({ jid }) => jid !== sender), receiver.device.setting]);
        const before = others();
        const { effects } = receiver.device;
        const count = effects.length;
        receiver.take(one);
        assert.equal(others(), before);
        for (const effect of effects.slice(count)) {
          if (effect.type === 'approve') assert.ok(effect.jid === sender && sender.endsWith('@example.com'));
        }
        assert.deepEqual(receiver.sent, []);
      }),
    ),
  ),
  holds(
    'a question is answered by whom it was asked, once',
    2000,
    fc.property(
      fc.constantFrom(undefined, INA, SERVICE, OTTO),
      fc.array(fc.tuple(from, fc.constantFrom('result', 'error')), { maxLength: 8 }),
      (to, answers) =>
        withReceiver((receiver) => {
          void receiver.iq.get(xml('query', { xmlns: 'jabber:iq:roster' }), to === undefined ? {} : { to });
          const { id } = receiver.sent[0]?.attrs ?? {};
          const isOurs = to === undefined || to === INA;
          let isOpen = true;
          for (const [sender, kind] of answers) {
            const canonical = parseJid(sender ?? '');
            const isRight = isOurs
              ? sender === undefined || sender === INA
              : canonical?.bare === to && !canonical.resource;
            const settled = receiver.iq.settle(xml('iq', { type: kind, id, from: sender }));
            assert.equal(settled, isOpen && isRight);
            if (settled) isOpen = false;
          }
        }),
    ),
  ),
];
