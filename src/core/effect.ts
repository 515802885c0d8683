/** What is to be done in the world; `session/perform.ts` does it, in this order. */
import type { BareJid } from './jid.js';
import type { Preference } from './marks.js';
import type { Policy } from './policy/schema.js';
import type { RosterItem } from './roster.js';

export type Effect =
  /** The person's intents must be durable before anything that follows is sent. */
  | { readonly type: 'keepIntents' }
  /** Keep the last good policy, or forget it. */
  | { readonly type: 'keepPolicy'; readonly policy: Policy | null }
  | { readonly type: 'approve'; readonly jid: BareJid; readonly addBack: boolean }
  | { readonly type: 'deny'; readonly jid: BareJid }
  /** Take an approval back; also our own request for their presence, and the contact that it created. */
  | { readonly type: 'cancel'; readonly jid: BareJid; readonly takeBack: boolean; readonly remove: boolean }
  | { readonly type: 'block'; readonly jid: BareJid }
  /** An approval met a withdrawal: clear what the server made of it. `item` is the contact as it was before. */
  | {
      readonly type: 'repairRoster';
      readonly jid: BareJid;
      readonly item: RosterItem | undefined;
      /** We asked for their presence in return; that is taken back, too. */
      readonly takeBack?: true;
    }
  /** Ask something that is answered only after all that was sent before has been dealt with. */
  | { readonly type: 'probe'; readonly probe: number }
  | { readonly type: 'readRoster' }
  | { readonly type: 'publishMarks'; readonly shard: number }
  | { readonly type: 'publishPreference'; readonly preference: Preference }
  /** Tell the person that somebody new asks. */
  | { readonly type: 'announce'; readonly jids: readonly BareJid[] };
