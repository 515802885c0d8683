/** Finding the WebSocket service of a domain (XEP-0156): host-meta as JSON, else as XML. */
import type { Domain } from '../core/jid.js';
import { parseFrame } from './frame-parser.js';
import { serviceUrl } from './service-url.js';

const RELATION = 'urn:xmpp:alt-connections:websocket';
const LONGEST_DOCUMENT = 64 * 1024;

export type FetchText = (url: string, signal: AbortSignal) => Promise<string>;

/** The services that a domain names, secure ones only, in its order. Empty if it names none. */
export async function findServices(domain: Domain, fetchText: FetchText, signal: AbortSignal): Promise<string[]> {
  const base = `https://${domain}/.well-known/host-meta`;
  const json = await read(`${base}.json`, fetchText, signal);
  const found = json === undefined ? [] : linksInJson(json);
  if (found.length > 0) return found;
  const xml = await read(base, fetchText, signal);
  return xml === undefined ? [] : linksInXml(xml);
}

async function read(url: string, fetchText: FetchText, signal: AbortSignal): Promise<string | undefined> {
  try {
    const text = await fetchText(url, signal);
    return text.length <= LONGEST_DOCUMENT ? text : undefined;
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined; // not there, not reachable, or not for us to read: the domain names nothing
  }
}

function linksInJson(text: string): string[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return []; // not JSON
  }
  const links = isRecord(document) && Array.isArray(document.links) ? document.links : [];
  return links.flatMap((link: unknown) => (isRecord(link) && link.rel === RELATION ? usable(link.href) : []));
}

function linksInXml(text: string): string[] {
  const element = parseFrame(text.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '').replace(/<!--[\s\S]*?-->/g, ''));
  if (!element.ok) return [];
  return element.element.getChildren('Link').flatMap(({ attrs }) => (attrs.rel === RELATION ? usable(attrs.href) : []));
}

function usable(href: unknown): string[] {
  const url = typeof href === 'string' ? serviceUrl(href) : undefined;
  return url ? [url] : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
