/**
 * Who is at the other end of a port.
 *
 * | | `own-page` | `stranger` |
 * |---|---|---|
 * | who | a page of the extension; a page of the site that runs the worker | a content script, another extension, a page of another origin |
 * | may | everything | nothing, not even look |
 */
export type Privilege = 'own-page' | 'stranger';

/** Whether `privilege` may send commands. Every command acts for the person who is signed in. */
export function mayCommand(privilege: Privilege): boolean {
  return privilege === 'own-page';
}

/** Whether `privilege` may see the state of the session. */
export function mayLook(privilege: Privilege): boolean {
  return privilege === 'own-page';
}
