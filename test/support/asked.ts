/** Somebody asks a person, and that person sees it in the element: what tests of answers begin with. */
import type { TestContext } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { RawClient } from '../servers/raw-client.js';
import { OUTSIDE, Tab, type Scene } from './e2e.js';
import { newVisitor, signIn } from './widget.js';

export interface Person {
  readonly jid: string;
  readonly password: string;
}

let people = 0;

/** A person of the organisation at the element, and somebody from each of these domains who asks them. */
export class Asked {
  readonly person: Person;
  readonly tab: Tab;
  readonly strangers: readonly RawClient[];
  readonly #scene: Scene;
  readonly #browser: Browser;

  private constructor(scene: Scene, browser: Browser, person: Person, tab: Tab, strangers: readonly RawClient[]) {
    this.#scene = scene;
    this.#browser = browser;
    this.person = person;
    this.tab = tab;
    this.strangers = strangers;
  }

  static async by(
    t: TestContext,
    scene: Scene,
    browser: Browser,
    domains: readonly string[] = [OUTSIDE],
  ): Promise<Asked> {
    const person = await scene.person(`person-${++people}`);
    const strangers: RawClient[] = [];
    for (const domain of domains) {
      const stranger = await scene.somebody(`tomas-${++people}@${domain}`);
      stranger.presence('subscribe', person.jid);
      await stranger.ping();
      stranger.frames.length = 0;
      strangers.push(stranger);
    }
    const tab = await visit(t, scene, browser, person);
    await tab.until(({ requests }) => requests.total === domains.length, 'all of them to be shown');
    return new Asked(scene, browser, person, tab, strangers);
  }

  /** The first who asks. */
  get stranger(): RawClient {
    const [first] = this.strangers;
    if (!first) throw new Error('nobody asks');
    return first;
  }

  /** Another device of the person, which signs in now. */
  device(t: TestContext): Promise<Tab> {
    return visit(t, this.#scene, this.#browser, this.person);
  }

  /** The person's contact list, as another client of theirs sees it. */
  async contacts(): Promise<string> {
    const { jid, password } = this.person;
    const other = await this.#scene.client({ jid, password });
    return other.iq('get', '<query xmlns="jabber:iq:roster"/>');
  }

  /** They ask again. */
  async asksAgain(stranger = this.stranger): Promise<void> {
    stranger.presence('unsubscribe', this.person.jid);
    stranger.presence('subscribe', this.person.jid);
    await stranger.ping();
  }

  /** Every presence from the person that has reached `stranger`, after everything that the element has sent until now. */
  async heard(stranger = this.stranger): Promise<string[]> {
    // The server answers this after it has dealt with what was sent before.
    await this.tab.page.evaluate(async (jid) => {
      const element = document.querySelector('im-contact-requests') as unknown as {
        client: { command(command: object): Promise<unknown> };
      };
      await element.client.command({ name: 'read-profile', jid });
    }, this.person.jid);
    await stranger.ping();
    return stranger.frames.filter((frame) => frame.startsWith('<presence') && frame.includes(this.person.jid));
  }
}

async function visit(t: TestContext, scene: Scene, browser: Browser, person: Person): Promise<Tab> {
  const tab = await Tab.open(await newVisitor(t, browser), scene.site.origin);
  await signIn(tab, person);
  return tab;
}
