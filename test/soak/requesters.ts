/** Crowds of people who ask one person, from domains of their own, and what each of them hears. */
import { Component } from '../servers/component.js';

const SECRET = 'secret';

export interface Heard {
  /** How often they were told `subscribed`. */
  readonly subscribed: number;
  readonly unsubscribed: number;
}

export class Requesters {
  readonly domain: string;
  readonly #person: string;
  readonly #lives: Component[] = [];
  /** Whoever has asked, and whether they have withdrawn it since. */
  readonly #asked = new Map<string, 'asks' | 'withdrew'>();

  constructor(domain: string, person: string) {
    this.domain = domain;
    this.#person = person;
  }

  static components(...domains: readonly string[]): Readonly<Record<string, string>> {
    return Object.fromEntries(domains.map((domain) => [domain, SECRET]));
  }

  /** At the start, and again when the server is back. */
  async connect(server: { readonly componentPort: number }): Promise<void> {
    this.#lives.push(await Component.connect(server, this.domain, SECRET));
  }

  ask(name: string): void {
    this.#asked.set(name, 'asks');
    this.#lives.at(-1)?.presence('subscribe', name, this.#person);
  }

  withdraw(name: string): void {
    this.#asked.set(name, 'withdrew');
    this.#lives.at(-1)?.presence('unsubscribe', name, this.#person);
  }

  /** Resolves when the server has dealt with all that was asked. */
  async settle(home: string): Promise<void> {
    await this.#lives.at(-1)?.ping(home);
  }

  /** Those who still ask, and those who do not, as JIDs. */
  all(state: 'asks' | 'withdrew'): string[] {
    return [...this.#asked].flatMap(([name, is]) => (is === state ? [`${name}@${this.domain}`] : []));
  }

  heard(jid: string): Heard {
    const [name = ''] = jid.split('@');
    const count = (type: string): number =>
      this.#lives.reduce((sum, life) => sum + (life.received(type).get(name) ?? 0), 0);
    return { subscribed: count('subscribed'), unsubscribed: count('unsubscribed') };
  }

  close(): void {
    for (const life of this.#lives) life.close();
  }
}
