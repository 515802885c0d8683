/** One soak: requests arrive while faults happen; then the server is to be as the policy in force asks. */
import { setTimeout as pause } from 'node:timers/promises';
import { NO_FILTER, type View, type Window } from '../../src/core/view.js';
import type { PortClient } from '../../src/ports/client.js';
import { Proxy } from '../servers/proxy.js';
import type { BrowserName } from '../support/browser.js';
import type { Tab } from '../support/e2e.js';
import { openExtension } from '../support/open-extension.js';
import { happen, type Fault, type Surroundings } from './faults.js';
import { HOME, LISTED, OTHERS, PERSON, startOrganisation, type ServerName } from './organisation.js';
import { Ejabberd } from '../servers/ejabberd.js';
import type { XmppServer } from '../servers/xmpp-server.js';
import { Random } from './random.js';
import { Requesters } from './requesters.js';
import { judge, type Verdict } from './verdict.js';

export interface Soak {
  readonly browser: BrowserName;
  readonly server: ServerName;
  readonly fault: Fault;
  /** How often it happens. */
  readonly times: number;
  readonly requests: number;
  readonly seed: number;
}

export interface Soaked extends Verdict {
  /** How often each fault happened, by name. */
  readonly happened: Readonly<Record<string, number>>;
  /** How often the stream was resumed. */
  readonly resumed: number;
}

/** Of so many who ask, one takes it back at once. */
const WITHDRAWS = 10;
/** Milliseconds between a fault and the next, at most. */
const LONGEST = 900;
/** Milliseconds within which all must be well once nothing goes wrong any more. */
const CALM = 120_000;
/** As many requests as a page may look at at once. */
const PART = 100;

export async function soak(plan: Soak): Promise<Soaked> {
  const server = await startOrganisation(plan.server);
  const endings: (() => unknown)[] = [() => server.stop()];
  try {
    const proxy = await Proxy.start(server);
    endings.push(() => proxy.stop());
    const { jid, password } = PERSON;
    const [listed, others] = [new Requesters(LISTED, jid), new Requesters(OTHERS, jid)];
    for (const crowd of [listed, others]) {
      await crowd.connect(server);
      endings.push(() => crowd.close());
    }
    const extension = await openExtension(plan.browser);
    endings.push(() => extension.close());
    await extension.signIn({ jid, password, service: proxy.through(server) });
    await extension.closePages();
    const page = await extension.options();

    const random = new Random(plan.seed);
    const around: Surroundings = { extension, proxy, server, crowds: [listed, others], random };
    const happened = await goThrough(plan, around, page);
    const verdict = await comesToRest(plan, around, page, [listed, others]);
    return { ...verdict, happened, resumed: await server.resumptions() };
  } finally {
    for (const end of endings.reverse()) await end();
  }
}

/** Requests and faults, in turn and at random moments. */
async function goThrough(plan: Soak, around: Surroundings, page: Tab): Promise<Record<string, number>> {
  const { crowds, random } = around;
  const happened: Record<string, number> = {};
  let asked = 0;
  for (let count = 0; count < plan.times; count++) {
    const now = Math.round(((count + 1) * plan.requests) / plan.times);
    const names = Array.from({ length: now - asked }, (_, index) => `p${asked + index}`);
    asked = now;
    const asking = askAtRandomMoments(names, crowds, random);
    await pause(random.below(LONGEST));
    // Not a fault of ours: a component cannot send while its server is down.
    if (plan.fault === 'server-death') await asking;
    const name = await happen(plan.fault, count, around);
    happened[name] = (happened[name] ?? 0) + 1;
    await asking;
    await hasBackground(page);
  }
  return happened;
}

async function askAtRandomMoments(
  names: readonly string[],
  crowds: readonly Requesters[],
  random: Random,
): Promise<void> {
  for (const name of names) {
    await pause(random.below(LONGEST / 3));
    const crowd = crowds[random.below(crowds.length)];
    crowd?.ask(name);
    if (random.below(WITHDRAWS) > 0) continue;
    await pause(random.below(LONGEST / 3));
    crowd?.withdraw(name);
  }
}

/** Nothing goes wrong any more: waits until all is well, or until that was in vain, and says how things stand. */
async function comesToRest(
  plan: Soak,
  { server, crowds }: Surroundings,
  page: Tab,
  [listed, others]: readonly [Requesters, Requesters],
): Promise<Verdict> {
  await Promise.all(crowds.map((crowd) => crowd.settle(HOME)));
  const online = ({ session, requests }: View): boolean => session.link.phase === 'online' && requests.loaded;
  await page.until(online, 'the person to be online', CALM);
  const until = Date.now() + CALM;
  for (;;) {
    const [roster, shown] = [await server.storedRoster(PERSON.jid), await allShown(page)];
    const [serverDied, tellsWithdrawals] = [plan.fault === 'server-death', plan.server === 'prosody'];
    const said = await saidTo(server, [listed, others]);
    const taken = await timesTaken(server, [listed, others]);
    const verdict = judge({ roster, shown, listed, others, serverDied, tellsWithdrawals, said, taken });
    if (verdict.wrong.length === 0 || Date.now() > until) return verdict;
    await pause(1000);
  }
}

/** How often our client has said `subscribed` to those who heard it more than once. */
async function saidTo(server: XmppServer, crowds: readonly Requesters[]): Promise<ReadonlyMap<string, number>> {
  const said = new Map<string, number>();
  for (const crowd of crowds) {
    for (const jid of [...crowd.all('asks'), ...crowd.all('withdrew')]) {
      if (crowd.heard(jid).subscribed > 1) said.set(jid, await server.timesSent('subscribed', PERSON.jid, jid));
    }
  }
  return said;
}

/** How often ejabberd has taken the one request of whoever may be in doubt. */
async function timesTaken(server: XmppServer, crowds: readonly Requesters[]): Promise<ReadonlyMap<string, number>> {
  const taken = new Map<string, number>();
  if (!(server instanceof Ejabberd)) return taken;
  for (const crowd of crowds) {
    const twice = crowd.all('asks').filter((jid) => crowd.heard(jid).subscribed > 1);
    for (const jid of [...crowd.all('withdrew'), ...twice]) {
      taken.set(jid, await server.timesTaken('subscribe', jid, PERSON.jid));
    }
  }
  return taken;
}

/** Resolves when a background has answered the page. */
async function hasBackground({ page }: Tab): Promise<void> {
  await page.evaluate(async () => {
    const element = document.querySelector('im-options') as unknown as { readonly client: PortClient };
    await element.client.command({ name: 'read-log', text: '', offset: 0, limit: 1 });
  });
}

async function look({ page }: Tab, offset: number): Promise<void> {
  const window: Window = { offset, limit: PART, filter: NO_FILTER };
  await page.evaluate((wanted) => {
    const element = document.querySelector('im-options') as unknown as { readonly client: PortClient };
    element.client.look(wanted);
  }, window);
}

/** Everybody whom the person is asked about, page by page. */
async function allShown(page: Tab): Promise<readonly string[]> {
  const shown = new Set<string>();
  for (let offset = 0; ; offset += PART) {
    await look(page, offset);
    await page.until(
      ({ requests }) => requests.offset === offset || requests.total <= offset,
      'another part of the list',
    );
    const requests = (await page.view())?.requests;
    for (const { jid } of requests?.rows ?? []) shown.add(jid);
    if (offset + PART >= (requests?.total ?? 0)) return [...shown];
  }
}
