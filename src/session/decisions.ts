/**
 * What a person decides: taken in their order, once it is known what it is about, and kept before the page hears that it is done. Before
 * somebody signs out it is seen through.
 */
import type { Event } from '../core/event.js';
import type { BareJid } from '../core/jid.js';
import { hasHeardAll, isCarriedOut, isLoaded, leftToSend, queuedCount } from '../core/selectors.js';
import type { State } from '../core/state.js';
import type { CommandResult } from '../ports/protocol.js';
import type { Login } from './login.js';
import type { MessagingSlot } from './messaging-slot.js';
import { isKnown, needsServer, obstacleTo, personEvent, type Decision } from './person-event.js';
import { OK, refusal } from './results.js';
import type { StateWaits } from './state-waits.js';
import type { Store } from './store.js';
import { within } from './within.js';

export interface DecisionsOptions {
  /** To read. */
  readonly state: State;
  readonly waits: StateWaits;
  readonly store: Store;
  readonly login: Login;
  readonly messaging: MessagingSlot;
  /** Milliseconds for which a decline or a block can be taken back before it is sent. */
  readonly hold: number;
  readonly now: () => number;
  readonly dispatch: (event: Event) => void;
}

/** Milliseconds that a sign-out waits for what the person decided: to be taken, and then to reach the server. */
const CARRY_OUT_DEADLINE = 2000;
/** The same for a part of an answer to many: a server may write a list of thousands for each of them. */
const PART_DEADLINE = 10_000;

export class Decisions {
  readonly #options: DecisionsOptions;
  /** What the person has decided until now is taken. */
  #decided: Promise<unknown> = Promise.resolve();

  constructor(options: DecisionsOptions) {
    this.#options = options;
  }

  /** Resolves when it is taken, and kept where it can be. */
  async take(decision: Decision): Promise<CommandResult> {
    const { state, store } = this.#options;
    const jid = state.account?.jid;
    if (!jid) return refusal({ kind: 'not-signed-in' });
    // In the order in which the person decided, whatever each of them has to wait for.
    const taken = this.#decided.then(() => this.#take(decision, jid));
    this.#decided = taken.catch(() => undefined);
    const result = await taken;
    // A page that has heard `done` does not ask again, should this worker die.
    const kept = !result.ok || (await store.flush());
    // What the disk has no room for is safe once the server has it.
    return kept || state.online ? result : refusal({ kind: 'failed' });
  }

  /** What the person decided before they sign out would be forgotten with the rest. */
  async seeThrough(): Promise<void> {
    const { state, waits, login, messaging, dispatch } = this.#options;
    const { link } = state;
    if (!state.account || (link.phase === 'offline' && link.retryAt === null)) return;
    login.wake();
    await within(CARRY_OUT_DEADLINE, this.#decided);
    dispatch({ type: 'timePassed', at: Number.POSITIVE_INFINITY });
    await within(CARRY_OUT_DEADLINE, messaging.carriedOut());
    let before: number;
    // Many answers take longer: as long as they get on.
    do {
      before = leftToSend(state);
      const deadline = state.bulk ? PART_DEADLINE : CARRY_OUT_DEADLINE;
      await within(deadline, waits.until(isCarriedOut));
    } while (leftToSend(state) < before);
  }

  async #take(decision: Decision, account: BareJid): Promise<CommandResult> {
    const { state, waits, login, hold, now, dispatch } = this.#options;
    const isOver = (): boolean => state.account?.jid !== account;
    // What is decided while a sign-in is not proven is not kept: it may be somebody else's to decide.
    const isKnownHere = (): boolean => login.proven && (isKnown(decision, state) || hasHeardAll(state));
    await waits.until(() => isOver() || isKnownHere());
    if (isOver()) return refusal({ kind: 'not-signed-in' });
    const isLost = decision.name !== 'bulk' && !isKnown(decision, state) && !isLoaded(state);
    const isLate = needsServer(decision, state) && !state.online;
    if (isLost || isLate) return refusal({ kind: 'not-online' });
    const obstacle = obstacleTo(decision, state);
    if (obstacle) return refusal(obstacle);
    const queued = decision.name === 'stop-bulk' ? queuedCount(state) : 0;
    dispatch(personEvent(decision, now(), hold));
    if (decision.name === 'stop-bulk') return { ok: true, data: queued };
    if (decision.name !== 'invite') return OK;
    const data = state.invitations.get(decision.token);
    return data ? { ok: true, data } : refusal({ kind: 'not-allowed' });
  }
}
