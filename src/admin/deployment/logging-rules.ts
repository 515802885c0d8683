/**
 * What ejabberd 23.01 keeps of messages, as far as it can go by the policy: a file of its own that ejabberd.yml includes, so that a
 * change replaces this one file and nothing that an administrator has added elsewhere. Prosody needs none: its module
 * follows the policy.
 *
 * | ejabberd has | and not |
 * |---|---|
 * | what it keeps of everybody who has set no preferences | the same for one person, or for who has set some before |
 * | who may set preferences: nobody but the people of the two lists, and of groups for whom it is otherwise than for everyone: their client sets theirs | which ones they set |
 * | a command that removes what is older | that by itself |
 */
import type { LoggingMode, PolicyGroup } from '../../core/policy/schema.js';
import { groupPeople, isAccountOf } from './group-people.js';
import { yaml, yamlList } from './quoting.js';

export interface LoggingRulesInput {
  /** The organisation's own, which its people sign in to. */
  readonly domain: string;
  readonly logging: LoggingMode;
  /** For how many days messages are kept; 0: for good. */
  readonly loggingDays: number;
  /** Bare JIDs. */
  readonly loggingAlways: readonly string[];
  readonly loggingNever: readonly string[];
  /** People for whom something is different. */
  readonly groups?: readonly PolicyGroup[];
}

/** The name that this file is to have, beside ejabberd.yml. */
export const LOGGING_RULES_FILE = 'im-contact-requests-logging.yml';
/** What makes a new one count, without a restart. */
export const APPLY_LOGGING_RULES = 'ejabberdctl reload_config';

const DEFAULTS: Readonly<Record<Exclude<LoggingMode, 'unset'>, string>> = {
  everyone: 'always',
  contacts: 'roster',
  nobody: 'never',
};

/** A file for ejabberd's `include_config_file`. */
export function loggingRules(input: LoggingRulesInput): string {
  const { domain, logging } = input;
  const excepted = exceptedBy(input);
  const isSet = logging !== 'unset';
  const command = removeOldMessages(input);
  const access = excepted.length > 0 ? 'im_logging_preferences' : 'none';
  return [
    '# What this server keeps of messages, by the policy of im-contact-requests. Written anew with each change of it.',
    `# Save this as ${LOGGING_RULES_FILE} beside ejabberd.yml, and have it included there, beside im-contact-requests.yml.`,
    '# For this file to count, without a restart:',
    `#   ${APPLY_LOGGING_RULES}`,
    ...(command ? ['# For what is too old to be removed, once a day, by cron for example:', `#   ${command}`] : []),
    'append_host_config:',
    `  ${yaml(domain)}:`,
    '    modules:',
    '      mod_mam: # its db_type is your default_db, unless you add it here; with Mnesia it ends at 2 GB',
    ...(isSet
      ? [
          `        default: ${DEFAULTS[logging]}`,
          `        access_preferences: ${access} # who may set preferences of their own`,
        ]
      : ['        default: always # the policy leaves it to this server: always, roster or never']),
    ...(isSet && excepted.length > 0
      ? [
          '    acl:',
          '      # Whom the policy excepts: their client sets it, for ejabberd has no setting for one person.',
          `      im_logging_excepted: {user: ${yamlList(excepted)}}`,
          '    access_rules:',
          '      im_logging_preferences: {allow: im_logging_excepted}',
        ]
      : []),
    '',
  ].join('\n');
}

/** The command that removes what is too old; empty where messages are kept for good, or as the server has it. */
export function removeOldMessages({ domain, logging, loggingDays }: LoggingRulesInput): string {
  // By the thousand, and ten thousand a minute at most, so that nobody waits. Without _batch it is for all hosts, and fails
  // where one of them has no archive.
  return logging === 'unset' || loggingDays === 0
    ? ''
    : `ejabberdctl delete_old_mam_messages_batch ${shellWord(domain)} chat ${loggingDays} 1000 10000`;
}

/** No domain has a quote in it. */
function shellWord(domain: string): string {
  return /^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) ? domain : `'${domain}'`;
}

/** Accounts of this server alone. */
function exceptedBy({
  domain,
  logging,
  loggingAlways,
  loggingNever,
  groups = [],
}: LoggingRulesInput): readonly string[] {
  const ofGroups = [...groupPeople(groups, domain)].filter(([, group]) => (group.logging ?? logging) !== logging);
  const ofLists = [...loggingAlways, ...loggingNever].filter((jid) => isAccountOf(domain, jid));
  return [...new Set([...ofLists, ...ofGroups.map(([jid]) => jid)])];
}
