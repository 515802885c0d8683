/** Publish-subscribe (XEP-0060 §8): what the owner of a node may do. */
import { dataForm, formFields } from './xep0004-data-forms.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

/** A node's configuration, `pubsub#` left out of the names. */
export type NodeConfig = Readonly<Record<string, string>>;

export function configGet(node: string): Element {
  return xml('pubsub', { xmlns: NS.pubsubOwner }, xml('configure', { node }));
}

export function configSet(node: string, config: NodeConfig): Element {
  return xml('pubsub', { xmlns: NS.pubsubOwner }, xml('configure', { node }, configForm(config)));
}

/** One field of a node's configuration, `pubsub#` left out of the name. */
export function configValue(iq: Element, name: string): string | undefined {
  const form = iq.getChild('pubsub', NS.pubsubOwner)?.getChild('configure')?.getChild('x', NS.dataForms);
  return form && formFields(form).find((field) => field.name === `pubsub#${name}`)?.values[0];
}

/** Takes a node away, with all that lies there (§8.4). */
export function deleteSet(node: string): Element {
  return xml('pubsub', { xmlns: NS.pubsubOwner }, xml('delete', { node }));
}

/** Asks who may do what at a node (§8.9.1). */
export function affiliationsGet(node: string): Element {
  return xml('pubsub', { xmlns: NS.pubsubOwner }, xml('affiliations', { node }));
}

/** Says what somebody may do at a node (§8.9.2). `jid`: bare. */
export function affiliationSet(node: string, jid: string, affiliation: string): Element {
  const one = xml('affiliation', { jid, affiliation });
  return xml('pubsub', { xmlns: NS.pubsubOwner }, xml('affiliations', { node }, one));
}

/** Everybody's affiliation with the node that was asked about, by bare JID. */
export function parseAffiliations(iq: Element): ReadonlyMap<string, string> {
  const list = iq.getChild('pubsub', NS.pubsubOwner)?.getChild('affiliations', NS.pubsubOwner);
  const entries = (list?.getChildren('affiliation', NS.pubsubOwner) ?? []).flatMap(({ attrs: { jid, affiliation } }) =>
    jid !== undefined && affiliation !== undefined ? [[jid, affiliation] as const] : [],
  );
  return new Map(entries);
}

/** A configuration as a form to be submitted. */
export function configForm(config: NodeConfig): Element {
  const fields = Object.entries(config).map(([name, value]) => ({ name: `pubsub#${name}`, values: [value] }));
  return dataForm('submit', NS.pubsubNodeConfig, fields);
}
