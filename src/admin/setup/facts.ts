/** What the checks go by, asked of the server once, all of it at the same time. Each is undefined where nobody answered. */
import { findServices, type FetchText } from '../../xmpp/xep0156-host-meta.js';
import type { Element } from '../../xmpp/element.js';
import { NS } from '../../xmpp/ns.js';
import {
  discoInfoGet,
  discoItemsGet,
  hasFeature,
  nodeItemsGet,
  parseDiscoItems,
  parseNodes,
} from '../../xmpp/xep0030-disco.js';
import { configGet, configValue, type NodeConfig } from '../../xmpp/xep0060-pubsub-owner.js';
import { POLICY_NODE } from '../../core/policy/schema.js';
import { misconfigured, wantedConfig } from '../policy/create-node.js';
import type { PolicyState, PolicyStore } from '../policy/revision.js';
import { askSoftware, type ServerSoftware } from '../server-software.js';
import type { AdminWire } from '../wire.js';

export interface CheckDeps {
  readonly wire: AdminWire;
  readonly policy: PolicyStore;
  /** Rejects with the HTTP status as its message, or with whatever else kept it from an answer. */
  readonly fetchText: FetchText;
}

/** What became of host-meta. */
export interface HostMeta {
  readonly services: readonly string[];
  /** The status that the web server answered with; undefined if it did not, or not for us to read. */
  readonly status: string | undefined;
}

export interface Facts {
  readonly domain: string;
  readonly account: string;
  readonly software: Promise<ServerSoftware | undefined>;
  readonly domainInfo: Promise<Element | undefined>;
  readonly accountInfo: Promise<Element | undefined>;
  readonly commands: Promise<ReadonlySet<string> | undefined>;
  readonly directory: Promise<string | null | undefined>;
  readonly hostMeta: Promise<HostMeta>;
  /** Namespaces of what the stream offers. */
  readonly streamFeatures: ReadonlySet<string> | undefined;
  readonly policy: Promise<PolicyState>;
  /** disco#info of the service with the policy node, or where it is to be. */
  readonly serviceInfo: Promise<Element | undefined>;
  /** What is wrong with the node's configuration. */
  readonly wrong: Promise<NodeConfig | undefined>;
  readonly accessModel: Promise<string | undefined>;
  readonly publishers: Promise<ReadonlyMap<string, string> | undefined>;
}

export function gatherFacts({ wire, policy, fetchText }: CheckDeps, signal: AbortSignal): Facts {
  const { domain, account } = wire;
  const ask = async (payload: Element, to: string): Promise<Element | undefined> => {
    const answer = await wire.get(payload, { to });
    return answer.ok ? answer.stanza : undefined;
  };
  const state = policy.refresh();
  const withService = async <T>(then: (service: string) => Promise<T | undefined>): Promise<T | undefined> => {
    const found = await state;
    return 'service' in found ? then(found.service) : undefined;
  };
  const features = wire.features;
  return {
    domain,
    account,
    software: askSoftware({ wire }),
    domainInfo: ask(discoInfoGet(), domain),
    accountInfo: ask(discoInfoGet(), account),
    commands: ask(nodeItemsGet(NS.commands), domain).then((answer) => answer && parseNodes(answer)),
    directory: findDirectory(ask, domain),
    hostMeta: readHostMeta(wire, fetchText, signal),
    streamFeatures: features,
    policy: state,
    serviceInfo: withService((service) => ask(discoInfoGet(), service)),
    wrong: withService(async (service) => {
      const wanted = await wantedConfig(wire, service);
      const wrong = wanted.ok && (await misconfigured(wire, service, wanted.value));
      return wrong && wrong.ok ? wrong.value : undefined;
    }),
    accessModel: withService(async (service) => {
      const config = await ask(configGet(POLICY_NODE), service);
      return config && configValue(config, 'access_model');
    }),
    publishers: withService(async () => {
      const administrators = await policy.administrators();
      return administrators.ok ? administrators.value : undefined;
    }),
  };
}

type Ask = (payload: Element, to: string) => Promise<Element | undefined>;

/** The service that searches for people (XEP-0055); null if the server has none. */
async function findDirectory(ask: Ask, domain: string): Promise<string | null | undefined> {
  const items = await ask(discoItemsGet(), domain);
  if (!items) return undefined;
  const candidates = [domain, ...parseDiscoItems(items)].slice(0, 30);
  const infos = await Promise.all(candidates.map((to) => ask(discoInfoGet(), to)));
  return candidates.find((_, index) => infos[index] && hasFeature(infos[index], NS.search)) ?? null;
}

/** Reads host-meta as a browser gets it. */
export async function readHostMeta(
  wire: Pick<AdminWire, 'domain'>,
  fetchText: FetchText,
  signal: AbortSignal,
): Promise<HostMeta> {
  let status: string | undefined;
  const recording: FetchText = async (url, limit) => {
    try {
      return await fetchText(url, limit);
    } catch (error) {
      if (error instanceof Error && /^\d{3}$/.test(error.message)) status ??= error.message;
      throw error;
    }
  };
  // Where the checks were given up, nobody reads this.
  const services = await findServices(wire.domain, recording, signal).catch(() => []);
  return { services, status };
}
