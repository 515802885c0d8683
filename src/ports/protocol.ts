/**
 * What a page and the session host say to each other over a port. The page asks for a snapshot and
 * gets it with a revision; from then on it is told what changed, slice by slice. Where a revision
 * is missing it asks again.
 *
 * | page | host |
 * |---|---|
 * | `open` | `snapshot`, or `refused` |
 * | `look` (another page of the list) | `changed` |
 * | `command` | `done` |
 * | `credential` | – (it answers `credential-wanted`) |
 */
import type { BareJid } from '../core/jid.js';
import type { LinkProblem } from '../core/link.js';
import type { Handling } from '../core/policy/schema.js';
import type { View, Window } from '../core/view.js';

/** Spoken by both sides, or not at all: a site may still run an older worker. */
export const PROTOCOL = 1;

/** What a person can ask for. */
export type Command =
  | {
      readonly name: 'sign-in';
      readonly jid: string;
      readonly password: string;
      /** A `wss://` URL; found by XEP-0156 if left out. */
      readonly service: string | null;
      readonly stay: boolean;
      readonly allowPlain: boolean;
    }
  /** Sign in with tokens that the page hands out when it is asked to. */
  | { readonly name: 'sign-in-with-token'; readonly jid: string; readonly service: string | null }
  | { readonly name: 'sign-out' }
  /** Try to connect at once. */
  | { readonly name: 'reconnect' }
  | { readonly name: 'approve'; readonly jid: BareJid; readonly addBack: boolean }
  | { readonly name: 'deny'; readonly jid: BareJid }
  | { readonly name: 'ignore'; readonly jid: BareJid }
  | { readonly name: 'restore'; readonly jid: BareJid }
  | { readonly name: 'block'; readonly jid: BareJid }
  | { readonly name: 'undo'; readonly entry: number }
  | { readonly name: 'choose-handling'; readonly handling: Handling };

/** Whom a page is for: a session of somebody else is none of its business. */
export interface Expectation {
  /** As somebody wrote it; the host reads it. */
  readonly jid: string | null;
  readonly domain: string | null;
}

export type PageMessage =
  | {
      readonly type: 'open';
      readonly protocol: number;
      readonly expects: Expectation;
      readonly window: Window;
      /** The page can be asked for tokens. */
      readonly givesTokens: boolean;
    }
  | { readonly type: 'look'; readonly window: Window }
  | { readonly type: 'command'; readonly id: number; readonly command: Command }
  | { readonly type: 'credential'; readonly id: number; readonly token: string | null };

/** Why a command was not taken, or did not succeed. */
export type CommandProblem =
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'not-signed-in' }
  /** Somebody is signed in already; they have to sign out first. */
  | { readonly kind: 'account-mismatch'; readonly account: BareJid }
  /** A part of the site's worker could not be fetched. */
  | { readonly kind: 'not-loaded' }
  | { readonly kind: 'link'; readonly problem: LinkProblem };

export type CommandResult = { readonly ok: true } | { readonly ok: false; readonly problem: CommandProblem };

export type HostMessage =
  | { readonly type: 'snapshot'; readonly revision: number; readonly view: View }
  | { readonly type: 'changed'; readonly revision: number; readonly slices: Partial<View> }
  | { readonly type: 'refused'; readonly reason: 'protocol' }
  | { readonly type: 'refused'; readonly reason: 'account-mismatch'; readonly account: BareJid }
  | { readonly type: 'done'; readonly id: number; readonly result: CommandResult }
  | { readonly type: 'credential-wanted'; readonly id: number; readonly jid: BareJid };

/** One end of a port, whatever carries it. */
export interface Channel<Out> {
  post(message: Out): void;
  /** Called for each message, unchecked. */
  onMessage(receive: (message: unknown) => void): void;
  onClose(closed: () => void): void;
  close(): void;
}
