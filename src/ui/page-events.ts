/** Details of the events that the connected elements have for the page around them. */

/** Detail of `im-requests-changed`. */
export interface RequestsChangedDetail {
  /** How many requests wait for an answer. */
  readonly count: number;
}

/** Detail of `im-session-changed`. */
export interface SessionChangedDetail {
  /** The bare JID of whoever is signed in, or null. */
  readonly account: string | null;
  /** `starting` until it is known whether somebody is signed in. */
  readonly phase: 'starting' | 'signed-out' | 'connecting' | 'online' | 'offline';
}

/** Detail of `im-options-wanted`. */
export interface OptionsWantedDetail {
  /** What is wanted of them: the log of decisions, or nothing in particular. */
  readonly section: 'log' | null;
}

/** Detail of `im-chat-wanted`. */
export interface ChatWantedDetail {
  /** The bare JID of whom to write to. */
  readonly jid: string;
}

/** Detail of `im-chat-opened`. */
export interface ChatOpenedDetail {
  /** The bare JID of whom the conversation is with; null: the list of conversations. */
  readonly jid: string | null;
}
