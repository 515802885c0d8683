/** Which server the organisation has (XEP-0092); where that is not told, by the name it has in service discovery. */
import { discoInfoGet, identityNames } from '../xmpp/xep0030-disco.js';
import { parseVersion, versionGet } from '../xmpp/xep0092-version.js';
import type { AdminWire } from './wire.js';

export interface ServerSoftware {
  readonly kind: 'prosody' | 'ejabberd' | 'other';
  /** As the server writes it; empty where it does not tell. */
  readonly name: string;
  readonly version: string;
}

/** Asks the server; undefined if it does not answer. */
export async function askSoftware({ wire }: { readonly wire: AdminWire }): Promise<ServerSoftware | undefined> {
  const to = wire.domain;
  const [version, info] = await Promise.all([wire.get(versionGet(), { to }), wire.get(discoInfoGet(), { to })]);
  if (!version.ok && !info.ok) return undefined;
  const told = version.ok ? parseVersion(version.stanza) : { name: '', version: '' };
  const names = [told.name, ...(info.ok ? identityNames(info.stanza, 'server', 'im') : [])];
  return { kind: kindOf(names), name: names.find((name) => name !== '') ?? '', version: told.version };
}

function kindOf(names: readonly string[]): ServerSoftware['kind'] {
  const isNamed = (word: string): boolean => names.some((name) => name.toLowerCase().includes(word));
  if (isNamed('prosody')) return 'prosody';
  return isNamed('ejabberd') ? 'ejabberd' : 'other';
}
