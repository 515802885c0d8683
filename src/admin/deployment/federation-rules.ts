/**
 * Whom ejabberd 23.01 federates with, as the policy has it: a file of its own that ejabberd.yml includes, so that a change replaces
 * this one file and nothing that an administrator has added elsewhere. Prosody needs none: its module follows the policy.
 *
 * ejabberd cannot tell people apart here. Where groups have another mode than everyone, a domain passes if it passes for anybody,
 * so that the server stops nothing that the policy lets pass; our client alone holds people to what is stricter. That is the most
 * open mode of all, for each lets pass what a stricter one does.
 */
import { isListableDomain } from '../../core/policy/domains.js';
import { FEDERATION_MODES, type FederationMode, type PolicyGroup } from '../../core/policy/schema.js';
import type { ListedDomain } from '../../xmpp/policy-form.js';
import { groupPeople } from './group-people.js';
import { yaml, yamlList } from './quoting.js';

export interface FederationRulesInput {
  /** The organisation's own, which its people sign in to. */
  readonly domain: string;
  /** Those under Domain(s): they are the organisation, and pass in every mode. */
  readonly listedDomains: readonly ListedDomain[];
  /** `open`: every domain but the refused ones; `listed`: the trusted ones that are not refused; `closed`: none but the organisation's. */
  readonly federation: FederationMode;
  readonly trusted: readonly ListedDomain[];
  readonly refused: readonly ListedDomain[];
  /** People for whom something is different. */
  readonly groups?: readonly PolicyGroup[];
}

/** The name that this file is to have, beside ejabberd.yml. */
export const FEDERATION_RULES_FILE = 'im-contact-requests-federation.yml';
/** What makes a new one count, without a restart: connections that are there were let in by the old one. */
export const APPLY_FEDERATION_RULES = 'ejabberdctl reload_config && ejabberdctl stop_s2s_connections';

/** A file for ejabberd's `include_config_file`. */
export function federationRules(input: FederationRulesInput): string {
  const { domain, refused } = input;
  const modes = modesOf(input);
  // The schema has them from the most open one on.
  const federation = FEDERATION_MODES.find((mode) => modes.has(mode)) ?? input.federation;
  const trusted = input.trusted.filter(({ ascii }) => !refused.some((other) => other.ascii === ascii));
  const named = formsOf({ open: refused, listed: trusted, closed: [] }[federation]);
  // With a dot at its end a name is another one for ejabberd, and leads to the same server.
  const servers = federation === 'open' ? named.flatMap((name) => [name, `${name}.`]) : named;
  // Whatever is in the list, the organisation passes first, as it does by the policy.
  const last = federation === 'open' ? ['{deny: im_refused}', '{allow: all}'] : ['{allow: im_trusted}', '{deny: all}'];
  return [
    '# Whom this server federates with, by the policy of im-contact-requests. Written anew with each change of it.',
    `# Save this as ${FEDERATION_RULES_FILE} beside ejabberd.yml, and have it included there, beside im-contact-requests.yml.`,
    '# For this file to count, without a restart; connections with other servers are made anew:',
    `#   ${APPLY_FEDERATION_RULES}`,
    ...(modes.size > 1
      ? [
          '# By the policy, more passes for some people than for others. ejabberd cannot tell them apart: here is what passes for',
          '# anybody. Only im-contact-requests holds those to less who may do less; other clients of theirs are not stopped.',
        ]
      : []),
    'host_config:',
    `  ${yaml(domain)}:`,
    '    s2s_access: im_federation # in both directions, also for the services of this domain',
    'append_host_config:',
    `  ${yaml(domain)}:`,
    '    acl:',
    `      im_organisation: {server: ${yamlList([...new Set([domain, ...formsOf(input.listedDomains)])])}}`,
    `      im_below: {server_glob: ${yaml(`*.${domain}`)}} # services of this domain that are elsewhere`,
    `      ${federation === 'open' ? 'im_refused' : 'im_trusted'}: {server: ${yamlList(servers)}}`,
    '    access_rules:',
    `      im_federation: [{allow: im_organisation}, {allow: im_below}, ${last.join(', ')}]`,
    '',
  ].join('\n');
}

/** Everyone's mode, and those of the people of groups. */
function modesOf({ domain, federation, groups = [] }: FederationRulesInput): ReadonlySet<FederationMode> {
  const ofGroups = [...groupPeople(groups, domain).values()].map((group) => group.federation ?? federation);
  return new Set([federation, ...ofGroups]);
}

/** Both, for ejabberd compares names as they came. What is no domain is listed in vain. */
function formsOf(domains: readonly ListedDomain[]): readonly string[] {
  return [...new Set(domains.flatMap(({ ascii, unicode }) => [ascii, unicode]))].filter(isListableDomain);
}
