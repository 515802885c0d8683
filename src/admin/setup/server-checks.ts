/** Checks of what people's clients and this console make use of. */
import { hasFeature, hasIdentity } from '../../xmpp/xep0030-disco.js';
import type { Element } from '../../xmpp/element.js';
import { NS } from '../../xmpp/ns.js';
import type { Check } from './checks.js';
import type { Facts } from './facts.js';
import type { Mend, ServerLines } from './lines.js';

type Verdict = Omit<Check, 'id' | 'title'>;
type Judge = (facts: Facts, lines: ServerLines) => Promise<Verdict>;

const KIT = 'urn:im-contact-requests:kit:';
const ADMIN = 'http://jabber.org/protocol/admin#';
/** Not the one that people invite each other by. */
const INVITE = 'urn:xmpp:invite#create-account';

/** Of what is either there or not: `undefined` if nobody answered. */
function whether(
  isThere: boolean | undefined,
  texts: readonly [yes: string, no: string],
  why: string,
  mend: Mend,
): Verdict {
  const [yes, no] = texts;
  if (isThere === undefined) return { state: 'unknown', says: 'The server has not answered.', why, mend };
  return isThere ? { state: 'ok', says: yes, why } : { state: 'warn', says: no, why, mend };
}

function oneHas(infos: readonly (Element | undefined)[], feature: string): boolean | undefined {
  if (infos.some((info) => info && hasFeature(info, feature))) return true;
  return infos.every((info) => info === undefined) ? undefined : false;
}

export const server: Judge = async (facts, lines) => {
  const why = 'The lines that this page shows are those of your server.';
  const software = await facts.software;
  if (!software) return { state: 'unknown', says: 'The server has not answered.', why };
  const { kind, name, version } = software;
  if (kind === 'other') {
    const says = name
      ? `${name}: this console is tested with Prosody and ejabberd only.`
      : 'It does not say what it is.';
    return { state: 'unknown', says, why };
  }
  if (version) return { state: 'ok', says: `${name} ${version}`, why };
  return { state: 'ok', says: `${name}. It does not tell its version.`, why, mend: lines.version };
};

export const commands: Judge = async (facts, lines) => {
  const found = await facts.commands;
  const isThere = found && ['add-user', 'delete-user'].every((command) => found.has(`${ADMIN}${command}`));
  return whether(
    isThere,
    ['This account may add and delete accounts.', 'The server offers this account no commands for accounts.'],
    'Users are added, changed and deleted by ad-hoc commands (XEP-0133). The policy works without.',
    lines.commands,
  );
};

export const accountList: Judge = async (facts, lines) => {
  const [found, info] = await Promise.all([facts.commands, facts.domainInfo]);
  const lists = found?.has(`${ADMIN}get-registered-users-list`) === true;
  const hasKit = info !== undefined && hasFeature(info, `${KIT}account_commands`);
  return whether(
    found && (lists || hasKit),
    ['The server lists its accounts.', 'The server does not list its accounts, and cannot disable any.'],
    'Without the list you can manage accounts only if you know their names.',
    lines.accountCommands,
  );
};

export const invitations: Judge = async (facts, lines) => {
  const found = await facts.commands;
  return whether(
    found?.has(INVITE),
    ['You can invite people by a link.', 'The server gives out no invitations.'],
    'People who are invited choose their own password (XEP-0401).',
    lines.invitations,
  );
};

export const directory: Judge = async (facts, lines) => {
  const found = await facts.directory;
  return whether(
    found === undefined ? undefined : found !== null,
    [`People find each other by ${found}.`, 'There is no directory in which people find each other.'],
    'It is searched when people add somebody by name (XEP-0055).',
    lines.directory,
  );
};

export const archive: Judge = async (facts, lines) =>
  whether(
    oneHas(await Promise.all([facts.accountInfo, facts.domainInfo]), NS.archive),
    ['Messages are kept for all devices of a person.', 'Messages are not kept.'],
    'A device that was off gets what was said meanwhile (XEP-0313).',
    lines.archive,
  );

export const blocking: Judge = async (facts, lines) =>
  whether(
    oneHas(await Promise.all([facts.domainInfo, facts.accountInfo]), NS.blocking),
    ['People can block others.', 'People cannot block anybody.'],
    'Somebody who is blocked cannot ask again (XEP-0191).',
    lines.blocking,
  );

export const pep: Judge = async (facts, lines) => {
  const info = await facts.accountInfo;
  const verdict = whether(
    info && hasIdentity(info, 'pubsub', 'pep'),
    ['People have a private place for their choices.', 'People have no private place for their choices.'],
    'What a person has chosen and decided is kept there, for all their devices (XEP-0163).',
    lines.pep,
  );
  return verdict.state === 'warn' ? { ...verdict, state: 'missing' } : verdict;
};

export const streamManagement: Judge = async ({ streamFeatures }, lines) =>
  whether(
    streamFeatures?.has(NS.streamManagement),
    ['A connection that breaks is resumed.', 'A connection that breaks is lost.'],
    'Without it, a short break costs a new sign-in, and what was under way (XEP-0198).',
    lines.streamManagement,
  );

export const hostMeta = async (
  facts: Pick<Facts, 'domain' | 'hostMeta'>,
  lines: Pick<ServerLines, 'hostMeta'>,
): Promise<Verdict> => {
  const { services, status } = await facts.hostMeta;
  const url = `https://${facts.domain}/.well-known/host-meta.json`;
  const why = 'Without it, people have to enter the address of the server when they sign in (XEP-0156).';
  if (services.length > 0) return { state: 'ok', says: `${url} leads to ${services.join(', ')}.`, why };
  const says =
    status === undefined
      ? `${url} cannot be read from here: it is not there, names no wss:// address, or lacks "Access-Control-Allow-Origin: *".`
      : `${url} is not there: the web server answers ${status}.`;
  return { state: 'warn', says, why, mend: lines.hostMeta };
};

export const manyRequests: Judge = async (facts, lines) => {
  const [software, info] = await Promise.all([facts.software, facts.domainInfo]);
  const why = 'With its usual settings a server takes minutes where a thousand requests are answered at once.';
  const mend = lines.manyRequests;
  if (software?.kind === 'prosody' && info) {
    return whether(
      hasFeature(info, `${KIT}roster_journal`),
      ['The storage of contact lists carries many requests.', 'Each answer writes the whole list of requests again.'],
      why,
      mend,
    );
  }
  return { state: 'unknown', says: 'The server does not tell. Look for these lines in its configuration.', why, mend };
};
