/**
 * The company's browser policy (`storage.managed`), as `public/extension/managed-schema.json` describes
 * it. A handling is pinned only together with its domains; what cannot be read pins *prompt*, so
 * that a mistyped policy never accepts anybody.
 */
import { parseDomain } from '../core/jid.js';
import { isListableDomain } from '../core/policy/domains.js';
import type { ManagedPolicy } from '../core/policy/handling.js';
import { ADD_BACK, HANDLINGS } from '../core/policy/schema.js';
import type { ManagedPreset } from '../session/platform.js';
import { serviceUrl } from '../xmpp/service-url.js';

export function parseManagedPreset(values: Readonly<Record<string, unknown>>): ManagedPreset {
  const domain = typeof values.domain === 'string' ? parseDomain(values.domain) : undefined;
  const service = typeof values.service === 'string' ? serviceUrl(values.service) : undefined;
  return { domain, service, policy: values.handling === undefined ? undefined : pinned(values) };
}

function pinned({ handling, domains, addBack }: Readonly<Record<string, unknown>>): ManagedPolicy {
  const known = HANDLINGS.find((candidate) => candidate === handling);
  const listed = Array.isArray(domains) ? domains.map((domain) => canonical(domain)) : undefined;
  if (!known || !listed?.every((domain) => domain !== undefined)) {
    return { handling: 'prompt', domains: [], addBack: 'never' };
  }
  return {
    handling: known,
    domains: listed,
    addBack: ADD_BACK.find((candidate) => candidate === addBack) ?? 'listed',
  };
}

function canonical(domain: unknown): string | undefined {
  const parsed = typeof domain === 'string' ? parseDomain(domain) : undefined;
  return parsed && isListableDomain(parsed) ? parsed : undefined;
}
