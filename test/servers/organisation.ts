/** What an administrator does on the server, over XMPP as they would: the policy node, and requests of other people. */
import { randomUUID } from 'node:crypto';
import { domainToASCII, domainToUnicode } from 'node:url';
import type { FederationMode, Logging, Policy, PolicyGroup } from '../../src/core/policy/schema.js';
import { NO_LOGGING, POLICY_NODE } from '../../src/core/policy/schema.js';
import { isListableDomain } from '../../src/core/policy/domains.js';
import { parseDomain } from '../../src/core/jid.js';
import { writePolicyForm, type ListedDomain, type ListedFederation } from '../../src/xmpp/policy-form.js';
import { until } from './processes.js';
import { RawClient } from './raw-client.js';

export interface PolicyDraft {
  readonly allowUserOptions?: boolean;
  readonly handling?: Policy['handling'];
  readonly domains?: readonly string[];
  readonly addBack?: Policy['addBack'];
  readonly temporaryAvailability?: boolean;
  /** Left out, as publishers of the first schema do. */
  readonly federation?: FederationDraft;
  /** The same. */
  readonly logging?: Partial<Logging>;
  /** The same. */
  readonly groups?: readonly PolicyGroup[];
  readonly revision?: number;
}

export interface FederationDraft {
  readonly mode: FederationMode;
  readonly trusted?: readonly string[];
  readonly refused?: readonly string[];
}

const COMMANDS = 'http://jabber.org/protocol/commands';
const USER_STATS = 'http://jabber.org/protocol/admin#user-stats';
const PUBSUB = 'http://jabber.org/protocol/pubsub';

/** Both forms of a domain, or an error that says what is wrong with it. */
export function listedDomain(typed: string): ListedDomain {
  const unicode = domainToUnicode(typed);
  const ascii = domainToASCII(typed);
  if (!isListableDomain(unicode) || !isListableDomain(ascii) || parseDomain(typed) !== unicode) {
    throw new Error(`"${typed}" cannot be listed: write the bare domain name, such as example.com`);
  }
  return { ascii, unicode };
}

function listedFederation({ mode, trusted = [], refused = [] }: FederationDraft): ListedFederation {
  return { mode, trusted: trusted.map(listedDomain), refused: refused.map(listedDomain) };
}

/** Whom the node admits: members, which a module of Prosody makes of all own people; or all whom the service admits. */
export const NODE_ACCESS = ['whitelist', 'open'] as const;
export type NodeAccess = (typeof NODE_ACCESS)[number];

export interface AdministratedServer {
  readonly service: string;
  /** The access model by which the organisation's own people, and nobody else, read nodes; whitelist if left out. */
  readonly nodeAccess?: NodeAccess;
}

/** The organisation's administrator, signed in. */
export class Administrator {
  readonly #client: RawClient;
  readonly service: string;
  readonly #access: NodeAccess;
  #revision = 0;

  private constructor(client: RawClient, service: string, access: NodeAccess) {
    this.#client = client;
    this.service = service;
    this.#access = access;
  }

  static async signIn(
    server: AdministratedServer,
    domain: string,
    password: string,
    username = 'admin',
  ): Promise<Administrator> {
    const client = await RawClient.connect({ service: server.service, jid: `${username}@${domain}`, password });
    const administrator = new Administrator(client, `pubsub.${domain}`, server.nodeAccess ?? 'whitelist');
    administrator.#revision = (await administrator.publishedRevision()) ?? 0;
    return administrator;
  }

  /** The revision that the node holds now, or undefined if it holds none, or there is no node. */
  async publishedRevision(): Promise<number | undefined> {
    const items = `<pubsub xmlns="${PUBSUB}"><items node="${POLICY_NODE}" max_items="1"/></pubsub>`;
    const answer = await this.#client.iq('get', items, this.service);
    const revision = /var=["']revision["'][^>]*>\s*<value>(\d+)</.exec(answer)?.[1];
    return revision === undefined ? undefined : Number(revision);
  }

  get client(): RawClient {
    return this.#client;
  }

  /** Whether there is a policy node, with or without a policy. */
  async hasNode(service = this.service): Promise<boolean> {
    const configuration = `<pubsub xmlns="${PUBSUB}#owner"><configure node="${POLICY_NODE}"/></pubsub>`;
    return /type=["']result["']/.test(await this.#client.iq('get', configuration, service));
  }

  /** Creates the policy node, readable by the organisation's own people. */
  async createNode(service = this.service): Promise<void> {
    const field = (name: string, value: string): string =>
      `<field var="pubsub#${name}"><value>${value}</value></field>`;
    const form = [
      '<x xmlns="jabber:x:data" type="submit">',
      '<field var="FORM_TYPE" type="hidden"><value>http://jabber.org/protocol/pubsub#node_config</value></field>',
      field('access_model', this.#access),
      field('publish_model', 'publishers'),
      field('persist_items', 'true'),
      // The most that Prosody keeps of a node unless it is told otherwise.
      field('max_items', '256'),
      // Without it, ejabberd deletes a node without a word.
      field('notify_delete', 'true'),
      '</x>',
    ].join('');
    await this.#set(
      service,
      `<pubsub xmlns="${PUBSUB}"><create node="${POLICY_NODE}"/><configure>${form}</configure></pubsub>`,
    );
  }

  /** Publishes the next revision. */
  async publish(draft: PolicyDraft = {}, service = this.service): Promise<number> {
    const parent = this.#revision;
    const revision = draft.revision ?? parent + 1;
    this.#revision = Math.max(revision, parent);
    const form = writePolicyForm(
      {
        revision,
        parent,
        allowUserOptions: draft.allowUserOptions ?? true,
        handling: draft.handling ?? 'accept-organization',
        addBack: draft.addBack ?? 'listed',
        temporaryAvailability: draft.temporaryAvailability ?? true,
        ...(draft.federation ? { federation: listedFederation(draft.federation) } : {}),
        ...(draft.logging ? { logging: { ...NO_LOGGING, ...draft.logging } } : {}),
        ...(draft.groups ? { groups: draft.groups } : {}),
      },
      (draft.domains ?? []).map(listedDomain),
      { publisher: this.#client.jid, published: Date.now() },
    );
    await this.publishPayload(form.toString(), service);
    return revision;
  }

  /** Publishes whatever stands in `payload`. */
  async publishPayload(payload: string, service = this.service): Promise<void> {
    await this.#set(
      service,
      `<pubsub xmlns="${PUBSUB}"><publish node="${POLICY_NODE}"><item id="${randomUUID()}">${payload}</item></publish></pubsub>`,
    );
  }

  /** Makes somebody a subscriber, whether they asked for it or not (XEP-0060 §8.8.2). */
  async subscribe(jid: string, service = this.service): Promise<void> {
    const subscription = `<subscription jid="${jid}" subscription="subscribed"/>`;
    await this.#set(
      service,
      `<pubsub xmlns="${PUBSUB}#owner"><subscriptions node="${POLICY_NODE}">${subscription}</subscriptions></pubsub>`,
    );
  }

  async deleteNode(service = this.service): Promise<void> {
    await this.#set(service, `<pubsub xmlns="${PUBSUB}#owner"><delete node="${POLICY_NODE}"/></pubsub>`);
  }

  /** The devices that somebody has a session at, as the server counts them (XEP-0133 §4.10). */
  async devicesOf(jid: string): Promise<string[]> {
    const domain = jid.slice(jid.indexOf('@') + 1);
    const form = await this.#client.iq('set', `<command xmlns="${COMMANDS}" node="${USER_STATS}"/>`, domain);
    const [, session = ''] = /sessionid=["']([^"']+)/.exec(form) ?? [];
    const answer = await this.#client.iq(
      'set',
      `<command xmlns="${COMMANDS}" node="${USER_STATS}" sessionid="${session}"><x xmlns="jabber:x:data" type="submit">` +
        '<field var="FORM_TYPE"><value>http://jabber.org/protocol/admin</value></field>' +
        `<field var="accountjid"><value>${jid}</value></field></x></command>`,
      domain,
    );
    const [, resources = ''] = /var=["']onlineresources["'][^>]*>(.*?)<\/field>/s.exec(answer) ?? [];
    return [...resources.matchAll(/<value>([^<]*)<\/value>/g)].map(([, resource = '']) => resource);
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #set(service: string, payload: string): Promise<void> {
    let answer = '';
    await until(async () => {
      answer = await this.#client.iq('set', payload, service);
      // RFC 6120 §8.3.2: that is to be asked again. ejabberd says so where two change its nodes at once.
      return !/<error[^>]* type=["']wait["']/.test(answer);
    }, `${service} to have time`);
    if (!/type=["']result["']/.test(answer)) throw new Error(`the server refused: ${answer}`);
  }
}
