/** One device of a person: a session host in this process, and a page that looks at it. */
import { inspect } from 'node:util';
import type { BareJid } from '../../src/core/jid.js';
import type { Handling } from '../../src/core/policy/schema.js';
import type { LogLine, RequestRow, View } from '../../src/core/view.js';
import { PortClient } from '../../src/ports/client.js';
import type { Channel, Command, CommandResult, HostMessage } from '../../src/ports/protocol.js';
import { PortServer } from '../../src/ports/server.js';
import { SessionHost } from '../../src/session/host.js';
import * as messaging from '../../src/session/messaging/messaging.js';
import { until } from '../servers/processes.js';
import { channelPair } from './channel-pair.js';
import { FakePlatform, type FakePlatformOptions } from './fake-platform.js';
import { WorkerLife } from './worker-life.js';

export interface SignInOptions {
  /** Found by XEP-0156 if it is null. */
  readonly service: string | null;
  readonly jid: string;
  readonly password: string;
  readonly stay?: boolean;
  readonly allowPlain?: boolean;
}

export interface DeviceOptions extends FakePlatformOptions {
  /** The page hands out tokens of the site's own sign-on. */
  readonly fetchToken?: () => Promise<string | undefined>;
  /** Milliseconds for which answers can be taken back; none if left out. */
  readonly hold?: number;
  /** Messages are taken whether or not a page shows them, as in an extension. */
  readonly messaging?: boolean;
}

export class Device {
  readonly platform: FakePlatform;
  readonly announced: BareJid[] = [];
  readonly #options: DeviceOptions;
  #life: WorkerLife;
  #host: SessionHost;
  #ports: PortServer;
  #page: PortClient;
  /** The workers' ends of ports that were opened. */
  readonly #ends = new Set<Channel<HostMessage>>();

  constructor(options: DeviceOptions = {}) {
    this.#options = options;
    this.platform = new FakePlatform(options);
    this.#life = new WorkerLife();
    [this.#host, this.#ports] = this.#newHost();
    this.#page = this.#newPage();
  }

  /** The worker that lives now. */
  get worker(): WorkerLife {
    return this.#life;
  }

  get page(): PortClient {
    return this.#page;
  }

  /** The person closes the page that is looked at. */
  closePage(): void {
    this.#page.dispose();
  }

  /** Another page of the same device, which is looked at from now on. */
  openPage(): PortClient {
    return (this.#page = this.#newPage());
  }

  /** The worker comes up, and continues whatever an earlier one has kept. */
  async start(): Promise<this> {
    await this.#life.run(() => this.#host.start());
    return this;
  }

  async signIn({ service, jid, password, stay = false, allowPlain = false }: SignInOptions): Promise<CommandResult> {
    return this.command({ name: 'sign-in', jid, password, service, stay, allowPlain });
  }

  /** Signs in with tokens that the page hands out. */
  signInWithToken({ service, jid }: Pick<SignInOptions, 'service' | 'jid'>): Promise<CommandResult> {
    return this.command({ name: 'sign-in-with-token', jid, service });
  }

  command(command: Command): Promise<CommandResult> {
    return this.#page.command(command);
  }

  /** The person answers somebody who asks. */
  answer(name: 'approve' | 'deny' | 'ignore' | 'restore' | 'block', who: string): Promise<CommandResult> {
    const jid = who as BareJid;
    if (name === 'approve') return this.command({ name, jid, addBack: false, details: null });
    return this.command(name === 'block' ? { name, jid, report: null } : { name, jid });
  }

  /** The network is gone for a moment. */
  cut(): void {
    this.#life.cutConnections();
  }

  /** The network is gone, the device notices, and the network is back. */
  async reconnect(): Promise<void> {
    this.cut();
    await this.until(({ session }) => session.link.phase === 'offline', 'the device to notice');
    this.platform.networkBack();
  }

  /** The worker dies: its connection is cut, and nothing more of it is heard. */
  kill(): void {
    this.#life.end();
    this.#page.dispose();
  }

  /** The worker dies, and another one starts from what it has kept; `onAct` watches that one. */
  async restart(onAct?: WorkerLife['onAct']): Promise<void> {
    this.kill();
    this.#life = new WorkerLife();
    if (onAct) this.#life.onAct = onAct;
    [this.#host, this.#ports] = this.#newHost();
    this.#page = this.#newPage();
    await this.start();
  }

  /** The worker dies and another one starts from what it has kept, and the page that was open says to that one what was not answered. */
  async replaceWorker(): Promise<void> {
    this.#life.end();
    this.#life = new WorkerLife();
    [this.#host, this.#ports] = this.#newHost();
    const ends = [...this.#ends];
    this.#ends.clear();
    for (const end of ends) end.close();
    await this.start();
  }

  /** The browser is closed and opened again. */
  async restartBrowser(onAct?: WorkerLife['onAct']): Promise<void> {
    this.kill();
    this.platform.sessionStore.entries.clear();
    await this.restart(onAct);
  }

  /** A record of the local store holds `text`, as JSON has it. */
  async keeps(record: string, text: string): Promise<void> {
    const { entries } = this.platform.localStore;
    await until(() => JSON.stringify(entries.get(record) ?? null).includes(text), `${record} to be kept with ${text}`);
  }

  get view(): View | undefined {
    return this.#page.view;
  }

  get rows(): readonly RequestRow[] {
    return this.view?.requests.rows ?? [];
  }

  row(jid: string): RequestRow | undefined {
    return this.rows.find((row) => row.jid === jid);
  }

  line(jid: string): LogLine | undefined {
    return this.view?.activity.lines.find((line) => line.jid === jid);
  }

  get handling(): Handling | null {
    return this.view?.setting.handling ?? null;
  }

  /** The page has been told everything that the host knows: it hears of a command last of all. */
  async upToDate(): Promise<View> {
    await this.command({ name: 'reconnect' });
    return this.view as View;
  }

  /** Everything that sign-in asks is answered. */
  async settled(): Promise<void> {
    await this.until(
      ({ session, requests, setting }) =>
        session.link.phase === 'online' && requests.loaded && setting.handling !== null,
      'sign-in to be complete',
    );
  }

  /** What came of every acceptance is on disk: who dies before that signs in afresh. */
  async outcomesKept(): Promise<void> {
    const { sessionStore, localStore } = this.platform;
    const isOpen = (value: unknown): boolean => ((value as { unseen?: readonly unknown[] }).unseen ?? []).length > 0;
    const kept = (): unknown[] => [sessionStore.entries.get('stream'), localStore.entries.get('person')];
    await until(() => kept().every((record) => record && !isOpen(record)), 'the outcomes to be kept');
  }

  async until(holds: (view: View) => boolean, what: string, limit?: number): Promise<View> {
    await until(() => this.view !== undefined && holds(this.view), what, limit).catch((error: unknown) => {
      throw new Error(`${String(error)}; the view is ${JSON.stringify(this.view, null, 1)}`);
    });
    return this.view as View;
  }

  /** The person is asked about `jid`. */
  async prompts(jid: string): Promise<RequestRow> {
    await this.until(({ requests }) => requests.rows.some((row) => row.jid === jid), `a prompt for ${jid}`);
    return this.row(jid) as RequestRow;
  }

  async accepts(jid: string): Promise<LogLine> {
    await this.until(({ activity }) => activity.lines.some((line) => line.jid === jid), `${jid} to be accepted`);
    return this.line(jid) as LogLine;
  }

  /** Everything that is in any store, written out. */
  get storesText(): string {
    const { sessionStore, localStore } = this.platform;
    return inspect([sessionStore.entries, localStore.entries], { depth: Infinity });
  }

  async signOut(): Promise<void> {
    await this.command({ name: 'sign-out' });
  }

  #newHost(): [SessionHost, PortServer] {
    const life = this.#life;
    return life.run(() => {
      const host = new SessionHost({
        platform: this.platform.forWorker(life),
        announce: (jids) => {
          if (!life.ended) this.announced.push(...jids);
        },
        changed: () => ports.changed(),
        hold: this.#options.hold ?? 0,
        loadMessaging: async () => messaging,
        messaging: this.#options.messaging ?? false,
      });
      const ports = new PortServer(host);
      return [host, ports];
    });
  }

  #newPage(): PortClient {
    const { fetchToken } = this.#options;
    return new PortClient({
      open: () => {
        const [page, host] = channelPair();
        this.#ends.add(host);
        this.#ports.connect(heardBy(this.#life, host), 'own-page');
        return page;
      },
      ...(fetchToken ? { fetchToken } : {}),
    });
  }
}

/** What a page asks for is done as part of the worker's life. */
function heardBy(life: WorkerLife, channel: Channel<HostMessage>): Channel<HostMessage> {
  return {
    post: (message) => {
      if (!life.ended) channel.post(message);
    },
    onMessage: (receive) =>
      channel.onMessage((message) => {
        if (!life.ended) life.run(() => receive(message));
      }),
    onClose: (closed) => channel.onClose(closed),
    close: () => channel.close(),
  };
}
