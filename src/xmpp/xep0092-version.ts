/** The software of a server (XEP-0092). */
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

export function versionGet(): Element {
  return xml('query', { xmlns: NS.version });
}

/** What the answer says; empty where it says nothing. */
export function parseVersion(iq: Element): { readonly name: string; readonly version: string } {
  const query = iq.getChild('query', NS.version);
  return { name: query?.getChildText('name') ?? '', version: query?.getChildText('version') ?? '' };
}
