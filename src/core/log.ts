import type { BareJid } from './jid.js';
import type { Rule } from './request.js';

/** One line of the decision log: who was accepted, when and why. */
export interface LogEntry {
  readonly id: number;
  readonly jid: BareJid;
  readonly at: number;
  /** The rule that accepted it, or null if the person did. */
  readonly rule: Rule | null;
  /** We asked for their presence in return. */
  readonly addedBack: boolean;
  /** The contact was not on the contact list before. */
  readonly created: boolean;
  readonly undone: boolean;
}

/** The log is bounded; the oldest line goes first. */
export const LONGEST_LOG = 500;
