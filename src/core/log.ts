/** The decision log: what became of requests, by whose decision, and what can still be done about it. */
import type { BareJid } from './jid.js';
import type { Barrier } from './policy/federation.js';
import type { Rule } from './request.js';

export type LogAct = 'approve' | 'deny' | 'ignore' | 'block';

/** Whose decision it was. */
export type DecidedBy =
  | { readonly who: 'me' }
  | { readonly who: 'other-device' }
  | { readonly who: 'policy'; readonly rule: Rule }
  /** With `ignore`: nobody was asked, for the organisation lets nothing pass between its people and that domain. */
  | { readonly who: 'federation'; readonly barrier: Barrier };

/** One line of the log. */
export interface LogEntry {
  readonly id: number;
  /** Whom it is about; with `block` it may be a whole domain, and is one where federation has decided. */
  readonly jid: BareJid;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly act: LogAct;
  readonly by: DecidedBy;
  /** With `approve`: we asked for their presence in return. */
  readonly addedBack: boolean;
  /** With `approve`: the contact was not on the contact list before, and got this name. */
  readonly created: boolean;
  readonly name: string;
  /** The person has taken it back. */
  readonly undone: boolean;
}

/** The log is bounded; the oldest line goes first. */
export const LONGEST_LOG = 2000;

/** Whether a line says that somebody was turned away: who asks again after that is a repeat asker. */
export function turnedAway({ act, undone }: LogEntry): boolean {
  return act === 'deny' || (act === 'approve' && undone);
}
