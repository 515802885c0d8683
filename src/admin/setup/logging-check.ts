/** Who sees to it that messages are kept as the policy says: asked of the server as far as it can be, and never guessed. */
import type { BareJid } from '../../core/jid.js';
import { loggingOf } from '../../core/policy/logging.js';
import type { Logging, LoggingMode } from '../../core/policy/schema.js';
import { xml, type Element } from '../../xmpp/element.js';
import { NS } from '../../xmpp/ns.js';
import { discoInfoGet, hasFeature } from '../../xmpp/xep0030-disco.js';
import type { AdminWire } from '../wire.js';
import type { Check } from './checks.js';
import { askEnforcement, type ServerEnforcement } from './federation-check.js';

/** What the server kit's module for Prosody announces on the domain while it goes by a policy that it has read. */
export const LOGGING_FEATURE = 'urn:im-contact-requests:kit:logging_policy';
/** The same, where nothing else removes messages earlier than the policy does. */
export const LOGGING_DAYS_FEATURE = 'urn:im-contact-requests:kit:logging_policy:days';

/** Defaults of archive preferences (XEP-0441 §2). */
const DEFAULTS = ['always', 'roster', 'never'] as const;
export type ArchiveDefault = (typeof DEFAULTS)[number];

/** What was found out; undefined where the server did not say. */
export interface LoggingEnforcement {
  readonly server: ServerEnforcement;
  readonly hasArchive: boolean | undefined;
  /** Nothing else removes messages before their time. */
  readonly hasDays: boolean;
  /** What it says that it keeps for this account. */
  readonly ownDefault: ArchiveDefault | undefined;
}

export async function askLogging(wire: AdminWire): Promise<LoggingEnforcement> {
  const ask = async (payload: Element, to?: string): Promise<Element | undefined> => {
    const answer = await wire.get(payload, to === undefined ? {} : { to });
    return answer.ok ? answer.stanza : undefined;
  };
  const [server, ofDomain, ofAccount, preferences] = await Promise.all([
    askEnforcement(wire, LOGGING_FEATURE),
    ask(discoInfoGet(), wire.domain),
    ask(discoInfoGet(), wire.account),
    ask(xml('prefs', { xmlns: NS.archive })),
  ]);
  const infos = [ofAccount, ofDomain].filter((info) => info !== undefined);
  const said = preferences?.getChild('prefs', NS.archive)?.attrs.default;
  return {
    server,
    hasArchive: infos.length > 0 ? infos.some((info) => hasFeature(info, NS.archive)) : undefined,
    hasDays: ofDomain !== undefined && hasFeature(ofDomain, LOGGING_DAYS_FEATURE),
    ownDefault: DEFAULTS.find((one) => one === said),
  };
}

/** In words, for the client and the server; `logging` is what is published, `account` who looks at it. */
export function loggingChecks(found: LoggingEnforcement, logging: Logging, account: BareJid): readonly Check[] {
  const archive: Check = { id: 'server', title: 'Your server', ...archiveWords(found, logging) };
  const own = ownWords(found, loggingOf(logging, account));
  return [
    { id: 'client', title: 'Our client', ...clientWords(logging) },
    archive,
    ...(archive.state === 'missing' || logging.mode === 'unset'
      ? []
      : [{ id: 'days', title: 'For how long', ...daysWords(found) }]),
    ...(own ? [{ id: 'own', title: 'Your own account', ...own }] : []),
  ];
}

/** What there is to do under Deployment; empty if there is nothing. */
export function loggingTodo({ server, hasArchive, hasDays }: LoggingEnforcement): string {
  if (server === 'rules') return 'Apply the generated settings';
  if (hasArchive === false || server === 'no-module' || (server === 'module' && !hasDays)) {
    return 'Get the lines that add it';
  }
  return '';
}

type Words = Pick<Check, 'state' | 'says'>;

function clientWords(logging: Logging): Words {
  return {
    state: 'ok',
    says: saysNothing(logging)
      ? 'im-contact-requests leaves it to the server, and changes no preferences.'
      : 'im-contact-requests sets each person’s archive preferences when they sign in, marks messages that must not be kept, and tells both sides where a conversation is kept.',
  };
}

function saysNothing({ mode, always, never }: Logging): boolean {
  return mode === 'unset' && always.length + never.length === 0;
}

function archiveWords({ server, hasArchive }: LoggingEnforcement, logging: Logging): Words {
  if (hasArchive === false) {
    return { state: 'missing', says: 'It keeps no archive at all, so nothing is kept, whatever is chosen here.' };
  }
  if (server === 'module' && saysNothing(logging)) {
    return {
      state: 'ok',
      says: 'It goes by its own settings, and by what people choose in their clients. What you save here reaches it by itself, and it enforces that for every client.',
    };
  }
  return SERVER[server];
}

const SERVER: Readonly<Record<ServerEnforcement, Words>> = {
  module: {
    state: 'ok',
    says: 'Your server enforces it, for every client, whatever preferences that sets. What you save here reaches it by itself.',
  },
  rules: {
    state: 'unknown',
    says: 'ejabberd goes by the generated settings where they are applied: apply them anew after each change here. With them, only people for whom it is otherwise than for everyone (the two lists, policy groups) may set archive preferences, and their own client does that: ejabberd has no setting for one person. Another client of theirs may choose something else, preferences from before stay, and whoever marks a message as not to be stored keeps it out.',
  },
  'no-module': {
    state: 'warn',
    says: 'Prosody does not enforce it: the module “logging_policy” of the server kit is not there, or cannot read the policy. Until it does, only our client holds people to this.',
  },
  other: {
    state: 'warn',
    says: 'Nothing says that your server enforces it, and there are settings for Prosody and ejabberd only. Only our client holds people to this.',
  },
  unknown: { state: 'unknown', says: 'The server has not answered, so it is not known whether it enforces this.' },
};

function daysWords({ server, hasDays }: LoggingEnforcement): Words {
  switch (server) {
    case 'module':
      return hasDays
        ? { state: 'ok', says: 'Your server removes what is older once a day, and nothing before its time.' }
        : {
            state: 'warn',
            says: 'Prosody removes messages earlier than this says: by its option “archive_expires_after” (a week unless it is set), or by “storage_archive_item_limit” (10,000 messages for each person in files).',
          };
    case 'rules':
      return {
        state: 'unknown',
        says: 'ejabberd removes nothing by itself. The generated command does, where it is run every day; whether it is cannot be asked.',
      };
    case 'no-module':
    case 'other':
      return { state: 'warn', says: 'Nothing on the server goes by it.' };
    case 'unknown':
      return { state: 'unknown', says: 'The server has not answered.' };
  }
}

const WANTED: Readonly<Record<Exclude<LoggingMode, 'unset'>, ArchiveDefault>> = {
  everyone: 'always',
  contacts: 'roster',
  nobody: 'never',
};
const KEEPS: Readonly<Record<ArchiveDefault, string>> = {
  always: 'everything',
  roster: 'what passes between you and your contacts',
  never: 'nothing',
};

/** What the server says for who is signed in, beside what the policy says for them. */
function ownWords({ ownDefault }: LoggingEnforcement, mode: LoggingMode): Words | undefined {
  if (!ownDefault || mode === 'unset') return undefined;
  const wanted = WANTED[mode];
  return ownDefault === wanted
    ? { state: 'ok', says: `Asked just now, the server says that it keeps ${KEEPS[ownDefault]}, as the policy does.` }
    : {
        state: 'warn',
        says: `Asked just now, the server says that it keeps ${KEEPS[ownDefault]}. By the policy it is ${KEEPS[wanted]}: the server’s settings are not applied, or a client has set your preferences.`,
      };
}
