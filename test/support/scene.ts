/** A server, and the people of one test file: accounts made when they are needed, all of it ended together. */
import assert from 'node:assert/strict';
import { Administrator } from '../servers/organisation.js';
import { RawClient } from '../servers/raw-client.js';
import { startServer } from '../servers/start-server.js';
import type { ServerConfig, XmppServer } from '../servers/xmpp-server.js';
import { Device, type DeviceOptions, type SignInOptions } from './device.js';

export interface Person {
  readonly jid: string;
  readonly username: string;
  readonly password: string;
}

/** The organisation's domain, which its policy lists, and one that it does not. */
export const HOME = 'home.example';
export const OUTSIDE = 'outside.example';

/** Both domains on one server, and a policy that leaves the choice to people. */
export async function startHome(): Promise<{ readonly scene: Scene; readonly administrator: Administrator }> {
  const scene = await Scene.start({
    hosts: [
      { domain: HOME, pubsub: true, accounts: [] },
      { domain: OUTSIDE, accounts: [] },
    ],
  });
  const administrator = await scene.administrator(HOME);
  await administrator.publish({ domains: [HOME] });
  return { scene, administrator };
}

export class Scene<Server extends XmppServer = XmppServer> {
  readonly server: Server;
  readonly #endings: (() => void | Promise<void>)[] = [];
  #count = 0;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(config: ServerConfig): Promise<Scene> {
    return new Scene(await startServer(config));
  }

  /** On a server that has been started; it ends with the scene. */
  static on<Server extends XmppServer>(server: Server): Scene<Server> {
    return new Scene(server);
  }

  /** Whatever has to end with this scene; last come, first gone. */
  atEnd(ending: () => void | Promise<void>): void {
    this.#endings.push(ending);
  }

  async end(): Promise<void> {
    for (const ending of this.#endings.reverse()) await ending();
    await this.server.stop();
  }

  /** The administrator of a domain, who has made the policy node. */
  async administrator(domain: string): Promise<Administrator> {
    await this.server.addAccount(domain, { username: 'admin', password: 'admin-secret' });
    const administrator = await Administrator.signIn(this.server, domain, 'admin-secret');
    this.atEnd(() => administrator.close());
    await administrator.createNode();
    return administrator;
  }

  /** Somebody of `domain` who was not there before. */
  async person(domain: string, name = 'person'): Promise<Person> {
    const username = `${name}-${++this.#count}`;
    const password = `secret of ${username}`;
    await this.server.addAccount(domain, { username, password });
    return { jid: `${username}@${domain}`, username, password };
  }

  /** Their password is another one from now on, as an administrator would change it. */
  async changePassword(person: Person, password: string): Promise<Person> {
    await this.server.addAccount(person.jid.slice(person.jid.indexOf('@') + 1), { ...person, password });
    return { ...person, password };
  }

  /** A person at a client that is not ours. */
  async client(person: Person, resource?: string): Promise<RawClient> {
    const { jid, password } = person;
    const client = await RawClient.connect({ service: this.server.service, jid, password, resource });
    this.atEnd(() => client.close());
    return client;
  }

  /** Somebody new of `domain`, online at a client that is not ours. */
  async contact(domain: string, name?: string): Promise<RawClient> {
    const client = await this.client(await this.person(domain, name));
    await client.available();
    return client;
  }

  /** A device on which nobody is signed in. */
  async device(options?: DeviceOptions): Promise<Device> {
    const device = new Device(options);
    this.atEnd(() => device.kill());
    return device.start();
  }

  /** A device on which `person` has signed in, and which knows all there is to know. */
  async signedIn(person: Person, options: DeviceOptions & Partial<SignInOptions> = {}): Promise<Device> {
    const device = await this.device(options);
    const { jid, password } = person;
    const result = await device.signIn({ service: this.server.service, jid, password, ...options });
    assert.deepEqual(result, { ok: true });
    await device.settled();
    return device;
  }
}
