/**
 * What is said over one open stream. Everything that a sign-in has to ask is asked at once, initial
 * presence included; nothing is decided before the answers are there, in whatever order they come.
 */
import type { Event } from '../core/event.js';
import type { Availability } from '../core/availability.js';
import type { Account } from '../core/link.js';
import { shownAvailability } from '../core/own-availability.js';
import type { State } from '../core/state.js';
import type { BareJid } from '../core/jid.js';
import type { Profile } from '../core/view.js';
import { reportMistake } from '../ports/report-mistake.js';
import { IqTable, type IqAnswer } from '../xmpp/iq.js';
import { NS } from '../xmpp/ns.js';
import { parseRoster, rosterGet } from '../xmpp/rfc6121-roster.js';
import { availabilityPresence } from '../xmpp/rfc6121-presence.js';
import type { Stream } from '../xmpp/stream.js';
import { leavesOfflineMessages, offlineMessagesGet } from '../xmpp/xep0013-offline.js';
import { discoInfoGet, hasFeature, type Capabilities } from '../xmpp/xep0030-disco.js';
import { parseProfile, vcardGet } from '../xmpp/xep0054-vcard.js';
import { blockListGet, parseBlockList } from '../xmpp/xep0191-blocking.js';
import { ping } from '../xmpp/xep0199-ping.js';
import { clientState } from '../xmpp/xep0352-client-state.js';
import type { Element } from '../xmpp/element.js';
import type { StreamParts } from './perform.js';
import { PolicySource } from './policy-source.js';
import { PrivateSource } from './private-source.js';
import { receive } from './receive.js';
import type { Position } from './store.js';
import type { Wire } from './wire.js';

export interface StreamSessionOptions {
  readonly stream: Stream;
  readonly account: Account;
  /** What is known so far, to read. */
  readonly state: Readonly<State>;
  readonly capabilities: Capabilities;
  readonly knownServices: readonly string[];
  readonly now: () => number;
  readonly dispatch: (event: Event) => void;
  readonly servicesFound: (services: readonly string[]) => void;
  readonly receiveMessage: (message: Element) => void;
  /** A page is open. */
  readonly watched: boolean;
}

/** Milliseconds after which a fact that is still unknown counts as unreadable. */
const FACTS_DEADLINE = 10_000;
/** The least with which ejabberd 23.01 gives out the requests that wait, and only with the first presence. */
const PRIORITY_FOR_REQUESTS = 0;
/** XEP-0191 on a server that does not know it. */
const NOT_IMPLEMENTED = new Set(['service-unavailable', 'feature-not-implemented']);

export class StreamSession implements StreamParts {
  readonly wire: Wire;
  readonly privateSource: PrivateSource;
  readonly #options: StreamSessionOptions;
  readonly #policySource: PolicySource;
  #open = true;
  /** The server was told that we are there. */
  #isThere = false;
  /** Presence leaves in the order in which it was asked for. */
  #announced: Promise<unknown> = Promise.resolve();
  #deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(options: StreamSessionOptions) {
    this.#options = options;
    const { stream, account, now, dispatch, knownServices, servicesFound } = options;
    const isOpen = (): boolean => this.#open && stream.isOpen;
    const send = (element: Element): void => stream.send(element);
    this.wire = {
      account: account.jid,
      domain: account.domain,
      jid: stream.jid,
      iq: new IqTable(account.jid, send),
      get isOpen() {
        return isOpen();
      },
      send,
    };
    this.privateSource = new PrivateSource({ wire: this.wire, now, dispatch });
    this.#policySource = new PolicySource({ wire: this.wire, knownServices, dispatch, servicesFound });
  }

  /** Asks for whatever is not known yet: everything, or what an earlier connection broke off before it was answered. */
  begin(how: 'fresh' | 'resumed' | 'restored'): void {
    const { state, dispatch, watched } = this.#options;
    // Of a stream that an earlier worker had, it takes that the server was told.
    this.#isThere = how === 'restored' || (how === 'resumed' && Boolean(state.shown));
    dispatch({ type: 'streamReady', how });
    this.#deadline = setTimeout(() => dispatch({ type: 'factsOverdue' }), FACTS_DEADLINE);
    if (state.policy.kind !== 'published' || state.policy.kept) void this.#policySource.read();
    if (!state.synchronised) void this.#announceFirst();
    // Before presence, which waits for an answer: what is asked after it is answered behind all requests.
    this.#readAboutThePerson();
    if (!watched) this.watch(false);
    dispatch({ type: 'featuresRead', features: { preApproval: this.#options.stream.features.has(NS.preApproval) } });
    void this.#readFeatures();
  }

  /** The server acknowledges what it has (XEP-0198). */
  get isManaged(): boolean {
    return this.#options.stream.isManaged;
  }

  /** What is to be said of us first is sent: from now on messages come here. */
  get announced(): Promise<unknown> {
    return this.#announced;
  }

  /** Asks somebody's server for what they say of themselves. */
  async readProfile(
    jid: BareJid,
  ): Promise<{ readonly ok: true; readonly profile: Profile } | { readonly ok: false; readonly condition: string }> {
    const answer = await this.wire.iq.get(vcardGet(), { to: jid });
    return answer.ok ? { ok: true, profile: parseProfile(answer.stanza) } : answer;
  }

  /** Tells everybody who sees our presence; null: that we are not there. */
  announce(availability: Availability | null): Promise<unknown> {
    return (this.#announced = this.#announced.then(async () => {
      if (availability && !this.#isThere) return this.#appear(() => availability);
      const extensions = [await this.#options.capabilities.element()];
      this.#isThere = availability !== null;
      if (this.#open) this.wire.send(availabilityPresence(availability, availability ? { extensions } : {}));
    }));
  }

  async readRoster(): Promise<void> {
    const answer = await this.wire.iq.get(rosterGet());
    const items = answer.ok ? parseRoster(answer.stanza) : undefined;
    if (items) this.#options.dispatch({ type: 'rosterRead', items, at: this.#options.now() });
    else if (!isDisconnected(answer)) this.#options.dispatch({ type: 'rosterUnreadable', at: this.#options.now() });
  }

  /** Takes one stanza. Our own mistakes are reported, and do not reach the stream. */
  receive(stanza: Element): void {
    try {
      receive(this.wire, stanza, {
        capabilities: this.#options.capabilities,
        now: () => this.#options.now(),
        dispatch: (event) => this.#options.dispatch(event),
        message: (message) => this.#options.receiveMessage(message),
        pubsubEvent: (from, event) => {
          this.privateSource.receive(from, event);
          this.#policySource.receive(from, event);
        },
      });
    } catch (error) {
      reportMistake(error);
    }
  }

  /** Where the stream stands, for the store to keep with the state as it is now. */
  position(): ReturnType<Position> {
    const { stream } = this.#options;
    const resume = stream.resumePoint();
    return resume && { resume, acknowledge: () => stream.acknowledge(resume.inbound) };
  }

  /** Pages are open from now on, or none is: tells the server. It forgets that with each stream (XEP-0352 §5.1). */
  watch(watched: boolean): void {
    const { stream } = this.#options;
    if (this.#open && stream.features.has(NS.clientState)) stream.send(clientState(watched));
  }

  /** The last words before signing out. */
  sayGoodbye(): void {
    this.#policySource.unsubscribe();
    this.end();
  }

  /** The stream has ended: nobody answers any more. */
  end(): void {
    this.#open = false;
    clearTimeout(this.#deadline);
    this.#policySource.stop();
    this.wire.iq.rejectAll();
  }

  #readAboutThePerson(): void {
    const { state } = this.#options;
    if (state.roster.kind !== 'known') void this.readRoster();
    if (state.blocked.kind === 'unknown' || state.blocked.kind === 'unreadable') void this.#readBlockList();
    if (state.preference.kind !== 'known') void this.privateSource.read();
  }

  async #readBlockList(): Promise<void> {
    const answer = await this.wire.iq.get(blockListGet());
    const jids = answer.ok ? parseBlockList(answer.stanza) : undefined;
    const isUnsupported = !answer.ok && NOT_IMPLEMENTED.has(answer.condition);
    if (jids) this.#options.dispatch({ type: 'blockListRead', jids });
    else if (isUnsupported) this.#options.dispatch({ type: 'blockListUnsupported' });
    else if (!isDisconnected(answer)) this.#options.dispatch({ type: 'blockListUnreadable' });
  }

  /** What the server says that it can do. */
  async #readFeatures(): Promise<void> {
    const answer = await this.wire.iq.get(discoInfoGet(), { to: this.wire.domain });
    if (!answer.ok) return;
    const reports = hasFeature(answer.stanza, NS.reporting) || hasFeature(answer.stanza, NS.reportingOld);
    this.#options.dispatch({ type: 'featuresRead', features: { reports } });
  }

  /** What is shown may change until it is sent; from then on, `step` tells what is to be announced. */
  #announceFirst(): Promise<unknown> {
    const { state, now, dispatch } = this.#options;
    return (this.#announced = this.#appear(() => {
      const availability = shownAvailability(state, now());
      dispatch({ type: 'availabilityShown', availability, at: now() });
      return availability;
    }));
  }

  /**
   * The first presence, after which the server says who waits; whoever is invisible sends none, and is told nothing
   * (RFC 6121 §3.1.3): requests wait at the server until they choose otherwise.
   */
  async #appear(shown: () => Availability | null): Promise<void> {
    const { capabilities, state } = this.#options;
    const [element, leavesMessages] = await Promise.all([
      capabilities.element(),
      // Where messages are taken, those that wait are, too.
      state.takesMessages ? false : this.#leavesMessages(),
    ]);
    if (!this.#open) return;
    const availability = shown();
    const extensions = [element];
    if (availability && availability.priority < PRIORITY_FOR_REQUESTS && leavesMessages) {
      this.wire.send(availabilityPresence({ ...availability, priority: PRIORITY_FOR_REQUESTS }, { extensions }));
    }
    if (availability) this.wire.send(availabilityPresence(availability, { extensions }));
    this.#isThere = availability !== null;
    // Whatever is announced meanwhile need not wait for that.
    void this.#synchronise();
  }

  async #leavesMessages(): Promise<boolean> {
    const answer = await this.wire.iq.get(offlineMessagesGet());
    return answer.ok && leavesOfflineMessages(answer.stanza);
  }

  async #synchronise(): Promise<void> {
    let answer = await this.wire.iq.get(ping());
    // Thousands of requests may take longer to arrive than an answer may.
    while (!answer.ok && answer.condition === 'timeout') answer = await this.wire.iq.get(ping());
    if (answer.ok || answer.condition !== 'disconnected') {
      this.#options.dispatch({ type: 'synchronised', at: this.#options.now() });
    }
  }
}

function isDisconnected(answer: IqAnswer): boolean {
  return !answer.ok && answer.condition === 'disconnected';
}
