/**
 * Invitations to make an account (XEP-0401 §3): asked for by an ad-hoc command, answered with a link.
 *
 * Quirks: `mod_invites_adhoc` of Prosody 0.12.3 answers in the first step, so that nobody can tell it a name for the
 * account. ejabberd 23.01 has no invitations; 26.01 and later have them in `mod_invites`.
 */
import { parseJid } from '../core/jid.js';
import { NS } from './ns.js';
import { fieldValues } from './xep0004-data-forms.js';
import type { AdminCommand } from './xep0133-service-administration.js';
import type { Element } from './element.js';

export const INVITE_COMMANDS = {
  /** An invitation to make an account, for administrators. */
  createAccount: `${NS.invite}#create-account`,
  /** An invitation to be the contact of the one who invites; what else it is good for is up to the server. */
  invite: `${NS.invite}#invite`,
} as const;

export interface InvitationLink {
  readonly uri: string;
  readonly page: string | undefined;
  /** Milliseconds since 1970. */
  readonly expires: number | undefined;
  /** The name that the account will have; undefined if the invited one chooses it. */
  readonly username: string | undefined;
}

/** `username`: the name that the account is to have; the invited person chooses it if left out. */
export function createAccountInvitation(username: string | undefined): AdminCommand {
  return {
    node: INVITE_COMMANDS.createAccount,
    answers: [
      ...(username === undefined ? [] : [{ names: ['username'], values: [username], isOptional: true }]),
      { names: ['roster-subscription'], values: ['0'], isOptional: true },
    ],
  };
}

/** Reads the answer; undefined if it holds no link. */
export function readInvitation(form: Element | undefined): InvitationLink | undefined {
  const [uri = ''] = fieldValues(form, 'uri');
  const address = /^xmpp:([^?]+)\?/.exec(uri)?.[1];
  if (address === undefined) return undefined;
  const local = parseJid(decoded(address))?.local ?? '';
  const [page = ''] = fieldValues(form, 'landing-url');
  const [expires = ''] = fieldValues(form, 'expire');
  return {
    uri,
    page: /^https?:\/\//.test(page) && URL.canParse(page) ? page : undefined,
    expires: Date.parse(expires) || undefined,
    username: local === '' ? undefined : local,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
