/** Asks the directory for what somebody types, when they pause; only the answer to the last question counts. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { DirectoryPage } from '../core/people-view.js';
import type { CommandProblem, CommandResult } from '../ports/protocol.js';

/** What is shorter would find everybody; servers refuse it. */
export const SHORTEST_SEARCH = 2;
/** Milliseconds between two keys of somebody who is still typing. */
const PAUSE = 250;

export type Ask = (text: string, after: string | null) => Promise<CommandResult<DirectoryPage>>;

export class DirectorySearch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #ask: Ask;
  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #question = 0;
  #isAsking = false;
  #found: DirectoryPage | undefined;
  #problem: CommandProblem | undefined;

  constructor(host: ReactiveControllerHost, ask: Ask) {
    this.#host = host;
    this.#ask = ask;
    host.addController(this);
  }

  /** What was not answered when it left the page is asked once more. */
  hostConnected(): void {
    if (!this.#found && !this.#problem) this.again();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#question++;
    this.#isAsking = false;
  }

  get text(): string {
    return this.#text;
  }

  /** All pages that were read, as one. */
  get found(): DirectoryPage | undefined {
    return this.#found;
  }

  get problem(): CommandProblem | undefined {
    return this.#problem;
  }

  /** It is asked, or about to be. */
  get isAsking(): boolean {
    return this.#isAsking;
  }

  type(text: string): void {
    const isOther = text.trim() !== this.#text.trim();
    this.#text = text;
    if (!isOther) return;
    this.#found = this.#problem = undefined;
    this.again(PAUSE);
  }

  /** Asks once more for what stands there. */
  again(pause = 0): void {
    clearTimeout(this.#timer);
    this.#question++;
    this.#isAsking = this.#text.trim().length >= SHORTEST_SEARCH;
    if (this.#isAsking) this.#timer = setTimeout(() => void this.#read(null), pause);
    this.#host.requestUpdate();
  }

  /** Reads the next page. */
  more(): void {
    const next = this.#found?.next;
    if (next != null && !this.#isAsking) void this.#read(next);
  }

  async #read(after: string | null): Promise<void> {
    const question = ++this.#question;
    this.#isAsking = true;
    this.#problem = undefined;
    this.#host.requestUpdate();
    const result = await this.#ask(this.#text.trim(), after);
    if (question !== this.#question) return;
    this.#isAsking = false;
    if (!result.ok) this.#problem = result.problem;
    else if (result.data) this.#found = joined(after === null ? undefined : this.#found, result.data);
    this.#host.requestUpdate();
  }
}

/** Whoever comes twice, as lists change between two pages, is shown once. */
function joined(before: DirectoryPage | undefined, page: DirectoryPage): DirectoryPage {
  const rows = new Map([...(before?.rows ?? []), ...page.rows].map((row) => [row.jid, row]));
  return { ...page, rows: [...rows.values()] };
}
