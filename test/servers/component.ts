/**
 * A whole domain of people who are not our client: an external component (XEP-0114), which sends from any
 * address of its domain and receives everything that is sent to them.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { accepts, until } from './processes.js';

const NS_STREAM = 'http://etherx.jabber.org/streams';

export class Component {
  readonly domain: string;
  readonly #socket: Socket;
  #text = '';

  private constructor(domain: string, socket: Socket) {
    this.domain = domain;
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (data: string) => (this.#text += data));
    socket.on('error', () => undefined); // a server that is killed takes its connections with it
  }

  static async connect(server: { readonly componentPort: number }, domain: string, secret: string): Promise<Component> {
    // A server that has just started may listen for clients before it does for components.
    await until(() => accepts(server.componentPort), 'a server that takes components');
    const socket = connect(server.componentPort, '127.0.0.1');
    await once(socket, 'connect');
    const component = new Component(domain, socket);
    component.send(`<stream:stream xmlns="jabber:component:accept" xmlns:stream="${NS_STREAM}" to="${domain}">`);
    await until(() => component.#streamId !== '', 'a stream header');
    const handshake = createHash('sha1').update(`${component.#streamId}${secret}`).digest('hex');
    component.send(`<handshake>${handshake}</handshake>`);
    await until(() => component.#text.includes('<handshake'), 'the component to be accepted');
    return component;
  }

  send(xml: string): void {
    this.#socket.write(xml);
  }

  /** From now on everybody here has a profile (XEP-0054): `card` says what stands in it, by the name in the address. */
  showProfiles(card: (username: string) => string): void {
    let text = '';
    this.#socket.on('data', (data: string) => {
      text += data;
      text = text.replace(/<iq [^>]*><vCard [^>]*\/><\/iq>/g, (question) => {
        const attribute = (name: string): string => new RegExp(` ${name}=["']([^"']*)`).exec(question)?.[1] ?? '';
        const [id, from, to] = [attribute('id'), attribute('from'), attribute('to')];
        const vcard = `<vCard xmlns="vcard-temp">${card(to.slice(0, to.indexOf('@')))}</vCard>`;
        this.send(`<iq type="result" id="${id}" from="${to}" to="${from}">${vcard}</iq>`);
        return '';
      });
    });
  }

  /** A presence of somebody at this domain. */
  presence(type: string, username: string, to: string, children = ''): void {
    this.send(`<presence type="${type}" from="${username}@${this.domain}" to="${to}">${children}</presence>`);
  }

  /** Calls `heard` for each presence, when it comes. */
  onPresence(
    heard: (presence: { readonly type: string | undefined; readonly from: string; readonly to: string }) => void,
  ): void {
    let text = '';
    this.#socket.on('data', (data: string) => {
      text += data;
      const tags = /<presence([^>]*)>/g;
      let end = 0;
      for (let found = tags.exec(text); found; found = tags.exec(text)) {
        const attribute = (name: string): string | undefined =>
          new RegExp(` ${name}=["']([^"']*)`).exec(found[1] ?? '')?.[1];
        heard({ type: attribute('type'), from: attribute('from') ?? '', to: attribute('to') ?? '' });
        end = tags.lastIndex;
      }
      text = text.slice(Math.max(end, text.lastIndexOf('<')));
    });
  }

  /** Resolves when the server of `domain` has dealt with everything sent before. */
  async ping(domain: string): Promise<void> {
    const id = `ping-${crypto.randomUUID()}`;
    this.send(`<iq type="get" id="${id}" from="x@${this.domain}" to="${domain}"><ping xmlns="urn:xmpp:ping"/></iq>`);
    await until(() => this.#text.includes(id), 'an answer to a ping', 60_000);
  }

  /** How many presences of this type each of them has received. */
  received(type: string): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const [tag] of this.#text.matchAll(/<presence[^>]*>/g)) {
      const to = / to=["']([^"'@/]*)@/.exec(tag)?.[1];
      if (to !== undefined && new RegExp(` type=["']${type}["']`).test(tag)) counts.set(to, (counts.get(to) ?? 0) + 1);
    }
    return counts;
  }

  close(): void {
    this.#socket.destroy();
  }

  get #streamId(): string {
    return / id=["']([^"']*)["']/.exec(this.#text)?.[1] ?? '';
  }
}
