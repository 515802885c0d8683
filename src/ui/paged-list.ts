/** One page of a long list that is asked for: asked for again when it may have changed, or other lines are wanted. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ListPage } from '../core/view.js';
import type { CommandResult } from '../ports/protocol.js';

export interface Range {
  readonly text: string;
  readonly offset: number;
  readonly limit: number;
}

export interface PagedListOptions<Entry> {
  /** Asks for a part of the list; undefined as long as there is nobody to ask. */
  readonly read: (range: Range) => Promise<CommandResult<ListPage<Entry>>> | undefined;
  /** When one of these is another one, the list may be, too. */
  readonly dependsOn: () => readonly unknown[];
}

export const LIST_PAGE = 25;

export class PagedList<Entry> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: PagedListOptions<Entry>;
  #page: ListPage<Entry> | undefined;
  #text = '';
  #offset = 0;
  #asked: readonly unknown[] = [];
  #question = 0;

  constructor(host: ReactiveControllerHost, options: PagedListOptions<Entry>) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** What was answered last; undefined before the first answer. */
  get page(): ListPage<Entry> | undefined {
    return this.#page;
  }

  /** What is searched for. */
  get text(): string {
    return this.#text;
  }

  search(text: string): void {
    this.#text = text;
    this.go(0);
  }

  /** It is another list now. */
  reset(): void {
    this.#page = undefined;
    this.search('');
  }

  /** Shows the page that begins at `offset`. */
  go(offset: number): void {
    this.#offset = offset;
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const asks = [...this.#options.dependsOn(), this.#text, this.#offset];
    if (asks.length === this.#asked.length && asks.every((value, index) => value === this.#asked[index])) return;
    this.#asked = asks;
    void this.#read();
  }

  async #read(): Promise<void> {
    const question = ++this.#question;
    const result = await this.#options.read({ text: this.#text, offset: this.#offset, limit: LIST_PAGE });
    // An answer that was overtaken by another question is of no interest any more.
    if (question !== this.#question || !result?.ok || !result.data) return;
    const { total, entries } = result.data;
    // The list has become shorter than what was asked for: its last page.
    if (entries.length === 0 && total > 0) return this.go(Math.floor((total - 1) / LIST_PAGE) * LIST_PAGE);
    this.#page = result.data;
    this.#host.requestUpdate();
  }
}
