/** What goes wrong around a session: its background is killed, its network fails, its server dies. */
import type { Proxy } from '../servers/proxy.js';
import type { XmppServer } from '../servers/xmpp-server.js';
import type { Extension } from '../support/extension.js';
import type { Random } from './random.js';
import type { Requesters } from './requesters.js';

export const FAULTS = ['kill', 'cut', 'server-death'] as const;
export type Fault = (typeof FAULTS)[number];

export interface Surroundings {
  readonly extension: Extension;
  readonly proxy: Proxy;
  readonly server: XmppServer;
  readonly crowds: readonly Requesters[];
  readonly random: Random;
}

/** How a network fails: connections break, die without a word, or nothing passes for half a minute. */
const CUTS = ['drop', 'drop', 'half-open', 'half-open', 'silence'] as const;
const SILENCE = 30_000;

/** Lets it happen once, and tells what it was; `count` is how often it has happened before. */
export async function happen(fault: Fault, count: number, around: Surroundings): Promise<string> {
  switch (fault) {
    case 'kill':
      await around.extension.killBackground();
      return 'kill';
    case 'cut':
      return cut(CUTS[count % CUTS.length] ?? 'drop', around.proxy);
    case 'server-death':
      await around.server.kill();
      await around.server.run();
      await Promise.all(around.crowds.map((crowd) => crowd.connect(around.server)));
      return 'server death';
  }
}

async function cut(kind: (typeof CUTS)[number], proxy: Proxy): Promise<string> {
  switch (kind) {
    case 'drop':
      proxy.cut();
      break;
    case 'half-open':
      proxy.swallow();
      break;
    case 'silence':
      await proxy.silence(SILENCE);
      break;
  }
  return kind;
}
