/**
 * A person's answers on their way to the session, and what is said about them afterwards: of those that are
 * held it is the session that says how long they can be taken back; accepting and ignoring can be undone later,
 * too, and are offered to be for a moment.
 *
 * | answer | undone by |
 * |---|---|
 * | decline, block | `take-back`, while it is held |
 * | accept | `undo` of its line in the log, once it is there |
 * | ignore | `restore` |
 */
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import type { BareJid } from '../core/jid.js';
import type { BulkProgress, RequestsSlice, View } from '../core/view.js';
import type { Command, CommandResult, Selection } from '../ports/protocol.js';
import type { ToastMessage } from './components/toast.js';
import type { BulkChoice, RequestChoice } from './events.js';
import type { Send } from './send.js';
import { answeredManyText, answeredText, heldText, stoppedText } from './strings/answers.js';
import { commandProblemText } from './strings/problems.js';

/** How long a message is shown, in milliseconds. */
const SHOWN = 6000;
const LONGER = 10_000;
/** So many can be brought back one by one. */
const MOST_RESTORED = 200;

type Undo =
  | { readonly how: 'log'; readonly jid: BareJid; readonly after: number }
  | { readonly how: 'restore'; readonly jids: readonly BareJid[] };

export class Answers {
  /** What can be taken back as long as it is held. */
  held: ToastMessage | undefined;
  /** What was done last, or why it was not. */
  last: ToastMessage | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #send: Send;
  readonly #nameOf: (jid: BareJid) => string;
  #view: View | undefined;
  #heldUntil = 0;
  #undo: Undo | undefined;
  /** An acceptance that is to be undone as soon as the log has it. */
  #undoWhenLogged: (Undo & { how: 'log' }) | undefined;
  #bulk: BulkProgress | null = null;
  #stopping = false;

  /** `nameOf`: what somebody is called; empty where they go by their address. */
  constructor(host: ReactiveControllerHost, send: Send, nameOf: (jid: BareJid) => string = () => '') {
    this.#host = host;
    this.#send = send;
    this.#nameOf = nameOf;
  }

  /** Called with each view, before it is rendered. */
  see(view: View): void {
    this.#view = view;
    const { held, bulk } = view.requests;
    if (!held) this.held = undefined;
    else if (!this.held || held.until !== this.#heldUntil) {
      const lasts = Math.max(0, held.until - Date.now());
      this.held = {
        text: heldText(held, held.jid ? this.#nameOf(held.jid) : ''),
        tone: 'plain',
        canUndo: true,
        lasts,
        waits: false,
      };
    }
    this.#heldUntil = held?.until ?? 0;
    if (this.#undoWhenLogged) this.#undoAccept(this.#undoWhenLogged);
    if (this.#bulk && !bulk) this.#bulkIsOver(this.#bulk);
    this.#bulk = bulk;
  }

  async choose(choice: RequestChoice): Promise<void> {
    const after = this.#newestLine;
    const { act, jid, ...rest } = choice;
    const result = await this.#send({ name: act, jid, ...rest } as Command);
    if (!result.ok) this.#complain(result);
    else if (act === 'approve') this.#say(answeredText(act, jid, this.#nameOf(jid)), { how: 'log', jid, after });
    else if (act === 'ignore') this.#say(answeredText(act, jid), { how: 'restore', jids: [jid] });
  }

  async chooseMany(choice: BulkChoice, selected: Selection, requests: RequestsSlice): Promise<void> {
    const { act, domain, addBack, report } = choice;
    if (act === 'block' && domain !== null) return this.choose({ act, jid: domain as BareJid, report });
    const selection: Selection = domain === null ? selected : { filter: { group: null, domain, text: '' } };
    const count = 'jids' in selection ? selection.jids.length : countOf(domain, requests);
    const result = await this.#send({ name: 'bulk', act, selection, addBack, report });
    if (!result.ok) this.#complain(result);
    else if (act === 'ignore') {
      const jids = 'jids' in selection && selection.jids.length <= MOST_RESTORED ? selection.jids : [];
      this.#say(answeredManyText(act, count), jids.length > 0 ? { how: 'restore', jids } : undefined);
    }
  }

  /** Does something else, and says so when it is done, if there is something to say. */
  async run(command: Command, done?: TemplateResult): Promise<void> {
    if ((await this.#try(command)) && done) this.say(done);
  }

  /** Says what was done. */
  say(text: TemplateResult | string): void {
    this.#say(text);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const bulk = this.#bulk;
    const result = await this.#send({ name: 'stop-bulk' });
    this.#stopping = false;
    if (!result.ok) this.#complain(result);
    else if (result.data) this.#say(stoppedText(result.data));
    else if (bulk) this.#say(answeredManyText(bulk.act, bulk.total)); // the last of them had been begun by then
  }

  async takeBack(): Promise<void> {
    await this.#try({ name: 'take-back' });
  }

  /** Undoes what was said last. Returns who will wait again, if somebody does. */
  undoLast(): BareJid | undefined {
    const undo = this.#undo;
    this.forget();
    if (undo?.how === 'log') {
      this.#undoWhenLogged = undo;
      this.#undoAccept(undo);
      return undefined;
    }
    if (undo) void this.restore(undo.jids);
    return undo?.jids[0];
  }

  async undo(entry: number): Promise<void> {
    await this.#try({ name: 'undo', entry });
  }

  async restore(jids: readonly BareJid[]): Promise<void> {
    for (const jid of jids) if (!(await this.#try({ name: 'restore', jid }))) return;
  }

  forget(): void {
    this.last = this.#undo = undefined;
    this.#host.requestUpdate();
  }

  #undoAccept({ jid, after }: Undo & { how: 'log' }): void {
    const line = this.#view?.activity.lines.find((one) => one.id > after && one.jid === jid && one.act === 'approve');
    if (line?.remedy !== 'take-back') return;
    this.#undoWhenLogged = undefined;
    void this.undo(line.id);
  }

  get #newestLine(): number {
    return this.#view?.activity.lines[0]?.id ?? -1;
  }

  #bulkIsOver({ act, total }: BulkProgress): void {
    if (!this.#stopping) this.#say(answeredManyText(act, total));
  }

  async #try(command: Command): Promise<boolean> {
    const result = await this.#send(command);
    if (!result.ok) this.#complain(result);
    return result.ok;
  }

  #say(text: TemplateResult | string, undo?: Undo): void {
    this.#undo = undo;
    this.last = { text, tone: 'plain', canUndo: undo !== undefined, lasts: SHOWN, waits: true };
    this.#host.requestUpdate();
  }

  #complain({ problem }: CommandResult & { ok: false }): void {
    const { what, todo } = commandProblemText(problem);
    this.#undo = undefined;
    this.last = { text: `${what} ${todo}`, tone: 'bad', canUndo: false, lasts: LONGER, waits: true };
    this.#host.requestUpdate();
  }
}

function countOf(domain: string | null, { domains, matching }: RequestsSlice): number {
  return domain === null ? matching : (domains.find((one) => one.domain === domain)?.count ?? matching);
}
