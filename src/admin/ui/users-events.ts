/** What the parts of the Users pane tell it. No secret is ever in any of these. */
import type { PersonChange } from '../users/people-changes.js';

/** What is done in the dialog, and to whom. */
export type UserTask =
  { readonly kind: 'add' | 'invite' | 'find' } | { readonly kind: PersonTask; readonly jid: string };
export type PersonTask = 'manage' | 'profile' | 'password' | 'disable' | 'enable' | 'end-sessions' | 'delete';

declare global {
  interface HTMLElementEventMap {
    /** Somebody wants to do this now. */
    'im-users-task': CustomEvent<UserTask>;
    /** The server has done this. */
    'im-users-changed': CustomEvent<PersonChange>;
    /** The dialog is not needed any more. */
    'im-users-close': CustomEvent<undefined>;
  }
}

type Detail<N extends keyof HTMLElementEventMap> = HTMLElementEventMap[N] extends CustomEvent<infer D> ? D : never;

export function usersEvent<N extends 'im-users-task' | 'im-users-changed' | 'im-users-close'>(
  name: N,
  detail: Detail<N>,
): CustomEvent<Detail<N>> {
  return new CustomEvent(name, { detail, bubbles: true, composed: true });
}
