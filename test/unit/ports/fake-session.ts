import { parseJid } from '../../../src/core/jid.js';
import { AVAILABLE } from '../../../src/core/availability.js';
import { NO_MESSAGING, type View, type Window } from '../../../src/core/view.js';
import type { Command, CommandResult } from '../../../src/ports/protocol.js';
import type { AskToken, Session } from '../../../src/ports/session.js';
import { Device } from '../core/device.js';

/** A session that shows what it is told to show, and remembers what it was asked to do. */
export class FakeSession implements Session {
  account: Session['account'] = null;
  /** How many requests wait; the pages show their number. */
  total = 0;
  readonly commands: Command[] = [];
  /** Whether a page is open, each time that this changed or was said again. */
  readonly watched: boolean[] = [];
  perform: (command: Command, askToken: AskToken) => Promise<CommandResult> = async () => ({ ok: true });
  parseMore: Session['parseMore'];
  loadMore: Session['loadMore'];
  readonly #device = new Device();

  signIn(address: string): void {
    const jid = parseJid(address);
    if (!jid) throw new Error(`"${address}" is no JID`);
    this.account = { jid: jid.bare, domain: jid.domain };
  }

  /** How often somebody was about to sign in. */
  preparations = 0;

  prepare(): void {
    this.preparations++;
  }

  watch(watched: boolean): void {
    this.watched.push(watched);
  }

  view(window: Window): View {
    const { session, setting, requests, activity, options } = this.#device;
    return {
      session: { ...session, account: this.account?.jid ?? null },
      setting,
      requests: { ...requests, total: this.total, offset: window.offset },
      activity: { total: 0, lines: activity },
      options,
      own: { chosen: AVAILABLE, isIdle: false },
      ...NO_MESSAGING,
    };
  }

  execute(command: Command, askToken: AskToken): Promise<CommandResult> {
    // That somebody is there is told whenever they are.
    if (command.name !== 'be-active') this.commands.push(command);
    return this.perform(command, askToken);
  }
}
