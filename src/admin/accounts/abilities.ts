/** What an administrator can do, by what the server offers; and for what it does not, what would add it. */
import { ACCOUNT_COMMANDS } from '../../xmpp/account-commands.js';
import { ADMIN_COMMANDS } from '../../xmpp/xep0133-service-administration.js';
import { INVITE_COMMANDS } from '../../xmpp/xep0401-invitations.js';
import { ABILITIES, type Abilities, type Ability, type Inability } from './account.js';
import { ONLINE_NODE, type Offer } from './offer.js';

/** The commands that do it: any of these, each of which may take several. */
const COMMANDS: Readonly<Record<Ability, readonly (readonly string[])[]>> = {
  list: [[ACCOUNT_COMMANDS.list], [ADMIN_COMMANDS.registeredList]],
  add: [[ADMIN_COMMANDS.addUser]],
  'read-profile': [[ACCOUNT_COMMANDS.profile]],
  'edit-profile': [[ACCOUNT_COMMANDS.setProfile]],
  disable: [[ADMIN_COMMANDS.disableUser], [ADMIN_COMMANDS.changePassword, ADMIN_COMMANDS.endUserSession]],
  enable: [[ADMIN_COMMANDS.reenableUser]],
  'set-password': [[ADMIN_COMMANDS.changePassword]],
  'end-sessions': [[ADMIN_COMMANDS.endUserSession]],
  delete: [[ADMIN_COMMANDS.deleteUser]],
  invite: [[INVITE_COMMANDS.createAccount]],
  online: [[ADMIN_COMMANDS.onlineList]],
  'last-activity': [[ADMIN_COMMANDS.lastLogin]],
  statistics: [[ADMIN_COMMANDS.registeredCount], [ADMIN_COMMANDS.onlineList], [ACCOUNT_COMMANDS.list]],
};

const KIT = 'Add the module account_commands of the server kit to Prosody.';
const ADHOC = 'Add "admin_adhoc" to modules_enabled of Prosody.';
const CONFIGURE = 'Add mod_adhoc and mod_configure to the modules of ejabberd.';
const NEW_PASSWORD = 'An account that was deactivated here comes back when you give it a new password.';

const NEEDS: Readonly<Record<Exclude<Offer['server'], 'other'>, Readonly<Record<Ability, string>>>> = {
  prosody: {
    list: KIT,
    add: ADHOC,
    'read-profile': 'Add "vcard_legacy" or "vcard" to modules_enabled of Prosody.',
    'edit-profile': KIT,
    disable: ADHOC,
    enable: `${NEW_PASSWORD} To bring it back with the old one: ${lowerFirst(KIT)}`,
    'set-password': ADHOC,
    'end-sessions': ADHOC,
    delete: ADHOC,
    invite: 'Add "invites_adhoc" and "invites_register" to modules_enabled of Prosody.',
    online: ADHOC,
    'last-activity': 'Prosody tells the contacts of a person only, and has no command for it.',
    statistics: ADHOC,
  },
  ejabberd: {
    list: CONFIGURE,
    add: CONFIGURE,
    'read-profile': 'Add mod_vcard to the modules of ejabberd.',
    'edit-profile':
      'On ejabberd people alone write their profiles. A new account gets its profile when you add it with a password.',
    disable: CONFIGURE,
    enable: `${NEW_PASSWORD} ejabberd has no command that brings back the old one.`,
    'set-password': CONFIGURE,
    'end-sessions': CONFIGURE,
    delete: CONFIGURE,
    invite: 'ejabberd has invitations from version 26.01 on: add mod_invites to its modules there.',
    online: CONFIGURE,
    'last-activity': 'Add mod_last and mod_time, and mod_adhoc and mod_configure, to the modules of ejabberd.',
    statistics: CONFIGURE,
  },
};

/** Devices that stay signed in by a token are not kept out by a new password. */
const TOKENS = `Devices may stay signed in without a password here (sasl2_fast). ${KIT}`;

/** What this account can do on a server with this offer. */
export function abilitiesOf(offer: Offer): Abilities {
  const verdicts = ABILITIES.map((ability) => [ability, verdict(ability, offer)] as const);
  return Object.fromEntries(verdicts) as Record<Ability, true | Inability>;
}

function verdict(ability: Ability, offer: Offer): true | Inability {
  const ways = COMMANDS[ability];
  const isThere = ways.some((way) => way.every((node) => offer.commands.has(node))) || otherWay(ability, offer);
  if (isThere && ability === 'disable' && offer.keepsTokens) return { why: 'not-offered', needs: TOKENS };
  if (isThere && (ability !== 'last-activity' || offer.tellsLastActivity)) return true;
  const isForbidden = ways.some((way) => way.every((node) => offer.forbidden.has(node) || offer.commands.has(node)));
  if (isForbidden && !isThere) return { why: 'forbidden' };
  return { why: 'not-offered', needs: offer.server === 'other' ? standard(ways) : NEEDS[offer.server][ability] };
}

function otherWay(ability: Ability, offer: Offer): boolean {
  if (ability === 'read-profile') return offer.hasVcards;
  return ability === 'online' && offer.nodes.has(ONLINE_NODE);
}

/** For a server that we know nothing of. */
function standard(ways: readonly (readonly string[])[]): string {
  const nodes = (ways.at(-1) ?? []).join(' and ');
  return `The server needs to offer the ad-hoc command ${nodes}.`;
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
