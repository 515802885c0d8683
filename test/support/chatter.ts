/** One device of somebody who talks with one other person, over a network of its own. */
import assert from 'node:assert/strict';
import type { ChatMessage, ChatSlice } from '../../src/core/chat/chat-view.js';
import type { BareJid } from '../../src/core/jid.js';
import { until } from '../servers/processes.js';
import { Proxy } from '../servers/proxy.js';
import type { Device } from './device.js';
import type { Person, Scene } from './scene.js';

/** As many messages as a page may show. */
const PAGE = 200;

export class Chatter {
  /** What it has said, in this order. */
  readonly said: string[] = [];
  readonly name: string;
  readonly device: Device;
  readonly proxy: Proxy;
  readonly #other: BareJid;

  private constructor(name: string, device: Device, proxy: Proxy, other: BareJid) {
    this.name = name;
    this.device = device;
    this.proxy = proxy;
    this.#other = other;
  }

  /** Signs in, and opens the conversation. */
  static async signIn(scene: Scene, name: string, person: Person, other: Person): Promise<Chatter> {
    const proxy = await Proxy.start(scene.server);
    scene.atEnd(() => proxy.stop());
    const service = proxy.through(scene.server);
    const device = await scene.signedIn(person, { service, stay: true, messaging: true });
    const chatter = new Chatter(name, device, proxy, other.jid as BareJid);
    chatter.look(null);
    return chatter;
  }

  /** The session has taken the message when this resolves; where a worker died, the page has asked the next one. */
  async say(text: string): Promise<void> {
    this.said.push(text);
    const id = crypto.randomUUID();
    const result = await this.device.command({ name: 'send-message', jid: this.#other, id, text, corrects: null });
    assert.deepEqual(result, { ok: true }, `${this.name}: ${text}`);
  }

  /** It is online, and the server has what it has said lately. */
  async calm(): Promise<void> {
    await this.device.settled();
    await this.#shown(({ messages }) => messages.every(({ delivery }) => delivery !== 'waiting'));
  }

  /** Shows the messages up to this one, or the newest. */
  look(end: string | null): void {
    this.device.page.look({ chat: { jid: this.#other, until: end, limit: PAGE, visible: true } });
  }

  /** Pages through the conversation, from its end to its beginning, as a person would who reads all of it. */
  async readAll(): Promise<readonly ChatMessage[]> {
    let all: readonly ChatMessage[] = [];
    for (let end: string | null = null; ;) {
      const { messages, older } = await this.#page(end);
      // The last one of a page is the first one of the page after it.
      all = [...messages.slice(0, end === null ? messages.length : -1), ...all];
      const first = messages[0]?.id;
      if (older === 'none' || first === undefined || first === end) return all;
      end = first;
    }
  }

  /** As many messages up to `end` as fit on a page, fetched from the archive where they are not here yet. */
  async #page(end: string | null): Promise<ChatSlice> {
    this.look(end);
    for (;;) {
      const slice = await this.#shown(({ messages, older }) => {
        return older !== 'loading' && (end === null || messages.at(-1)?.id === end);
      });
      if (slice.messages.length >= PAGE || slice.older === 'none') return slice;
      await this.device.command({ name: 'read-older', jid: this.#other });
      await this.#shown(({ messages, older }) => older !== 'some' || messages.length > slice.messages.length);
    }
  }

  async #shown(holds: (slice: ChatSlice) => boolean): Promise<ChatSlice> {
    const isShown = (slice: ChatSlice | null | undefined): slice is ChatSlice =>
      slice?.jid === this.#other && holds(slice);
    const find = (): ChatSlice | null | undefined => this.device.view?.chat;
    await until(() => isShown(find()), `${this.name} to see the conversation`);
    return find() as ChatSlice;
  }
}
