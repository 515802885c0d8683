/** One device on the pure core: events go in, effects and what pages see come out. */
import { contactIndex, NO_CONTACTS } from '../../../src/core/contacts/contact-index.js';
import { contactsSlice, type UnreadOf } from '../../../src/core/contacts/contacts-slice.js';
import { peopleSlice } from '../../../src/core/directory/people-slice.js';
import type { Effect } from '../../../src/core/effect.js';
import type { Event } from '../../../src/core/event.js';
import type { Invitation } from '../../../src/core/invitations.js';
import { bareJid, parseJid, type BareJid } from '../../../src/core/jid.js';
import { shardOf, type Mark, type Preference } from '../../../src/core/marks.js';
import type { ContactsSlice, ContactsWindow, OwnSlice } from '../../../src/core/people-view.js';
import type { PersonStanding } from '../../../src/core/people-view.js';
import type { ManagedPolicy } from '../../../src/core/policy/handling.js';
import { barrier, type Barrier } from '../../../src/core/policy/federation.js';
import { NO_LOGGING, OPEN_FEDERATION, type Policy } from '../../../src/core/policy/schema.js';
import type { SubscriptionRequest } from '../../../src/core/request.js';
import type { RosterItem } from '../../../src/core/roster.js';
import {
  activitySlice,
  optionsSlice,
  ownSlice,
  peoplePage,
  requestsSlice,
  sessionSlice,
  settingSlice,
} from '../../../src/core/selectors.js';
import { seenOf, type SeenPerson } from '../../../src/core/seen.js';
import { NOTHING_KEPT, type Kept } from '../../../src/core/kept.js';
import { initialState, unseenAnswers } from '../../../src/core/state.js';
import { step } from '../../../src/core/step.js';
import {
  NO_FILTER,
  type Filter,
  type LogLine,
  type OptionsSlice,
  type RequestRow,
  type RequestsSlice,
  type SessionSlice,
  type SettingSlice,
} from '../../../src/core/view.js';

/** An hour of no importance. */
export const NOON = Date.UTC(2026, 5, 1, 12);

export function jid(text: string): BareJid {
  const parsed = bareJid(text);
  if (!parsed) throw new Error(`"${text}" is no JID`);
  return parsed;
}

export const INA = jid('ina@home.example');
/** Of a listed domain. */
export const MAYA = jid('maya@example.com');
/** Of no listed domain. */
export const OTTO = jid('otto@elsewhere.test');

export function policy(changes: Partial<Policy> = {}): Policy {
  return {
    revision: 1,
    parent: 0,
    allowUserOptions: true,
    handling: 'prompt',
    domains: ['example.com'],
    addBack: 'never',
    temporaryAvailability: false,
    federation: OPEN_FEDERATION,
    logging: NO_LOGGING,
    groups: [],
    ...changes,
  };
}

/** A policy that leaves people no choice. */
export function fixed(handling: Policy['handling'], changes: Partial<Policy> = {}): Policy {
  return policy({ allowUserOptions: false, handling, ...changes });
}

export function contact(address: BareJid, changes: Partial<RosterItem> = {}): RosterItem {
  return { jid: address, name: '', subscription: 'none', ask: false, groups: [], ...changes };
}

export function request(address: string, changes: Partial<SubscriptionRequest> = {}): SubscriptionRequest {
  const parsed = parseJid(address);
  if (!parsed) throw new Error(`"${address}" is no JID`);
  return { jid: parsed.bare, domain: parsed.domain, nick: '', note: '', since: NOON, ...changes };
}

export function received(address: string, changes: Partial<SubscriptionRequest> = {}): Event {
  return { type: 'requestReceived', request: request(address, changes) };
}

export function pushed(address: BareJid, changes: Partial<RosterItem>): Event {
  return { type: 'rosterPushed', item: contact(address, changes), at: NOON };
}

export function mark(act: Mark['act'], changes: Partial<Mark> = {}): Mark {
  return { act, at: NOON, done: act === 'ignore' || act === 'none', takeBack: false, ...changes };
}

/** What the server answers at sign-in. */
export interface Facts {
  readonly policy?: Policy;
  readonly managed?: ManagedPolicy;
  readonly preference?: Preference | null;
  readonly marks?: readonly (readonly [BareJid, Mark])[];
  readonly blocked?: readonly string[];
  readonly roster?: readonly RosterItem[];
  readonly invitations?: readonly Invitation[];
}

export function factEvents(facts: Facts = {}): Event[] {
  return [
    { type: 'policyFetched', policy: facts.policy ?? policy() },
    privateRead(facts),
    { type: 'blockListRead', jids: new Set(facts.blocked) },
    { type: 'rosterRead', items: facts.roster ?? [], at: NOON },
  ];
}

/** What the private node holds. */
export function privateRead({ preference = null, marks = [], invitations = [] }: Facts): Event {
  return { type: 'privateRead', preference, marks, options: [], invitations, at: NOON };
}

/** The effects that answer, take back or repair something at the server. */
const ANSWERS: readonly Effect['type'][] = ['approve', 'deny', 'cancel', 'block', 'repairRoster'];

export function answersIn(effects: readonly Effect[]): Effect[] {
  return effects.filter(({ type }) => ANSWERS.includes(type));
}

export function announcedIn(effects: readonly Effect[]): BareJid[] {
  return effects.flatMap((effect) => (effect.type === 'announce' ? effect.jids : []));
}

const byName = new Intl.Collator('en', { numeric: true }).compare;

export class Device {
  readonly #state = initialState(null);
  #index = NO_CONTACTS;
  /** Everything that was to be done so far. */
  readonly effects: Effect[] = [];

  constructor(kept: Partial<Kept> = {}, managed?: ManagedPolicy) {
    if (managed) this.send({ type: 'managedPolicyChanged', managed });
    const domain = parseJid(INA)?.domain;
    if (!domain) throw new Error('the account has a domain');
    this.send({ type: 'sessionStarted', account: { jid: INA, domain }, kept: { ...NOTHING_KEPT, ...kept } });
  }

  /** A device that is online and has been told everything. */
  static signedIn(facts: Facts = {}, kept: Partial<Kept> = {}): Device {
    const device = new Device(kept, facts.managed);
    device.signIn(facts);
    return device;
  }

  /** A fresh stream, on which the server tells everything, and then that `waiting` wait. */
  signIn(facts: Facts = {}, waiting: readonly string[] = []): Effect[] {
    return this.send(
      { type: 'streamReady', how: 'fresh' },
      ...factEvents(facts),
      ...waiting.map((address) => received(address)),
      { type: 'synchronised', at: NOON },
    );
  }

  send(...events: readonly Event[]): Effect[] {
    const effects = events.flatMap((event) => step(this.#state, event));
    this.effects.push(...effects);
    return effects;
  }

  /** The server takes what is being published about `address`: the other devices have heard of it. */
  saveMark(address: BareJid): Effect[] {
    return this.send({ type: 'marksSaved', shard: shardOf(address), ok: true });
  }

  /** The server answers the probe that is on its way, if there is one. */
  answerProbe(): Effect[] {
    const probe = this.effects.findLast((effect) => effect.type === 'probe')?.probe;
    return probe === undefined ? [] : this.send({ type: 'probeAnswered', probe, at: NOON });
  }

  get session(): SessionSlice {
    return sessionSlice(this.#state, 'no', { domain: null, service: null });
  }

  get setting(): SettingSlice {
    return settingSlice(this.#state);
  }

  get requests(): RequestsSlice {
    return this.page(0, 100);
  }

  page(offset: number, limit: number, filter: Partial<Filter> = {}): RequestsSlice {
    return requestsSlice(this.#state, { offset, limit, filter: { ...NO_FILTER, ...filter } });
  }

  /** Whom the person is asked about. */
  get prompts(): BareJid[] {
    return this.requests.rows.map((row) => row.jid);
  }

  row(address: BareJid): RequestRow | undefined {
    return this.requests.rows.find((row) => row.jid === address);
  }

  get activity(): readonly LogLine[] {
    return activitySlice(this.#state).lines;
  }

  get options(): OptionsSlice {
    return optionsSlice(this.#state);
  }

  /** What somebody is, as far as they show it. */
  seen(address: BareJid): SeenPerson {
    return seenOf(this.#state, address);
  }

  /** The contact list, as a page sees it that shows this part of it. */
  contacts(window: Partial<ContactsWindow> = {}, unreadOf: UnreadOf = () => 0): ContactsSlice {
    const { roster, account } = this.#state;
    if (roster.kind === 'known') this.#index = contactIndex(roster.items, account?.jid, byName, this.#index);
    const whole = { offset: 0, limit: 100, text: '', collapsed: [], availableOnly: false };
    return contactsSlice(this.#state, this.#index, { ...whole, ...window }, unreadOf);
  }

  get own(): OwnSlice {
    return ownSlice(this.#state);
  }

  /** What the policy puts between us and somebody. */
  barrierTo(address: BareJid): Barrier | null {
    return barrier(this.#state, address);
  }

  /** Whom the person ignores, or expects. */
  people(list: 'blocked' | 'ignored' | 'allowed'): BareJid[] {
    return peoplePage(this.#state, list, '', 0, 100).entries.map((entry) => entry.jid);
  }

  /** How somebody of the directory stands to the person. */
  standing(address: BareJid): PersonStanding | undefined {
    return peopleSlice(this.#state, [address]).rows[0];
  }

  get logLength(): number {
    return activitySlice(this.#state).total;
  }

  /** What a store keeps of it for the next worker, where the server delivers again what waits. */
  get kept(): Kept {
    const { keptPolicy, written, saving, marks, toComplete, intents, toBlock, options, invitations, log } = this.#state;
    return {
      ...NOTHING_KEPT,
      ...(keptPolicy ? { policy: keptPolicy } : {}),
      ...(written ? { preference: written } : {}),
      preferenceUnsaved: saving !== 'no',
      marks: [...marks],
      toComplete: [...toComplete],
      intents: [...intents],
      unseen: [...unseenAnswers(this.#state)],
      toBlock: [...toBlock],
      options: [...options],
      invitations: [...invitations.values()],
      log: [...log],
    };
  }

  /** The marks as they would be published now. */
  /** Something for them is on its way to the server, and not settled. */
  isAnswering(address: BareJid): boolean {
    return this.#state.answers.has(address);
  }

  get marks(): ReadonlyMap<BareJid, Mark> {
    return new Map(this.#state.marks);
  }
}
