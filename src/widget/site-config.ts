/**
 * What a site says about itself in attributes. A mistake gets an error that says what to write; the
 * host makes sure of the rest, for nobody can tell it more than it checks.
 */

export interface SiteAttributes {
  readonly domain: string;
  readonly jid: string;
  readonly service: string;
  readonly hasCredentials: boolean;
}

export interface SiteConfig {
  readonly domain: string;
  readonly jid: string | null;
  readonly service: string | null;
}

/** The attributes, or what is wrong with them. */
export type ParsedConfig = SiteConfig | { readonly error: string };

const DOMAIN = /^[^\s@/]+$/;
const JID = /^[^\s@/]+@[^\s@/]+$/;
const SERVICE = /^wss?:\/\/[^\s]+$/;

/** Reads the attributes of the element `tag`. */
export function parseSiteConfig(tag: string, { domain, jid, service, hasCredentials }: SiteAttributes): ParsedConfig {
  const own = domain || jid.slice(jid.indexOf('@') + 1);
  const error = [
    !own && 'the attribute "domain" is missing: write domain="example.com", with your organization’s domain.',
    own && !DOMAIN.test(own) && `domain="${own}" is not a domain name, such as example.com.`,
    jid && !JID.test(jid) && `jid="${jid}" is not an address, such as name@example.com.`,
    jid && !jid.toLowerCase().endsWith(`@${own.toLowerCase()}`) && `jid="${jid}" is not of domain="${own}".`,
    hasCredentials && !jid && 'the attribute "jid" is missing: with credentials, write jid="name@example.com".',
    service && !SERVICE.test(service) && `service="${service}" is not a wss:// address.`,
  ].find(Boolean);
  return error ? { error: `<${tag}>: ${error}` } : { domain: own, jid: jid || null, service: service || null };
}
