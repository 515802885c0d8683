/**
 * More requests than anybody could want, and what a person has before them meanwhile.
 *
 * | flood | |
 * |---|---|
 * | `waiting` | all wait when the person signs in |
 * | `arriving` | they arrive within a time, evenly, while the person looks; they accept one half-way |
 * | `repeating` | one sender asks and takes it back, as often, in the same time |
 * | `one-domain` | as `waiting`, all of them from one domain |
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Component } from '../servers/component.js';
import { until } from '../servers/processes.js';
import { DOMAIN, pageWith, startScene, type Scene } from './e2e.js';
import type { Shell } from './shell.js';
import { ELEMENT } from './widget.js';

export const FLOODS = ['waiting', 'arriving', 'repeating', 'one-domain'] as const;
export type FloodName = (typeof FLOODS)[number];

export interface FloodPlan {
  readonly flood: FloodName;
  readonly requests: number;
  /** Milliseconds within which they arrive, where they do. */
  readonly within: number;
}

/** Milliseconds: from the sign-in, or from the first request, to what is seen; and from pressing Accept to what is heard. */
export interface Times {
  readonly firstShown: number;
  /** After the last has been sent, where they arrive. */
  readonly allShown: number;
  readonly accepted: number;
}

export interface Flooded {
  readonly times: Times;
  /** How many wait, by the page. */
  readonly total: number;
  readonly badge: string | null;
  readonly notifications: number | null;
}

const DOMAINS = Array.from({ length: 10 }, (_, index) => `d${index}.example`);
const SECRET = 'secret';
const PATIENCE = 300_000;

/** A server that many requests cost no more than few, and a site. */
export async function startFloodScene(): Promise<Scene> {
  const components = Object.fromEntries(DOMAINS.map((domain) => [domain, SECRET]));
  const scene = await startScene({ pages: { '/': pageWith(ELEMENT) }, prosody: { components, crowded: true } });
  await scene.admin.publish({ domains: [DOMAIN] });
  return scene;
}

export class Flood {
  readonly #plan: FloodPlan;
  readonly #components: readonly Component[];

  private constructor(plan: FloodPlan, components: readonly Component[]) {
    this.#plan = plan;
    this.#components = components;
  }

  static async open(plan: FloodPlan, { server }: Scene): Promise<Flood> {
    const domains = plan.flood === 'arriving' || plan.flood === 'waiting' ? DOMAINS : DOMAINS.slice(0, 1);
    return new Flood(plan, await Promise.all(domains.map((domain) => Component.connect(server, domain, SECRET))));
  }

  /** What is there before the person signs in. */
  async prepare(person: string): Promise<void> {
    if (this.#arrives) return;
    for (let i = 0; i < this.#plan.requests; i++) this.#send(i, person);
    await this.#settled();
  }

  /** Signs the person in, and lets happen what the plan says; ends when one was accepted, and the others are shown. */
  async comeOver(shell: Shell, person: { readonly jid: string; readonly password: string }): Promise<Flooded> {
    const { tab } = shell;
    const { flood, requests } = this.#plan;
    if (this.#arrives) {
      await shell.signIn(person);
      await tab.untilSettled();
    }
    const start = Date.now();
    const firstShown = tab
      .until(({ requests }) => requests.rows.length > 0, 'somebody to be asked about', PATIENCE)
      .then(() => tab.find('im-request-card'))
      .then(() => Date.now() - start);
    let accepted: number | undefined;
    if (!this.#arrives) await shell.signIn(person);
    else if (flood === 'repeating') await this.#arrive(0, requests, person.jid);
    else {
      await this.#arrive(0, requests / 2, person.jid);
      [accepted] = await Promise.all([this.#accept(shell), this.#arrive(requests / 2, requests, person.jid)]);
    }
    const sent = this.#arrives ? Date.now() : start;
    await this.#settled();
    const asking = flood === 'repeating' ? 1 : requests;
    const all = accepted === undefined ? asking : asking - 1;
    await tab.until((view) => view.requests.loaded && view.requests.total === all, `all ${all} to be shown`, PATIENCE);
    const allShown = Date.now() - sent;
    await this.#shows(shell, all);
    accepted ??= await this.#accept(shell);
    await tab.until((view) => view.requests.total === asking - 1, 'the others to wait', PATIENCE);
    await this.#shows(shell, asking - 1);
    const { extension } = shell;
    // It comes up a moment later than the number on the button; who has been answered by then is no news.
    if (extension && flood !== 'repeating')
      await until(async () => (await extension.timesNotified()) > 0, 'a notification');
    return {
      times: { firstShown: await firstShown, allShown, accepted },
      total: asking - 1,
      badge: (await extension?.badge()) ?? null,
      notifications: (await extension?.timesNotified()) ?? null,
    };
  }

  /** How many have heard that they were accepted; and how many anything else. */
  get answered(): { readonly accepted: number; readonly declined: number } {
    const count = (type: string): number =>
      this.#components.reduce((sum, component) => sum + component.received(type).size, 0);
    return { accepted: count('subscribed'), declined: count('unsubscribed') };
  }

  close(): void {
    for (const component of this.#components) component.close();
  }

  get #arrives(): boolean {
    return this.#plan.flood === 'arriving' || this.#plan.flood === 'repeating';
  }

  #send(index: number, person: string): void {
    const component = this.#components[index % this.#components.length];
    if (this.#plan.flood !== 'repeating') component?.presence('subscribe', `p${index}`, person);
    else {
      // A server passes on what changes anything: who asks already does not ask again.
      if (index > 0) component?.presence('unsubscribe', 'p', person);
      component?.presence('subscribe', 'p', person);
    }
  }

  /** Sends these of them, each when it is due. */
  async #arrive(from: number, to: number, person: string): Promise<void> {
    const { requests, within } = this.#plan;
    const start = Date.now();
    for (let i = from; i < to; i++) {
      const wait = ((i - from) * within) / requests - (Date.now() - start);
      if (wait > 1) await pause(wait);
      this.#send(i, person);
    }
  }

  /** The person accepts whoever stands first; resolves with how long it took until those heard of it. */
  async #accept({ tab }: Shell): Promise<number> {
    await tab.until(({ requests }) => requests.rows.length > 0, 'somebody to accept', PATIENCE);
    const [first] = (await tab.view())?.requests.rows ?? [];
    if (!first) throw new Error('nobody asks any more');
    const pressed = Date.now();
    await tab.press('Accept', first.jid);
    await until(() => this.answered.accepted === 1, `${first.jid} to hear of it`, PATIENCE);
    return Date.now() - pressed;
  }

  async #shows({ extension }: Shell, count: number): Promise<void> {
    if (!extension) return;
    const badge = count === 0 ? '' : count > 999 ? '999+' : String(count);
    await until(async () => (await extension.badge()) === badge, `${badge} on the button`, PATIENCE);
  }

  async #settled(): Promise<void> {
    await Promise.all(this.#components.map((component) => component.ping(DOMAIN)));
  }
}
