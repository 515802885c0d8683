/** The sign-in as it is kept, without its secret: all that has to be looked at to know whether there is one. */
import type { BareJid } from '../core/jid.js';
import type { Platform } from './platform.js';

export interface SignInRecord {
  readonly jid: BareJid;
  readonly username: string;
  /** The service as given; null if it is to be found by XEP-0156. */
  readonly service: string | null;
  readonly stay: boolean;
  readonly bearer: boolean;
}

/** Its key in either store. */
export const RECORD = 'sign-in';

/** The sign-in that an earlier worker, or an earlier run of the browser, has kept. One of a site's own is the site's to repeat. */
export async function keptSignIn({ sessionStore, localStore }: Platform): Promise<SignInRecord | undefined> {
  const record = ((await sessionStore.get(RECORD)) ?? (await localStore.get(RECORD))) as SignInRecord | undefined;
  return record?.bearer ? undefined : record;
}
