/**
 * The server of one person, as far as their devices can tell: requests that wait, contact list, block
 * list, private node and policy. It keeps a hidden pre-approval of a stray `subscribed`, as Prosody 0.12 does.
 */
import { covers } from '../../../src/core/block-list.js';
import type { Effect } from '../../../src/core/effect.js';
import type { Event } from '../../../src/core/event.js';
import type { BareJid } from '../../../src/core/jid.js';
import { shardOf, type Mark, type Preference } from '../../../src/core/marks.js';
import type { Policy } from '../../../src/core/policy/schema.js';
import { seesUs, type RosterItem, type Subscription } from '../../../src/core/roster.js';
import { contact, policy, request } from './device.js';

/** What a device asks, and sends; `marks` are those that the stanza carries. */
export type Stanza = Effect | { readonly type: 'signIn' };
export interface Said {
  readonly to: 'all' | 'asker';
  readonly event: Event;
  readonly isAnswer: boolean;
}

const MORE: Readonly<Record<Subscription, Subscription>> = { none: 'from', to: 'both', from: 'from', both: 'both' };
const LESS: Readonly<Record<Subscription, Subscription>> = { none: 'none', to: 'to', from: 'none', both: 'to' };
const LESS_TO: Readonly<Record<Subscription, Subscription>> = { none: 'none', to: 'none', from: 'from', both: 'from' };

export class FakeServer {
  policy: Policy = policy();
  readonly waiting = new Set<BareJid>();
  readonly roster = new Map<BareJid, RosterItem>();
  readonly blocked = new Set<string>();
  readonly marks = new Map<BareJid, Mark>();
  preference: Preference | null = null;
  /** Stray approvals that would accept the next request without asking anybody. */
  readonly preApproved = new Set<BareJid>();
  /** How many `subscribed` each requester got since they asked. */
  readonly acceptances = new Map<BareJid, number>();

  /** Somebody asks for our presence. */
  ask(jid: BareJid): Said[] {
    if (this.blocked.has(jid) || this.waiting.has(jid) || seesUs(this.roster.get(jid))) return [];
    this.acceptances.set(jid, 0);
    if (this.preApproved.delete(jid)) return this.#change(jid, MORE);
    this.waiting.add(jid);
    return [tell({ type: 'requestReceived', request: request(jid) })];
  }

  /** They take it back, or no longer want what they were given. */
  withdraw(jid: BareJid): Said[] {
    if (this.blocked.has(jid)) return [];
    const withdrawn = tell({ type: 'requestWithdrawn', jid });
    if (this.waiting.delete(jid)) return [withdrawn];
    return seesUs(this.roster.get(jid)) ? [withdrawn, ...this.#change(jid, LESS)] : [];
  }

  publish(next: Policy): Said[] {
    this.policy = next;
    return [tell({ type: 'policyPushed', parsed: { ok: true, policy: next } })];
  }

  /** Takes one stanza of a device. `marks` are all of the device's at the time when it sent it. */
  take(stanza: Stanza, marks: ReadonlyMap<BareJid, Mark>, at: number): Said[] {
    switch (stanza.type) {
      case 'signIn':
        return this.#signIn(at);
      case 'approve':
        return [...this.#approve(stanza.jid), ...(stanza.addBack ? this.#request(stanza.jid) : [])];
      case 'deny':
        this.waiting.delete(stanza.jid);
        return this.#change(stanza.jid, LESS);
      case 'cancel':
        return [
          ...this.#change(stanza.jid, LESS),
          ...(stanza.takeBack ? this.#change(stanza.jid, LESS_TO, false) : []),
          ...(stanza.remove ? this.#remove(stanza.jid, at) : []),
        ];
      case 'block':
        for (const jid of this.waiting) if (covers(stanza.jid, jid)) this.waiting.delete(jid);
        this.blocked.add(stanza.jid);
        return [
          tell({ type: 'blocked', jids: new Set([stanza.jid]) }),
          answer({ type: 'blockAnswered', jid: stanza.jid, at }),
        ];
      case 'unblock':
        this.blocked.delete(stanza.jid);
        return [tell({ type: 'unblocked', jids: new Set([stanza.jid]) })];
      case 'preApprove':
        return this.#approve(stanza.jid);
      case 'publishOptions':
        return [answer({ type: 'optionsSaved', ok: true })];
      case 'publishInvitations':
        return [answer({ type: 'invitationsSaved', ok: true })];
      case 'repairRoster':
        if (!stanza.item) return this.#remove(stanza.jid, at);
        this.preApproved.delete(stanza.jid);
        return stanza.takeBack ? this.#change(stanza.jid, LESS_TO, false) : [];
      case 'probe':
        return [answer({ type: 'probeAnswered', probe: stanza.probe, at })];
      case 'readRoster':
        return [answer({ type: 'rosterRead', items: [...this.roster.values()], at })];
      case 'publishMarks':
        return this.#keepMarks(stanza.shard, marks, at);
      case 'publishPreference':
        this.preference = stanza.preference;
        return [
          tell({ type: 'preferencePushed', preference: stanza.preference }),
          answer({ type: 'preferenceSaved', ok: true }),
        ];
      case 'announceAvailability':
      case 'setArchive':
      case 'askAvailability':
      case 'showAvailability':
      case 'keepIntents':
      case 'waitUntil':
      case 'keepPolicy':
      case 'announce':
        return [];
    }
  }

  #signIn(at: number): Said[] {
    return [
      answer({ type: 'rosterRead', items: [...this.roster.values()], at }),
      answer({ type: 'blockListRead', jids: new Set(this.blocked) }),
      answer({
        type: 'privateRead',
        preference: this.preference,
        marks: [...this.marks],
        options: [],
        invitations: [],
        at,
      }),
      answer({ type: 'policyFetched', policy: this.policy }),
      ...[...this.waiting].map((jid) => answer({ type: 'requestReceived', request: request(jid) })),
      answer({ type: 'synchronised', at }),
    ];
  }

  #approve(jid: BareJid): Said[] {
    if (this.waiting.delete(jid)) {
      this.acceptances.set(jid, (this.acceptances.get(jid) ?? 0) + 1);
      return this.#change(jid, MORE);
    }
    if (!seesUs(this.roster.get(jid))) this.preApproved.add(jid);
    return [];
  }

  #request(jid: BareJid): Said[] {
    const item = this.roster.get(jid);
    if (item?.ask || item?.subscription === 'to' || item?.subscription === 'both') return [];
    return this.#write({ ...contact(jid), ...item, ask: true });
  }

  #change(jid: BareJid, to: Readonly<Record<Subscription, Subscription>>, ask?: false): Said[] {
    const item = this.roster.get(jid) ?? contact(jid);
    const changed = { ...item, subscription: to[item.subscription], ask: ask ?? item.ask };
    return changed.subscription === item.subscription && changed.ask === item.ask ? [] : this.#write(changed);
  }

  #write(item: RosterItem): Said[] {
    this.roster.set(item.jid, item);
    return [tell({ type: 'rosterPushed', item, at: 0 })];
  }

  #remove(jid: BareJid, at: number): Said[] {
    this.preApproved.delete(jid);
    this.waiting.delete(jid);
    return this.roster.delete(jid) ? [tell({ type: 'rosterItemRemoved', jid, at })] : [];
  }

  #keepMarks(shard: number, marks: ReadonlyMap<BareJid, Mark>, at: number): Said[] {
    const entries = [...marks].filter(([jid]) => shardOf(jid) === shard);
    for (const jid of this.marks.keys()) if (shardOf(jid) === shard) this.marks.delete(jid);
    for (const [jid, one] of entries) this.marks.set(jid, one);
    return [tell({ type: 'marksPushed', shard, marks: entries, at }), answer({ type: 'marksSaved', shard, ok: true })];
  }
}

function tell(event: Event): Said {
  return { to: 'all', event, isAnswer: false };
}

function answer(event: Event): Said {
  return { to: 'asker', event, isAnswer: true };
}
