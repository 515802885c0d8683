/** Devices of one person at one server, with everything that is on its way between them. */
import assert from 'node:assert/strict';
import type { Event } from '../../../src/core/event.js';
import type { BareJid } from '../../../src/core/jid.js';
import type { Mark } from '../../../src/core/marks.js';
import type { Handling } from '../../../src/core/policy/schema.js';
import { Device, policy } from './device.js';
import { FakeServer, type Said, type Stanza } from './fake-server.js';

export const CHOICES = [
  'approveChosen',
  'denyChosen',
  'ignoreChosen',
  'restoreChosen',
  'blockChosen',
  'undoChosen',
] as const;

/** What somebody does, or what happens to a link. */
export type Action =
  | { readonly do: 'ask' | 'withdraw'; readonly who: BareJid }
  | { readonly do: 'choose'; readonly device: number; readonly what: (typeof CHOICES)[number]; readonly who: BareJid }
  | { readonly do: 'prefer'; readonly device: number; readonly handling: Handling }
  | { readonly do: 'publish'; readonly allowUserOptions: boolean; readonly handling: Handling }
  | { readonly do: 'serve' | 'write' | 'hear' | 'lose' | 'resume' | 'signIn' | 'die'; readonly device: number };

interface Sent {
  readonly stanza: Stanza;
  readonly marks: ReadonlyMap<BareJid, Mark>;
  readonly stream: number;
}

/** A device with what is on its way to and from it. What it writes to its private node takes a way of its own. */
class Line {
  device = new Device();
  readonly #server: FakeServer;
  #sent: Sent[] = [];
  #writes: Sent[] = [];
  #heard: { readonly said: Said; readonly stream: number }[] = [];
  #stream = 0;
  online = false;
  listening = false;

  constructor(server: FakeServer) {
    this.#server = server;
  }

  get idle(): boolean {
    return this.#sent.length + this.#writes.length + this.#heard.length === 0;
  }

  send(event: Event): void {
    for (const stanza of this.device.send(event)) {
      const queue = stanza.type === 'publishMarks' ? this.#writes : this.#sent;
      if (this.online) queue.push({ stanza, marks: new Map(this.device.marks), stream: this.#stream });
    }
  }

  hear(said: Said): void {
    if (this.listening) this.#heard.push({ said, stream: this.#stream });
  }

  /** The server takes the first of what was sent. Returns what it tells the other devices. */
  serve(way: 'serve' | 'write', at: number): Said[] {
    const first = (way === 'serve' ? this.#sent : this.#writes).shift();
    if (!first) return [];
    if (first.stanza.type === 'signIn') this.listening = true;
    const all = this.#server.take(first.stanza, first.marks, at);
    // An answer to what an earlier stream asked reaches nobody.
    for (const said of all) if (!said.isAnswer || first.stream === this.#stream) this.hear(said);
    return all.filter(({ to }) => to === 'all');
  }

  /** The device hears the first of what it was told. */
  deliver(): void {
    if (!this.online) return;
    const first = this.#heard.shift();
    if (first && (!first.said.isAnswer || first.stream === this.#stream)) this.send(first.said.event);
  }

  lose(): void {
    if (!this.online) return;
    this.online = false;
    this.send({ type: 'streamLost' });
    for (const { stanza } of this.#writes) {
      if (stanza.type === 'publishMarks') this.send({ type: 'marksSaved', shard: stanza.shard, ok: false });
    }
  }

  resume(): void {
    if (this.online || !this.device.requests.loaded) return;
    this.#stream++;
    this.online = true;
    this.send({ type: 'streamReady', how: 'resumed' });
  }

  /** The worker dies: what it had not sent is lost, and another one begins with what was kept. */
  die(): void {
    this.lose();
    this.#sent = [];
    this.#writes = [];
    this.device = new Device(this.device.kept);
  }

  signIn(): void {
    if (this.online) return;
    this.#stream++;
    this.#sent = [{ stanza: { type: 'signIn' }, marks: new Map(), stream: this.#stream }];
    this.#writes = [];
    this.#heard = [];
    this.listening = false;
    this.online = true;
    this.send({ type: 'streamReady', how: 'fresh' });
  }
}

export interface WorldOptions {
  readonly devices: number;
  /** Before the person turns to another device, what they did on this one has arrived, where it can. */
  readonly steadyHand?: boolean;
}

/** A server, and devices that signed in there. */
export class World {
  readonly server = new FakeServer();
  readonly lines: readonly Line[];
  readonly #asked = new Set<BareJid>();
  readonly #steadyHand: boolean;
  #hand: Line | undefined;
  #now = 1000;
  #revision = 1;

  constructor({ devices, steadyHand = false }: WorldOptions) {
    this.#steadyHand = steadyHand;
    this.lines = Array.from({ length: devices }, () => new Line(this.server));
    for (const line of this.lines) line.signIn();
    this.settle();
  }

  act(action: Action): void {
    switch (action.do) {
      case 'ask':
        return this.#ask(action.who);
      case 'withdraw':
        return this.#tell(this.server.withdraw(action.who));
      case 'publish':
        return this.#tell(this.server.publish(policy({ ...action, revision: ++this.#revision })));
      case 'choose':
        return this.#turnTo(action.device).send(this.#choice(action));
      case 'prefer':
        return this.#turnTo(action.device).send({
          type: 'handlingChosen',
          handling: action.handling,
          at: (this.#now += 10),
        });
      case 'serve':
      case 'write':
        return this.#serve(this.#line(action.device), action.do);
      case 'hear':
        return this.#line(action.device).deliver();
      case 'lose':
        return this.#line(action.device).lose();
      case 'resume':
        return this.#line(action.device).resume();
      case 'signIn':
        return this.#line(action.device).signIn();
      case 'die':
        return this.#line(action.device).die();
    }
  }

  /** All devices are online, and everything that is on its way arrives. */
  settle(): void {
    for (const line of this.lines) {
      line.resume();
      line.signIn();
    }
    this.#arrive();
  }

  #arrive(): void {
    const online = this.lines.filter((line) => line.online);
    for (let rounds = 0; online.some((line) => !line.idle); rounds++) {
      assert.ok(rounds < 500, 'the devices come to rest');
      for (const line of online) {
        this.#serve(line, 'serve');
        this.#serve(line, 'write');
        line.deliver();
      }
    }
  }

  #turnTo(index: number): Line {
    const line = this.#line(index);
    if (this.#steadyHand && line !== this.#hand) this.#arrive();
    return (this.#hand = line);
  }

  /** An answer on its way to one request may meet the next; nobody could tell. So the next one waits for it. */
  #ask(jid: BareJid): void {
    if (this.#asked.has(jid) && !this.lines.every(({ idle, online }) => idle && online)) return;
    this.#asked.add(jid);
    this.#tell(this.server.ask(jid));
  }

  #serve(line: Line, way: 'serve' | 'write'): void {
    const others = this.lines.filter((other) => other !== line);
    for (const said of line.serve(way, this.#now)) for (const other of others) other.hear(said);
  }

  #tell(all: readonly Said[]): void {
    for (const said of all) for (const line of this.lines) line.hear(said);
  }

  #line(index: number): Line {
    const line = this.lines[index % this.lines.length];
    if (!line) throw new Error('there is a device');
    return line;
  }

  #choice({ device, what, who }: Action & { readonly do: 'choose' }): Event {
    const at = (this.#now += 10);
    if (what === 'blockChosen') return { type: what, jid: who, report: null, at };
    if (what === 'approveChosen') return { type: what, jid: who, addBack: device === 1, at };
    if (what !== 'undoChosen') return { type: what, jid: who, at };
    const line = this.#line(device).device.activity.find((entry) => entry.jid === who);
    return { type: what, entry: line?.id ?? -1, at };
  }
}
