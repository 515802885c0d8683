/**
 * What an ended stream means for its person: what to tell them, whether trying again may help, and
 * whether what is kept to sign in with is of no more use.
 */
import { domainOf, type BareJid } from '../core/jid.js';
import type { LinkProblem } from '../core/link.js';
import { ScramFault } from '../xmpp/scram.js';
import type { StreamEnd } from '../xmpp/stream-end.js';
import { NoCredential, NoMechanism, type SignIn } from './sign-in.js';

export interface Diagnosis {
  readonly problem: LinkProblem;
  readonly retry: boolean;
  readonly expired: boolean;
}

type Asker = Pick<SignIn, 'isNew' | 'usesBearer' | 'canRepeat'> & {
  readonly record: { readonly service: string | null; readonly jid: BareJid };
};

export function problemOf(end: StreamEnd | LinkProblem, signIn: Asker): Diagnosis {
  if ('kind' in end) return passing(end);
  switch (end.why) {
    case 'unreachable':
      return passing({ kind: 'unreachable', service: signIn.record.service ?? domainOf(signIn.record.jid) });
    case 'timeout':
    case 'lost':
    case 'closed':
      return passing({ kind: 'timeout' });
    case 'no-mechanism':
      return noMechanism(end.offered, signIn);
    case 'not-genuine':
      return lasting({ kind: 'not-genuine' });
    case 'refused':
      return ofRefusal(end.condition, signIn);
    case 'stream-error':
      return ofStreamError(end.condition, signIn);
    case 'failed':
      return ofError(end.error, signIn);
  }
}

/** RFC 6120 §6.5 */
function ofRefusal(condition: string, signIn: Asker): Diagnosis {
  switch (condition) {
    case 'account-disabled':
      return lasting({ kind: 'account-disabled' });
    case 'not-authorized':
    case 'credentials-expired':
    case 'invalid-authzid':
      return expired(signIn);
    case 'temporary-auth-failure':
      return passing({ kind: 'closed-by-server', condition });
    default:
      return lasting({ kind: 'closed-by-server', condition });
  }
}

/** RFC 6120 §4.9.3 */
function ofStreamError(condition: string, signIn: Asker): Diagnosis {
  switch (condition) {
    case 'conflict':
      // Two workers that took turns throwing each other out would never stop.
      return lasting({ kind: 'replaced' });
    case 'host-unknown':
    case 'host-gone':
      return passing({ kind: 'unknown-domain', domain: domainOf(signIn.record.jid) });
    default:
      return passing({ kind: 'closed-by-server', condition });
  }
}

function ofError(error: Error, signIn: Asker): Diagnosis {
  if (error instanceof NoMechanism) return noMechanism([], signIn);
  // A site that has no token now may have one later; what the server says of one is another thing.
  if (error instanceof NoCredential) return signIn.usesBearer ? passing({ kind: 'token-refused' }) : expired(signIn);
  if (error instanceof ScramFault) {
    if (error.fault === 'salt-changed') return expired(signIn);
    return lasting({ kind: error.fault === 'password-not-allowed' ? 'wrong-password' : 'not-genuine' });
  }
  // A refused token with nothing in reserve leaves the library without a mechanism.
  if (!signIn.isNew && !signIn.canRepeat) return expired(signIn);
  return passing({ kind: 'closed-by-server', condition: 'undefined-condition' });
}

function expired(signIn: Asker): Diagnosis {
  const kind = signIn.usesBearer ? 'token-refused' : signIn.isNew ? 'wrong-password' : 'sign-in-expired';
  return { problem: { kind }, retry: false, expired: true };
}

function noMechanism(offered: readonly string[], { usesBearer }: Asker): Diagnosis {
  return lasting({ kind: 'no-mechanism', offered, ...(usesBearer ? { wanted: 'token' } : {}) });
}

function passing(problem: LinkProblem): Diagnosis {
  return { problem, retry: true, expired: false };
}

function lasting(problem: LinkProblem): Diagnosis {
  return { problem, retry: false, expired: false };
}
