/** Reads the person's own archive through the session, some of it with each question; what comes after it was cancelled is dropped. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ArchiveEntry, ArchiveFound } from '../core/chat/archive-search.js';
import type { Command, CommandResult } from '../ports/protocol.js';

type Search = Command & { readonly name: 'read-archive' };
export type Sought = Pick<Search, 'text' | 'person'>;
/** Undefined as long as there is nobody to ask. */
type Ask = (command: Search) => Promise<CommandResult<ArchiveFound>> | undefined;

export class ArchiveReading implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #ask: Ask;
  readonly #limit: number;
  #sought: Sought = { text: '', person: '' };
  #entries: readonly ArchiveEntry[] = [];
  #read = 0;
  #next: string | null = null;
  #isReading = false;
  #hasArchive = true;
  #hasFailed = false;
  #question = 0;

  /** `limit`: as many are found with one question at most. */
  constructor(host: ReactiveControllerHost, ask: Ask, limit: number) {
    this.#host = host;
    this.#ask = ask;
    this.#limit = limit;
    host.addController(this);
  }

  /** What was found so far, the newest first. */
  get entries(): readonly ArchiveEntry[] {
    return this.#entries;
  }

  /** How many messages were looked through. */
  get read(): number {
    return this.#read;
  }

  /** Null: there is nothing left to be searched. */
  get next(): string | null {
    return this.#next;
  }

  get isReading(): boolean {
    return this.#isReading;
  }

  get hasArchive(): boolean {
    return this.#hasArchive;
  }

  /** The last question was not answered, which whoever was asked has said. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  hostDisconnected(): void {
    this.cancel();
  }

  /** Searches anew. False if that was not answered. */
  begin(sought: Sought): Promise<boolean> {
    this.#sought = sought;
    this.#entries = [];
    this.#read = 0;
    this.#next = null;
    return this.goOn();
  }

  async goOn(): Promise<boolean> {
    const question = ++this.#question;
    this.#become(true);
    const { text, person } = this.#sought;
    const result = await this.#ask({ name: 'read-archive', text, person, before: this.#next, limit: this.#limit });
    if (question !== this.#question) return false;
    this.#hasFailed = result?.ok !== true;
    if (result?.ok && result.data) {
      const { entries, read, next, hasArchive } = result.data;
      this.#entries = [...this.#entries, ...entries];
      this.#read += read;
      this.#next = next;
      this.#hasArchive = hasArchive;
    }
    this.#become(false);
    return result?.ok === true;
  }

  /** Reads until there is nothing left. False if it was cancelled, or not answered. */
  async all(sought: Sought): Promise<boolean> {
    let goesOn = await this.begin(sought);
    while (goesOn && this.#next !== null) goesOn = await this.goOn();
    return goesOn && this.#hasArchive;
  }

  cancel(): void {
    this.#question++;
    this.#become(false);
  }

  #become(isReading: boolean): void {
    this.#isReading = isReading;
    this.#host.requestUpdate();
  }
}
