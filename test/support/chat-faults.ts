/** What goes wrong around somebody who writes: each of these begins, lasts for some messages, and ends. */
import type { XmppServer } from '../servers/xmpp-server.js';
import type { Random } from '../soak/random.js';
import { IS_EJABBERD } from '../servers/start-server.js';
import type { Chatter } from './chatter.js';

export interface Fault {
  readonly name: string;
  begin(): unknown;
  /** After this, things can go on. */
  end(): unknown;
}

/** More acts of a worker than a few messages take. */
const ACTS = 60;
/** Milliseconds for which everything is held up: longer than messages follow each other. */
const HELD = 200;

/** One of what can happen to a device and its network. */
export function faultOf(chatter: Chatter, random: Random): Fault {
  const { name, device, proxy } = chatter;
  const cut = (): void => {
    proxy.cut();
    device.platform.networkBack();
  };
  const nothing = (): void => undefined;
  const fault = random.pick<Fault>([
    { name: 'the connection breaks', begin: cut, end: nothing },
    { name: 'what passes is lost, and the connection breaks', begin: () => proxy.swallow(), end: cut },
    {
      name: 'what the server says is lost, and the connection breaks',
      begin: () => proxy.swallow('answers'),
      end: cut,
    },
    { name: 'what passes is held up', begin: () => void proxy.silence(HELD), end: nothing },
    {
      name: 'the network is away',
      begin: () => proxy.down(),
      end: () => {
        proxy.up();
        device.platform.networkBack();
      },
    },
    {
      name: 'the worker dies',
      begin: () => killWithin(chatter, random.below(ACTS)),
      end: () => device.replaceWorker(),
    },
    {
      name: 'the worker dies while its answers are lost',
      begin: () => {
        proxy.swallow('answers');
        killWithin(chatter, random.below(ACTS));
      },
      end: () => device.replaceWorker(),
    },
    {
      name: 'the browser is closed, and its session is over',
      begin: nothing,
      end: async () => {
        await device.restartBrowser();
        chatter.look(null);
      },
    },
  ]);
  return { ...fault, name: `${name}: ${fault.name}` };
}

/**
 * The server goes away when it is `atRest`, and comes back. What it has of a message it may have in one of two archives:
 * Prosody writes into that of the sender first, and ejabberd hands the message to another process in between. Whoever
 * ends it there loses a message that looks to its sender as if it had arrived. So Prosody is killed between two
 * messages, and ejabberd, whose archive is written to the disk some time later, is told to stop when both have it.
 */
export function serverFault(server: XmppServer, chatters: readonly Chatter[], atRest: () => Promise<void>): Fault {
  const swallow = (): void => chatters.forEach(({ proxy }) => proxy.swallow());
  return {
    name: 'the server is gone',
    begin: async () => {
      if (!IS_EJABBERD) swallow();
      await atRest();
      swallow();
      await (IS_EJABBERD ? server.quit() : server.kill());
    },
    end: async () => {
      await server.run();
      for (const { device, proxy } of chatters) {
        proxy.cut();
        device.platform.networkBack();
      }
    },
  };
}

/** Its worker ends before so many acts from now. */
function killWithin({ device: { worker } }: Chatter, acts: number): void {
  let left = acts;
  worker.onAct = () => {
    if (left-- === 0) worker.end();
  };
}
