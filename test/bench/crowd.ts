/** Everybody who asks, and who is a contact, all of one domain: a component (XEP-0114) that stamps what it hears with the time. */
import { Component } from '../servers/component.js';
import { until } from '../servers/processes.js';

/** Milliseconds since 1970, finer than `Date.now()`. */
export function clock(): number {
  return performance.timeOrigin + performance.now();
}

const SECRET = 'secret';
/** One contact of so many is available. */
const AVAILABLE = 5;

export class Crowd {
  static readonly domain = 'crowd.example';
  static readonly components = { [Crowd.domain]: SECRET };
  readonly #component: Component;
  /** When which presence came, by its type (`available` without one) and whom it is from. */
  readonly #heard = new Map<string, number[]>();
  /** The address from which somebody was last available, by who it is. */
  readonly #devices = new Map<string, string>();

  private constructor(component: Component) {
    this.#component = component;
    component.onPresence(({ type, from, to }) => {
      if (type === 'probe') this.#answer(from, to);
      const who = from.split('/')[0] ?? '';
      if (type === undefined) this.#devices.set(who, from);
      const key = `${type ?? 'available'} ${who}`;
      const times = this.#heard.get(key) ?? [];
      times.push(clock());
      this.#heard.set(key, times);
    });
  }

  static async connect(server: { readonly componentPort: number }): Promise<Crowd> {
    return new Crowd(await Component.connect(server, Crowd.domain, SECRET));
  }

  /** Somebody of the crowd asks, with a presence of this type. */
  presence(type: string, username: string, to: string): void {
    this.#component.presence(type, username, to);
  }

  /** The address of one of those who ask. */
  asker(index: number): string {
    return `asker${index}@${Crowd.domain}`;
  }

  /** So many of them ask for the presence of `person`, and the server has them all. */
  async ask(count: number, person: string, home: string): Promise<void> {
    for (let i = 0; i < count; i++) this.presence('subscribe', `asker${i}`, person);
    await this.#component.ping(home);
  }

  /** Where `person` is available, or was last. */
  deviceOf(person: string): string {
    return this.#devices.get(person) ?? '';
  }

  /** When presences of this type came from `person`, in milliseconds since 1970. */
  heard(type: string, person: string): readonly number[] {
    return this.#heard.get(`${type} ${person}`) ?? [];
  }

  /** When the `count`th of them came; undefined if it does not within `limit` milliseconds. */
  async when(type: string, person: string, count: number, limit: number): Promise<number | undefined> {
    const isThere = (): boolean => this.heard(type, person).length >= count;
    await until(isThere, `${count} × ${type}`, limit).catch(() => undefined);
    return this.heard(type, person)[count - 1];
  }

  close(): void {
    this.#component.close();
  }

  /** One in five of somebody's contacts is available, and says so to whoever asks (RFC 6121 §4.3). */
  #answer(who: string, contact: string): void {
    const number = Number(/^contact(\d+)@/.exec(contact)?.[1] ?? 1);
    if (number % AVAILABLE === 0) this.#component.send(`<presence from="${contact}/desk" to="${who}"/>`);
  }
}
