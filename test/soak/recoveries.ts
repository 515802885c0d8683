/**
 * The network goes and comes back, again and again. How the extension comes to know that it is back:
 *
 * | way | |
 * |---|---|
 * | `by-itself` | nothing tells it: it tries again when it would have anyway |
 * | `page` | the person opens a page in that moment |
 * | `online` | the browser hears of it from its system |
 */
import { setTimeout as pause } from 'node:timers/promises';
import { NO_FILTER, type Window } from '../../src/core/view.js';
import type { PortClient } from '../../src/ports/client.js';
import { Proxy } from '../servers/proxy.js';
import { until } from '../servers/processes.js';
import type { XmppServer } from '../servers/xmpp-server.js';
import type { BrowserName } from '../support/browser.js';
import type { Tab } from '../support/e2e.js';
import type { Extension } from '../support/extension.js';
import { openExtension } from '../support/open-extension.js';
import { LISTED, OTHERS, PERSON, startOrganisation, type ServerName } from './organisation.js';
import { Random } from './random.js';
import { Requesters } from './requesters.js';

export const WAYS = ['by-itself', 'page', 'online'] as const;
export type Way = (typeof WAYS)[number];
/** What becomes of the stream: `fresh`, the server has forgotten it. */
export const KINDS = ['resumed', 'fresh'] as const;
export type Kind = (typeof KINDS)[number];

/** Milliseconds since the network was back. */
export interface Recovery {
  /** The link is online, and what waits is known. */
  readonly loaded: number;
  /** A request that was sent in the moment in which the network was back is before the person. */
  readonly shown: number;
  /** Another one, which the policy accepts, was heard to be. */
  readonly accepted: number;
  /** For how long the network had been away. */
  readonly away: number;
  readonly how: Kind;
}

export interface Recoveries {
  readonly browser: BrowserName;
  readonly server: ServerName;
  readonly kind: Kind;
  readonly ways: readonly Way[];
  readonly times: number;
  readonly seed: number;
}

interface Around {
  readonly extension: Extension;
  readonly proxy: Proxy;
  readonly server: XmppServer;
  readonly listed: Requesters;
  readonly others: Requesters;
  /** A page that has been open all the time, which is looked at. */
  readonly page: Tab;
}

/** Milliseconds for which the network is away. */
const SHORTEST = 1000;
const LONGEST = 5000;
const PATIENCE = 180_000;

/** One way after the other, in one browser at one server. */
export async function* recoveries(
  plan: Recoveries,
): AsyncGenerator<{ readonly way: Way; readonly all: readonly Recovery[] }> {
  const server = await startOrganisation(plan.server);
  const endings: (() => unknown)[] = [() => server.stop()];
  try {
    const proxy = await Proxy.start(server);
    endings.push(() => proxy.stop());
    const { jid, password } = PERSON;
    const [listed, others] = [new Requesters(LISTED, jid), new Requesters(OTHERS, jid)];
    for (const crowd of [listed, others]) await crowd.connect(server);
    const extension = await openExtension(plan.browser);
    endings.push(() => extension.close());
    await extension.signIn({ jid, password, service: proxy.through(server) });
    await extension.closePages();
    const around = { extension, proxy, server, listed, others, page: await extension.options() };
    const random = new Random(plan.seed);
    for (const way of plan.ways) {
      const all: Recovery[] = [];
      for (let count = 0; count < plan.times; count++) {
        const away = SHORTEST + random.below(LONGEST - SHORTEST);
        all.push(await recover(way, plan.kind, `${way}-${count}`, away, around));
      }
      yield { way, all };
    }
  } finally {
    for (const end of endings.reverse()) await end();
  }
}

async function recover(way: Way, kind: Kind, name: string, pauses: number, around: Around): Promise<Recovery> {
  const { extension, proxy, server, listed, others, page } = around;
  await online(page);
  await look(page, name);
  const before = await server.resumptions();
  const gone = Date.now();
  proxy.down();
  if (way === 'online') await extension.hearOfNetwork(false);
  await page.until(({ session }) => session.link.phase !== 'online', 'the connection to be lost', PATIENCE);
  if (kind === 'fresh') {
    await server.kill();
    await server.run();
    for (const crowd of [listed, others]) await crowd.connect(server);
  }
  await pause(pauses);

  const back = Date.now();
  const since = (): number => Date.now() - back;
  proxy.up();
  for (const crowd of [listed, others]) crowd.ask(name);
  const told = way === 'online' ? extension.hearOfNetwork(true) : way === 'page' ? extension.popupInTab() : undefined;
  const isShown = page.until(
    ({ requests }) => requests.rows.some(({ jid }) => jid === `${name}@${OTHERS}`),
    'it to be shown',
    PATIENCE,
  );
  const isHeard = until(() => listed.heard(`${name}@${LISTED}`).subscribed > 0, 'it to be accepted', PATIENCE);
  const [loaded, shown, accepted] = await Promise.all([
    online(page).then(since),
    isShown.then(since),
    isHeard.then(since),
  ]);
  const opened = await told;
  await opened?.page.close();
  const how = (await server.resumptions()) > before ? 'resumed' : 'fresh';
  return { loaded, shown, accepted, away: back - gone, how };
}

async function online(page: Tab): Promise<void> {
  await page.until(
    ({ session, requests }) => session.link.phase === 'online' && requests.loaded,
    'the person to be online',
    PATIENCE,
  );
}

/** The page looks at whoever has this name, however many there are before them. */
async function look({ page }: Tab, text: string): Promise<void> {
  const window: Window = { offset: 0, limit: 25, filter: { ...NO_FILTER, text } };
  await page.evaluate((wanted) => {
    const element = document.querySelector('im-options') as unknown as { readonly client: PortClient };
    element.client.look(wanted);
  }, window);
}
