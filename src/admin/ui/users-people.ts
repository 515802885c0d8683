/** What the server tells of its people, held for the Users pane. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Abilities, AccountProfile, AccountService, AccountSummary } from '../accounts/account.js';
import { done, type Outcome } from '../outcome.js';
import { withNames } from '../users/nameless.js';
import { afterChange, type PersonChange } from '../users/people-changes.js';
import { toldColumns } from '../users/search-people.js';

export class People implements ReactiveController {
  /** Undefined until the server has answered. */
  abilities: Outcome<Abilities> | undefined;
  /** Undefined until the server has answered, and where it has no list. */
  list: Outcome<readonly AccountSummary[]> | undefined;

  readonly #host: ReactiveControllerHost;
  #accounts: AccountService | undefined;
  #reading = new AbortController();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** What a pane that was taken away had not read to its end is read when it comes back. */
  hostConnected(): void {
    if (this.#reading.signal.aborted) void this.read(this.#accounts);
  }

  hostDisconnected(): void {
    this.#reading.abort();
  }

  /** Reads everything anew; nothing is told of before that. */
  async read(accounts: AccountService | undefined): Promise<void> {
    this.#reading.abort();
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    this.#accounts = accounts;
    this.abilities = undefined;
    this.list = undefined;
    this.#host.requestUpdate();
    if (!accounts) return;
    const abilities = await accounts.abilities();
    if (signal.aborted) return;
    this.abilities = abilities;
    this.#host.requestUpdate();
    if (abilities.ok && abilities.value.list === true) await this.readList();
  }

  /** The list alone; the old one stays until the new one is there. */
  async readList(): Promise<void> {
    const { signal } = this.#reading;
    const accounts = this.#accounts;
    if (!accounts) return;
    if (this.list?.ok === false) this.list = undefined;
    this.#host.requestUpdate();
    const list = await accounts.list(signal).catch((error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    });
    if (signal.aborted || !list) return;
    this.list = list;
    this.#host.requestUpdate();
  }

  /** More is known of those in the list. */
  named(names: ReadonlyMap<string, AccountProfile>): void {
    if (!this.list?.ok) return;
    this.list = done(withNames(this.list.value, names));
    this.#host.requestUpdate();
  }

  /** What was done here is seen without reading everything again. */
  changed(change: PersonChange): void {
    if (!this.list?.ok) return;
    const { value } = this.list;
    this.list = done(afterChange(value, change, toldColumns(value)));
    this.#host.requestUpdate();
  }
}
