/**
 * The person's private node (XEP-0223): read at every sign-in, written when they decide something.
 * Before the first write it is made sure that nobody else may read it, once for each stream.
 */
import type { Event } from '../core/event.js';
import type { Invitation } from '../core/invitations.js';
import { SHARDS, type Mark, type Preference } from '../core/marks.js';
import type { BareJid } from '../core/jid.js';
import type { OptionEntry, OptionName } from '../core/options.js';
import {
  formatInvitations,
  formatMarks,
  formatOptions,
  formatPreference,
  INVITATIONS_ITEM,
  marksItem,
  OPTIONS_ITEM,
  parseInvitations,
  parseMarks,
  parseOptions,
  parsePreference,
  parsePrivateItems,
  PREFERENCE_ITEM,
  PRIVATE_NODE,
  PRIVATE_NODE_CONFIG,
  shardOfItem,
} from '../xmpp/private-node.js';
import { createSet, itemsGet, parseItems, publishSet, type PubsubEvent } from '../xmpp/xep0060-pubsub.js';
import { configGet, configSet, configValue } from '../xmpp/xep0060-pubsub-owner.js';
import type { Element } from '../xmpp/element.js';
import type { Wire } from './wire.js';

/** Marks, and an item each for preference, options and invitations. */
const LEAST_ITEMS = SHARDS + 3;

export interface PrivateSourceOptions {
  readonly wire: Wire;
  readonly now: () => number;
  readonly dispatch: (event: Event) => void;
}

export class PrivateSource {
  readonly #options: PrivateSourceOptions;
  #secured: Promise<boolean> | undefined;

  constructor(options: PrivateSourceOptions) {
    this.#options = options;
  }

  async read(): Promise<void> {
    const { wire, dispatch, now } = this.#options;
    const answer = await wire.iq.get(itemsGet(PRIVATE_NODE));
    const items = answer.ok ? parseItems(answer.stanza, PRIVATE_NODE) : [];
    const isEmpty = !answer.ok && answer.condition === 'item-not-found';
    if (answer.ok || isEmpty) dispatch({ type: 'privateRead', ...parsePrivateItems(items), at: now() });
    else if (answer.condition !== 'disconnected') dispatch({ type: 'privateUnreadable' });
  }

  /** What another device of this person (or this one) wrote. Only our own account may say so. */
  receive(from: string | undefined, event: PubsubEvent): void {
    const { wire, dispatch, now } = this.#options;
    if (event.kind !== 'items' || event.node !== PRIVATE_NODE || from !== wire.account) return;
    for (const { id, payload } of event.items) {
      const shard = shardOfItem(id);
      if (shard !== undefined) dispatch({ type: 'marksPushed', shard, marks: parseMarks(payload), at: now() });
      const preference = id === PREFERENCE_ITEM ? parsePreference(payload) : undefined;
      if (preference) dispatch({ type: 'preferencePushed', preference });
      if (id === OPTIONS_ITEM) dispatch({ type: 'optionsPushed', options: parseOptions(payload) });
      if (id === INVITATIONS_ITEM) {
        dispatch({ type: 'invitationsPushed', invitations: parseInvitations(payload), at: now() });
      }
    }
  }

  async publishPreference(preference: Preference): Promise<void> {
    const ok = await this.#publish(PREFERENCE_ITEM, formatPreference(preference));
    if (ok !== 'disconnected') this.#options.dispatch({ type: 'preferenceSaved', ok });
  }

  async publishOptions(options: Iterable<readonly [OptionName, OptionEntry]>): Promise<void> {
    const ok = await this.#publish(OPTIONS_ITEM, formatOptions(options));
    if (ok !== 'disconnected') this.#options.dispatch({ type: 'optionsSaved', ok });
  }

  async publishInvitations(invitations: Iterable<Invitation>): Promise<void> {
    const ok = await this.#publish(INVITATIONS_ITEM, formatInvitations(invitations));
    if (ok !== 'disconnected') this.#options.dispatch({ type: 'invitationsSaved', ok });
  }

  async publishMarks(shard: number, marks: Iterable<readonly [BareJid, Mark]>): Promise<void> {
    const ok = await this.#publish(marksItem(shard), formatMarks(marks));
    this.#options.dispatch({ type: 'marksSaved', shard, ok: ok === true });
  }

  async #publish(id: string, payload: Element): Promise<boolean | 'disconnected'> {
    const { wire } = this.#options;
    this.#secured ??= this.#secure();
    if (!(await this.#secured)) {
      this.#secured = undefined;
      return wire.isOpen ? false : 'disconnected';
    }
    const answer = await wire.iq.set(publishSet(PRIVATE_NODE, id, payload));
    return answer.ok || (answer.condition === 'disconnected' ? 'disconnected' : false);
  }

  /** Makes the node private, and looks whether it is. Without that nothing is written. */
  async #secure(): Promise<boolean> {
    if (await this.#isPrivate()) return true;
    const { iq } = this.#options.wire;
    const created = await iq.set(createSet(PRIVATE_NODE, PRIVATE_NODE_CONFIG));
    if (!created.ok) await iq.set(configSet(PRIVATE_NODE, PRIVATE_NODE_CONFIG));
    return this.#isPrivate();
  }

  async #isPrivate(): Promise<boolean> {
    const config = await this.#options.wire.iq.get(configGet(PRIVATE_NODE));
    return (
      config.ok &&
      configValue(config.stanza, 'access_model') === 'whitelist' &&
      Number(configValue(config.stanza, 'max_items') ?? LEAST_ITEMS) >= LEAST_ITEMS
    );
  }
}
