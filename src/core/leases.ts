/** Temporary availability (XEP-0276): who sees it for a while though they are not a contact, and until when. */

/** Keyed by the full JID of who asked. */
export interface Lease {
  /** Milliseconds since 1970. */
  readonly until: number;
}
