import type { KeyValueStore } from '../../session/platform.js';
import type { AccountService } from '../accounts/account.js';
import type { PolicyStore } from '../policy/revision.js';
import type { PersonStream } from '../setup/ordinary-person.js';
import type { AdminWire } from '../wire.js';

/** What the panes of the console work with; the shell makes it when somebody has signed in. */
export interface AdminServices {
  readonly wire: AdminWire;
  readonly policy: PolicyStore;
  readonly accounts: AccountService;
  /** For what is to go on after the page was closed, such as an import. */
  readonly store: KeyValueStore;
  /** A stream of somebody else's, for a moment; undefined if the server does not let them in. */
  readonly signInAs?: (jid: string, password: string) => Promise<PersonStream | undefined>;
}
