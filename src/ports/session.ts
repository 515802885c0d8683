import type { BareJid, Domain } from '../core/jid.js';
import type { View, Window } from '../core/view.js';
import type { Command, CommandResult } from './protocol.js';
import type { ParseMore } from './validate.js';

/** The session behind the ports, as the ports see it. */
export interface Session {
  readonly account: { readonly jid: BareJid; readonly domain: Domain } | null;
  view(window: Window): View;
  /** A page has been opened, or the last one is gone. */
  watch(watched: boolean): void;
  /** What the page behind `port` shows now; undefined when it is gone. */
  looks?(port: object, window: Window | undefined): void;
  /** Reads commands that `validate.ts` does not know. */
  readonly parseMore?: ParseMore | undefined;
  /** Resolves when `parseMore` reads all that it is ever going to read. */
  loadMore?(): Promise<void>;
  /** Somebody is about to sign in. */
  prepare?(): void;
  /** `askToken` asks the page that sent the command, as long as it is there, and then any other. */
  execute(command: Command, askToken: AskToken): Promise<CommandResult>;
}

/** Gets a token of the site's own sign-on from a page. Undefined if no page has one. */
export type AskToken = (jid: BareJid) => Promise<string | undefined>;
