/** One server, one site, one browser, and people whose contact the crowd is: what all subjects share. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { Administrator } from '../servers/organisation.js';
import { RawClient } from '../servers/raw-client.js';
import { startServer } from '../servers/start-server.js';
import type { XmppServer } from '../servers/xmpp-server.js';
import { openBrowser } from '../support/browser.js';
import { BenchSite } from './bench-site.js';
import { clock, Crowd } from './crowd.js';
import { addressOf, FOLDERS, type Question, type Subject } from './subject.js';

export const HOME = 'acme.example';
const WATCHER = 'watcher';
/** Milliseconds after which Chromium has drawn a new window of its own. */
const SETTLED = 500;
/** Milliseconds that anybody may take to sign in. */
const SIGN_IN_LIMIT = 30_000;

export interface Person {
  readonly jid: string;
  readonly password: string;
}

/** A page that has signed in; times are milliseconds since 1970. */
export interface SignedIn {
  readonly page: Page;
  /** The page was asked for. */
  readonly asked: number;
  /** The server had told a contact that the person is there. */
  readonly online: number;
}

export interface HowToSignIn {
  readonly within?: BrowserContext;
  readonly before?: (page: Page) => Promise<unknown>;
  /** Where the server is reached; itself if left out. */
  readonly service?: string;
  /** Requests, if left out. */
  readonly show?: Question['show'];
  /** Milliseconds that it may take. */
  readonly limit?: number;
}

export class Stage {
  readonly server: XmppServer;
  readonly administrator: Administrator;
  readonly site: BenchSite;
  readonly browser: Browser;
  readonly crowd: Crowd;
  #people = 0;

  private constructor(
    server: XmppServer,
    administrator: Administrator,
    site: BenchSite,
    browser: Browser,
    crowd: Crowd,
  ) {
    this.server = server;
    this.administrator = administrator;
    this.site = site;
    this.browser = browser;
    this.crowd = crowd;
  }

  static async open({ asShipped = false } = {}): Promise<Stage> {
    const server = await startServer({
      hosts: [{ domain: HOME, pubsub: true, accounts: [{ username: 'admin', password: 'admin' }] }],
      components: Crowd.components,
      crowded: !asShipped,
      asShipped,
    });
    const administrator = await Administrator.signIn(server, HOME, 'admin');
    await administrator.createNode();
    await administrator.publish({ domains: [HOME] });
    const site = await BenchSite.start(FOLDERS);
    return new Stage(server, administrator, site, await openBrowser(), await Crowd.connect(server));
  }

  /** Somebody new, of whom one of the crowd hears when they are online, with so many requests waiting. */
  async person(waiting: number): Promise<Person> {
    const username = `person${++this.#people}`;
    const person = { jid: `${username}@${HOME}`, password: `${username}-secret` };
    await this.server.addAccount(HOME, { username, password: person.password });
    const client = await RawClient.connect({ service: this.server.service, ...person });
    await client.available();
    this.crowd.presence('subscribe', WATCHER, person.jid);
    await client.expect(/type=.subscribe\b/);
    client.presence('subscribed', `${WATCHER}@${Crowd.domain}`);
    await client.ping();
    await client.close();
    await this.crowd.when('unavailable', person.jid, 1, SIGN_IN_LIMIT);
    await this.crowd.ask(waiting, person.jid, HOME);
    return person;
  }

  /** As a browser that has never been there, or `within` one that has. */
  async signIn(
    subject: Subject,
    person: Person,
    policy: Question['policy'],
    { within, before, service = this.server.service, show = 'requests', limit = SIGN_IN_LIMIT }: HowToSignIn = {},
  ): Promise<SignedIn> {
    const context = within ?? (await this.browser.createBrowserContext());
    const page = await context.newPage();
    await before?.(page);
    await pause(SETTLED);
    const times = this.crowd.heard('available', person.jid).length;
    const asked = clock();
    const question = { service, domain: HOME, ...person, policy, show };
    void page.goto(addressOf(subject, this.site.origin, question)).catch(() => undefined);
    const online = await this.crowd.when('available', person.jid, times + 1, limit);
    if (online === undefined) throw new Error(`${subject} did not sign in`);
    return { page, asked, online };
  }

  /** Ends whatever is still open in the browser. */
  async clear(): Promise<void> {
    const contexts = this.browser
      .browserContexts()
      .filter((context) => context !== this.browser.defaultBrowserContext());
    await Promise.all(contexts.map((context) => context.close().catch(() => undefined)));
  }

  async close(): Promise<void> {
    this.crowd.close();
    await this.browser.close();
    await this.administrator.close();
    await this.site.stop();
    await this.server.stop();
  }
}
