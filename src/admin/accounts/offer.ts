/** What the server offers to this account, as it says itself: nothing of it is guessed from what kind of server it is. */
import { ACCOUNT_COMMANDS } from '../../xmpp/account-commands.js';
import { NS } from '../../xmpp/ns.js';
import { fieldValues } from '../../xmpp/xep0004-data-forms.js';
import {
  discoInfoGet,
  discoItemsGet,
  hasFeature,
  nodeInfoGet,
  nodeItemsGet,
  parseNodes,
} from '../../xmpp/xep0030-disco.js';
import { ADMIN_COMMANDS } from '../../xmpp/xep0133-service-administration.js';
import { INVITE_COMMANDS } from '../../xmpp/xep0401-invitations.js';
import type { Element } from '../../xmpp/element.js';
import type { IqAnswer } from '../../xmpp/iq.js';
import { done, failed, problemOfCondition, type Outcome } from '../outcome.js';
import type { AdminWire } from '../wire.js';
import { runCommand } from './run-command.js';

export interface Offer {
  readonly server: 'prosody' | 'ejabberd' | 'other';
  /** Nodes of the commands that this account may run. */
  readonly commands: ReadonlySet<string>;
  /** Nodes of commands that are there, and not for this account. */
  readonly forbidden: ReadonlySet<string>;
  /** Other nodes that the server lists, such as that of ejabberd with who is online. */
  readonly nodes: ReadonlySet<string>;
  readonly hasVcards: boolean;
  /** It remembers when people were last there (XEP-0012), and says what time it is (XEP-0202). */
  readonly tellsLastActivity: boolean;
  /** Devices stay signed in by tokens that a new password does not end (`mod_sasl2_fast` of Prosody). */
  readonly keepsTokens: boolean;
}

/** ejabberd's own list of who is online, with devices. */
export const ONLINE_NODE = 'online users';

const KNOWN: readonly string[] = [
  ...Object.values(ADMIN_COMMANDS),
  ...Object.values(ACCOUNT_COMMANDS),
  INVITE_COMMANDS.createAccount,
];
const PROSODY_MODULES = 'http://prosody.im/protocol/modules#list';

/** Asks the server what it offers. */
export async function readOffer(wire: AdminWire): Promise<Outcome<Offer>> {
  const to = wire.domain;
  const answers = await Promise.all(
    [discoInfoGet(), discoItemsGet(), nodeItemsGet(NS.commands)].map((query) => wire.get(query, { to })),
  );
  for (const answer of answers) if (isLost(answer)) return failed(problemOfCondition(answer.condition));
  const [info, items, list] = answers.map((answer) => (answer.ok ? answer.stanza : undefined));
  const commands = list ? parseNodes(list) : new Set<string>();
  const forbidden = await forbiddenOf(
    wire,
    KNOWN.filter((node) => !commands.has(node)),
  );
  const says = (feature: string): boolean => info !== undefined && hasFeature(info, feature);
  return done({
    server: serverOf(info),
    commands,
    forbidden,
    nodes: items ? parseNodes(items) : new Set(),
    hasVcards: says(NS.vcard),
    tellsLastActivity: says(NS.last) && says(NS.time),
    keepsTokens: await keepsTokens(wire, commands),
  });
}

function isLost(answer: IqAnswer | undefined): answer is IqAnswer & { readonly ok: false } {
  return answer?.ok === false && (answer.condition === 'disconnected' || answer.condition === 'timeout');
}

function serverOf(info: Element | undefined): Offer['server'] {
  const identities = info?.getChild('query', NS.discoInfo)?.getChildren('identity') ?? [];
  const name = identities.find(({ attrs }) => attrs.category === 'server')?.attrs.name?.toLowerCase() ?? '';
  return name.includes('prosody') ? 'prosody' : name.includes('ejabberd') ? 'ejabberd' : 'other';
}

/** Without any effect, a question about a command tells one that is not there from one that is not ours (XEP-0050 §2.2). */
async function forbiddenOf(wire: AdminWire, nodes: readonly string[]): Promise<ReadonlySet<string>> {
  const answers = await Promise.all(nodes.map((node) => wire.get(nodeInfoGet(node), { to: wire.domain })));
  return new Set(
    nodes.filter((_, index) => {
      const answer = answers[index];
      return answer?.ok === false && problemOfCondition(answer.condition).kind === 'forbidden';
    }),
  );
}

/** Asked only where it decides whether a new password is enough to keep somebody out. */
async function keepsTokens(wire: AdminWire, commands: ReadonlySet<string>): Promise<boolean> {
  if (commands.has(ADMIN_COMMANDS.disableUser) || !commands.has(PROSODY_MODULES)) return false;
  const modules = await runCommand(wire, { node: PROSODY_MODULES, answers: [] });
  return modules.ok && fieldValues(modules.value.form, 'modules').includes('sasl2_fast');
}
