/**
 * How the pages of a site get at its worker.
 *
 * | worker script | SharedWorker | what runs |
 * |---|---|---|
 * | of the page's own origin | yes | one SharedWorker for all tabs |
 * | of the page's own origin | no | a worker in each tab, one of them elected |
 * | of another origin | – | a worker in each tab, from a blob that imports the script, one of them elected |
 */
import { messagePortChannel } from '../ports/adapters/message-port.js';
import type { Channel, PageMessage } from '../ports/protocol.js';
import { holdLock } from './locks.js';
import { WORKER_NAME, type ConnectMessage } from './worker-protocol.js';

/** Something that a MessagePort can be posted to. */
interface Door {
  postMessage(message: ConnectMessage, transfer: Transferable[]): void;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** Milliseconds in which a worker says something, or is started once more. */
const ANSWERS = 5000;

/** The one policy that makes worker URLs; a site that enforces Trusted Types allows it by this name. */
const POLICY_NAME = 'im-contact-requests';

/** Why there can be no worker here; in words for whoever runs the site. */
export class NoWorker extends Error {
  override readonly name = 'NoWorker';
}

export class WorkerOpener {
  readonly #script: URL;
  readonly #session: URL | undefined;
  readonly #channels = new Set<Channel<PageMessage>>();
  #alive: Promise<string> | undefined;
  #door: Door | undefined;
  #failure: NoWorker | undefined;
  #preloads = false;

  /** `session`: what the worker loads when somebody signs in, where that is known. */
  constructor(script: URL, session?: URL) {
    this.#script = script;
    this.#session = session;
  }

  /** Opens a port. Rejects with NoWorker. */
  async open(): Promise<Channel<PageMessage>> {
    if (!globalThis.isSecureContext) {
      throw new NoWorker('This page must be served over https:// before anybody can sign in here.');
    }
    this.#alive ??= holdNewLock();
    this.#door ??= this.#makeDoor(); // starts while the lock is waited for
    const alive = await this.#alive;
    if (this.#failure) throw this.#failure;
    const { port1, port2 } = new MessageChannel();
    this.#door.postMessage({ connect: true, alive }, [port2]);
    const channel = messagePortChannel<PageMessage>(port1);
    this.#channels.add(channel);
    if (this.#door instanceof MessagePort) this.#expectAnswer(channel, port1);
    return channel;
  }

  /** Somebody is going to sign in: what the worker will ask for is fetched while it starts. */
  preload(): void {
    if (this.#preloads || !this.#session) return;
    this.#preloads = true;
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = this.#session.href;
    link.nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
    document.head.append(link);
  }

  #makeDoor(): Door {
    const own = this.#script.origin === location.origin;
    if (own && 'SharedWorker' in globalThis) {
      const worker = new SharedWorker(trusted(this.#script.href), { name: WORKER_NAME, type: 'module' });
      worker.addEventListener('error', (event) => this.#failed(event));
      worker.port.start();
      return worker.port;
    }
    const script = own ? this.#script.href : importer(this.#script);
    const worker = new Worker(trusted(script), { name: WORKER_NAME, type: 'module' });
    worker.addEventListener('error', (event) => this.#failed(event));
    return worker;
  }

  /** Chromium does not always tell a page that a script could not be loaded: it is told when it starts it once more. */
  #expectAnswer(channel: Channel<PageMessage>, port: MessagePort): void {
    const waiting = setTimeout(() => {
      this.#door = undefined;
      channel.close();
    }, ANSWERS);
    port.addEventListener('message', () => clearTimeout(waiting), { once: true });
  }

  /** An event without a message means that the script could not be loaded; else it runs, and reports a mistake of ours. */
  #failed(event: Event): void {
    if (event instanceof ErrorEvent && event.message) return;
    this.#failure = new NoWorker(
      `The worker ${this.#script.href} could not be started. Serve im-worker.js beside im-contact-requests.js, ` +
        'or name it with the attribute worker-src, and allow it in the Content-Security-Policy (worker-src).',
    );
    for (const channel of this.#channels) channel.close();
  }
}

/** Resolves with the name of a lock that this page holds. */
async function holdNewLock(): Promise<string> {
  const name = `im-contact-requests:page:${crypto.randomUUID()}`;
  await holdLock(name);
  return name;
}

/** A worker must be of the page's origin; a blob is, and may import from elsewhere. */
function importer(script: URL): string {
  return URL.createObjectURL(new Blob([`import ${JSON.stringify(script.href)};`], { type: 'text/javascript' }));
}

/** A site lets a policy be made once, by its name. */
let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy(POLICY_NAME, { createScriptURL: (same) => same });
  return policy?.createScriptURL(url) ?? url;
}
