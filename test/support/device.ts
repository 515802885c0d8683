/** One device of a person: a session host in this process, and a page that looks at it. */
import { WebSocket as NodeWebSocket } from 'ws';
import type { BareJid } from '../../src/core/jid.js';
import type { Handling } from '../../src/core/policy/schema.js';
import type { RequestRow, View } from '../../src/core/view.js';
import { PortClient } from '../../src/ports/client.js';
import type { Channel, Command, CommandResult, HostMessage, PageMessage } from '../../src/ports/protocol.js';
import { SessionHost } from '../../src/session/host.js';
import { until } from '../servers/processes.js';
import { FakePlatform, type FakePlatformOptions } from './fake-platform.js';

/** Every WebSocket that hosts of this process have opened, so that a test can cut them. */
export const sockets = new Set<NodeWebSocket>();

/** Browsers deliver one message per task; so does this. */
class TaskWebSocket extends NodeWebSocket {
  constructor(url: string, protocols?: string[]) {
    super(url, protocols, { allowSynchronousEvents: false });
    sockets.add(this);
    this.once('close', () => sockets.delete(this));
  }
}
globalThis.WebSocket = TaskWebSocket as unknown as typeof WebSocket;

/** Two ends of a port that copies what passes, as ports do. */
export function channelPair(): [Channel<PageMessage>, Channel<HostMessage>] {
  const ends = [new ChannelEnd(), new ChannelEnd()] as const;
  ends[0].other = ends[1];
  ends[1].other = ends[0];
  return [ends[0], ends[1]];
}

class ChannelEnd {
  other: ChannelEnd | undefined;
  #receive: (message: unknown) => void = () => undefined;
  #closed: () => void = () => undefined;
  #open = true;

  post(message: unknown): void {
    const copy = structuredClone(message);
    queueMicrotask(() => {
      if (this.#open && this.other) this.other.#receive(copy);
    });
  }

  onMessage(receive: (message: unknown) => void): void {
    this.#receive = receive;
  }

  onClose(closed: () => void): void {
    this.#closed = closed;
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    queueMicrotask(() => {
      if (this.other) this.other.#hangUp();
    });
  }

  #hangUp(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#closed();
  }
}

export interface SignInOptions {
  readonly service: string;
  readonly jid: string;
  readonly password: string;
  readonly stay?: boolean;
  readonly allowPlain?: boolean;
}

export class Device {
  readonly platform: FakePlatform;
  readonly announced: BareJid[] = [];
  host: SessionHost;
  page: PortClient;

  constructor(options: FakePlatformOptions = {}) {
    this.platform = new FakePlatform(options);
    this.host = this.#newHost();
    this.page = this.#newPage();
  }

  async signIn({ service, jid, password, stay = false, allowPlain = false }: SignInOptions): Promise<CommandResult> {
    return this.page.command({ name: 'sign-in', jid, password, service, stay, allowPlain });
  }

  command(command: Command): Promise<CommandResult> {
    return this.page.command(command);
  }

  /** The worker dies: its socket is cut, nothing more of it is heard, and another starts from the stores. */
  async restart(): Promise<void> {
    this.kill();
    this.host = this.#newHost();
    this.page = this.#newPage();
    await this.host.start();
  }

  kill(): void {
    for (const socket of sockets) socket.terminate();
    this.page.dispose();
  }

  get view(): View | undefined {
    return this.page.view;
  }

  get rows(): readonly RequestRow[] {
    return this.view?.requests.rows ?? [];
  }

  row(jid: string): RequestRow | undefined {
    return this.rows.find((row) => row.jid === jid);
  }

  accepted(jid: string): boolean {
    return this.view?.activity.lines.some((line) => line.jid === jid) ?? false;
  }

  get handling(): Handling | null {
    return this.view?.setting.handling ?? null;
  }

  /** Everything that sign-in asks is answered. */
  async settled(): Promise<void> {
    await this.until((view) => view.requests.loaded && view.setting.handling !== null, 'sign-in to be complete');
  }

  async until(holds: (view: View) => boolean, what: string, limit?: number): Promise<View> {
    await until(() => this.view !== undefined && holds(this.view), what, limit).catch((error: unknown) => {
      throw new Error(`${String(error)}; the view is ${JSON.stringify(this.view, null, 1)}`);
    });
    return this.view as View;
  }

  async signOut(): Promise<void> {
    await this.page.command({ name: 'sign-out' });
  }

  #newHost(): SessionHost {
    return new SessionHost({ platform: this.platform, announce: (jids) => this.announced.push(...jids) });
  }

  #newPage(): PortClient {
    return new PortClient({
      open: () => {
        const [page, host] = channelPair();
        this.host.connect(host, 'own-page');
        return page;
      },
    });
  }
}
