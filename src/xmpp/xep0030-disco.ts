/** Service discovery (XEP-0030) and entity capabilities (XEP-0115). */
import type { FormField } from '../core/policy/schema.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';
import { formFields } from './xep0004-data-forms.js';

const CAPS_NODE = 'urn:im-contact-requests';
const IDENTITY = { category: 'client', type: 'web', name: 'im-contact-requests' } as const;
/**
 * What is said of messages is true where they are taken. Who takes none says the same: else each device would tell everybody of its
 * capabilities anew when its person first looks at their messages, and until then nobody writes to it (see `availablePresence`).
 */
const MESSAGES = [NS.receipts, NS.markers, NS.chatStates, NS.correct];
const FEATURES = [NS.caps, NS.discoInfo, NS.ping, ...MESSAGES];

export function discoItemsGet(): Element {
  return xml('query', { xmlns: NS.discoItems });
}

export function discoInfoGet(): Element {
  return xml('query', { xmlns: NS.discoInfo });
}

/** The addresses that a service lists as its own, each once (Prosody 0.12 lists a component twice that is also configured). */
export function parseDiscoItems(iq: Element): string[] {
  const items = iq.getChild('query', NS.discoItems)?.getChildren('item') ?? [];
  return [...new Set(items.flatMap((item) => (item.attrs.jid && !item.attrs.node ? [item.attrs.jid] : [])))];
}

/** Asks what a node of a service holds (§4.2). */
export function nodeItemsGet(node: string): Element {
  return xml('query', { xmlns: NS.discoItems, node });
}

/** The addresses that a node holds, repeated ones too. */
export function parseNodeItems(iq: Element): string[] {
  const items = iq.getChild('query', NS.discoItems)?.getChildren('item', NS.discoItems) ?? [];
  return items.flatMap(({ attrs }) => (attrs.jid && !attrs.node ? [attrs.jid] : []));
}

/** The nodes that are listed (§3), such as those of commands. */
export function parseNodes(iq: Element): ReadonlySet<string> {
  const items = iq.getChild('query', NS.discoItems)?.getChildren('item', NS.discoItems) ?? [];
  return new Set(items.flatMap(({ attrs }) => (attrs.node ? [attrs.node] : [])));
}

/** Asks what a node is (§3.2). */
export function nodeInfoGet(node: string): Element {
  return xml('query', { xmlns: NS.discoInfo, node });
}

/** The names under which an entity is something. */
export function identityNames(iq: Element, category: string, type: string): string[] {
  const identities = iq.getChild('query', NS.discoInfo)?.getChildren('identity') ?? [];
  const fitting = identities.filter(({ attrs }) => attrs.category === category && attrs.type === type);
  return fitting.map(({ attrs }) => attrs.name ?? '');
}

export function hasIdentity(iq: Element, category: string, type: string): boolean {
  const identities = iq.getChild('query', NS.discoInfo)?.getChildren('identity') ?? [];
  return identities.some(({ attrs }) => attrs.category === category && attrs.type === type);
}

export function hasFeature(iq: Element, feature: string): boolean {
  const features = iq.getChild('query', NS.discoInfo)?.getChildren('feature') ?? [];
  return features.some(({ attrs }) => attrs.var === feature);
}

/** The fields of one of the forms with which an entity says more of itself (XEP-0128); none if it has no such form. */
export function infoForm(iq: Element, formType: string): readonly FormField[] {
  const forms = iq.getChild('query', NS.discoInfo)?.getChildren('x', NS.dataForms) ?? [];
  const found = forms
    .map(formFields)
    .find((fields) => fields.some(({ name, values }) => name === 'FORM_TYPE' && values[0] === formType));
  return found ?? [];
}

/** What we can do, and of which private nodes we want to hear (XEP-0163 §4.3.2). */
export class Capabilities {
  readonly #features: readonly string[];
  #version: Promise<string> | undefined;

  constructor(notifyNodes: readonly string[]) {
    this.#features = [...FEATURES, ...notifyNodes.map((node) => `${node}+notify`)].sort();
  }

  /** The `<c/>` of our presence. */
  async element(): Promise<Element> {
    this.#version ??= this.#hash();
    return xml('c', { xmlns: NS.caps, hash: 'sha-1', node: CAPS_NODE, ver: await this.#version });
  }

  /** The answer to a disco#info request. */
  info(request: Element): Element {
    const node = request.getChild('query', NS.discoInfo)?.attrs.node;
    return xml(
      'iq',
      { type: 'result', id: request.attrs.id, to: request.attrs.from },
      xml(
        'query',
        { xmlns: NS.discoInfo, node },
        xml('identity', IDENTITY),
        this.#features.map((feature) => xml('feature', { var: feature })),
      ),
    );
  }

  /** XEP-0115 §5.1 */
  async #hash(): Promise<string> {
    const identity = `${IDENTITY.category}/${IDENTITY.type}//${IDENTITY.name}`;
    const text = `${[identity, ...this.#features].join('<')}<`;
    const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text));
    return btoa(String.fromCharCode(...new Uint8Array(digest)));
  }
}
