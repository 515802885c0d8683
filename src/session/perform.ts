/** Does in the world what `step` asked for, in its order. */
import type { Availability } from '../core/availability.js';
import type { Effect } from '../core/effect.js';
import type { Event } from '../core/event.js';
import type { BareJid } from '../core/jid.js';
import { marksOfShard } from '../core/marks.js';
import type { State } from '../core/state.js';
import { reportMistake } from '../ports/report-mistake.js';
import { availabilityPresence } from '../xmpp/rfc6121-presence.js';
import { rosterRemove, rosterSet } from '../xmpp/rfc6121-roster.js';
import { subscriptionPresence, type SubscriptionStanza } from '../xmpp/rfc6121-subscription.js';
import { blockSet, unblockSet } from '../xmpp/xep0191-blocking.js';
import { decloakRequest } from '../xmpp/xep0276-decloaking.js';
import { ping } from '../xmpp/xep0199-ping.js';
import {
  archivePreferencesGet,
  archivePreferencesSet,
  hasArchivePreferences,
  type SetMode,
} from '../xmpp/xep0441-archive-preferences.js';
import type { PrivateSource } from './private-source.js';
import type { Store } from './store.js';
import type { Wire } from './wire.js';

/** What belongs to one stream. */
export interface StreamParts {
  readonly wire: Wire;
  readonly privateSource: PrivateSource;
  readRoster(): Promise<void>;
  announce(availability: Availability | null): Promise<unknown>;
}

export interface PerformerOptions {
  readonly state: State;
  readonly store: Store;
  readonly now: () => number;
  readonly dispatch: (event: Event) => void;
  /** Somebody new asks. */
  readonly announce: (jids: readonly BareJid[]) => void;
  /** Dispatches `timePassed` when it is `at`. */
  readonly waitUntil: (at: number) => void;
}

/** What is done on a stream, or not at all. */
type OnStream = Exclude<Effect, { type: 'keepIntents' | 'keepPolicy' | 'waitUntil' | 'announce' }>;

export class Performer {
  readonly #options: PerformerOptions;
  #last: Promise<void> | undefined;

  constructor(options: PerformerOptions) {
    this.#options = options;
  }

  /**
   * Performs the effects of one step. What belongs to a stream is done on `stream` or not at all:
   * on another one it would answer what that has not shown to be waiting.
   */
  perform(effects: readonly Effect[], stream: StreamParts | undefined): void {
    for (const effect of effects) {
      if (this.#last) this.#after(this.#last, effect, stream);
      else {
        const lasting = this.#run(effect, stream);
        if (lasting) this.#track(lasting);
      }
    }
  }

  #after(earlier: Promise<void>, effect: Effect, stream: StreamParts | undefined): void {
    this.#track(earlier.then(() => this.#run(effect, stream)));
  }

  #track(lasting: Promise<void>): void {
    const settled = lasting.catch(reportMistake).then(() => {
      if (this.#last === settled) this.#last = undefined;
    });
    this.#last = settled;
  }

  /** Starts an effect. A promise means that those after it have to wait. */
  #run(effect: Effect, stream: StreamParts | undefined): Promise<void> | undefined {
    const { store, announce, waitUntil } = this.#options;
    switch (effect.type) {
      case 'keepIntents':
        return this.#keep();
      case 'keepPolicy':
        store.keepPolicy(effect.policy);
        return undefined;
      case 'waitUntil':
        waitUntil(effect.at);
        return undefined;
      case 'announce':
        announce(effect.jids);
        return undefined;
      case 'approve':
        if (!stream?.wire.isOpen) return undefined;
        // Otherwise a worker that dies now takes it along that there may be a withdrawal to clear up after.
        if (!store.remembers(effect.jid)) return this.#sendOnceKept(effect, stream);
        this.#send(effect, stream);
        return undefined;
      default:
        if (stream?.wire.isOpen) this.#send(effect, stream);
        return undefined;
    }
  }

  /** What could not be kept is done all the same: it is only that less survives the worker. */
  async #keep(): Promise<void> {
    await this.#options.store.flush();
  }

  async #sendOnceKept(effect: Effect & { readonly type: 'approve' }, stream: StreamParts): Promise<void> {
    await this.#options.store.flush();
    if (stream.wire.isOpen) this.#send(effect, stream);
  }

  #send(effect: OnStream, stream: StreamParts): void {
    const { wire, privateSource } = stream;
    const presence = (type: SubscriptionStanza, to: BareJid): void => wire.send(subscriptionPresence(type, to));
    switch (effect.type) {
      case 'approve':
        if (effect.details) void wire.iq.set(rosterSet({ jid: effect.jid, ...effect.details }));
        presence('subscribed', effect.jid);
        if (effect.addBack) presence('subscribe', effect.jid);
        return;
      case 'deny':
        presence('unsubscribed', effect.jid);
        return;
      case 'cancel':
        presence('unsubscribed', effect.jid);
        if (effect.takeBack) presence('unsubscribe', effect.jid);
        if (effect.remove) void wire.iq.set(rosterRemove(effect.jid));
        return;
      case 'block':
        void this.#block(effect, wire);
        return;
      case 'unblock':
        void wire.iq.set(unblockSet(effect.jid));
        return;
      case 'preApprove':
        presence('subscribed', effect.jid);
        return;
      case 'repairRoster':
        if (effect.takeBack) presence('unsubscribe', effect.jid);
        // A contact that was there before keeps its name; one that our approval made goes.
        void wire.iq.set(effect.item ? rosterSet(effect.item) : rosterRemove(effect.jid));
        return;
      case 'announceAvailability':
        void stream.announce(effect.availability);
        return;
      case 'showAvailability':
        wire.send(availabilityPresence(effect.availability, { to: effect.to }));
        return;
      case 'askAvailability':
        wire.send(decloakRequest(effect.jid, effect.availability));
        return;
      case 'probe':
        void this.#probe(effect.probe, wire);
        return;
      case 'setArchive':
        void this.#setArchive(effect.mode, wire);
        return;
      case 'readRoster':
        void stream.readRoster();
        return;
      case 'publishMarks':
        void this.#publishMarks(effect.shard, stream);
        return;
      case 'publishPreference':
        void privateSource.publishPreference(effect.preference);
        return;
      case 'publishOptions':
        void privateSource.publishOptions(effect.options);
        return;
      case 'publishInvitations':
        void privateSource.publishInvitations(effect.invitations);
        return;
    }
  }

  /**
   * They are kept before anybody hears of them. Would a worker die between, the next one would find there that a
   * decline is done, and take its request, which it still has, for a new one.
   */
  async #publishMarks(shard: number, { wire, privateSource }: StreamParts): Promise<void> {
    const marks = marksOfShard(this.#options.state.marks, shard);
    await this.#options.store.flush();
    if (wire.isOpen) await privateSource.publishMarks(shard, marks);
  }

  async #block({ jid, decline, report }: Effect & { readonly type: 'block' }, wire: Wire): Promise<void> {
    // ejabberd 23.01 leaves the request waiting, and delivers it again at every sign-in: decline it first.
    for (const requester of decline) wire.send(subscriptionPresence('unsubscribed', requester));
    const answer = await wire.iq.set(blockSet(jid, report));
    if (!wire.isOpen) return;
    const refused = answer.ok ? {} : { refused: answer.condition };
    this.#options.dispatch({ type: 'blockAnswered', jid, at: this.#options.now(), ...refused });
  }

  /** A server that has no archive, or takes no preferences, is left alone until the next stream. */
  async #setArchive(mode: SetMode, { iq }: Wire): Promise<void> {
    let answer = await iq.get(archivePreferencesGet());
    // The policy may have changed meanwhile.
    const isDue = answer.ok && !hasArchivePreferences(answer.stanza, mode) && this.#options.state.archiveTold === mode;
    if (isDue) answer = await iq.set(archivePreferencesSet(mode));
    if (!answer.ok && answer.condition === 'disconnected') this.#options.dispatch({ type: 'archiveUntold' });
  }

  async #probe(probe: number, wire: Wire): Promise<void> {
    const { dispatch, now } = this.#options;
    const answer = await wire.iq.get(ping());
    // An error is an answer, too: what counts is that the server has come so far.
    const dealtWith = answer.ok || (answer.condition !== 'disconnected' && answer.condition !== 'timeout');
    dispatch(dealtWith ? { type: 'probeAnswered', probe, at: now() } : { type: 'probeLost', probe });
  }
}
