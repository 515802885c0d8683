import type { Command } from './protocol.js';

/**
 * Who is at the other end of a port.
 *
 * | | `own-page` | `stranger` |
 * |---|---|---|
 * | who | a page of the extension; a page of the site that runs the worker | a content script, another extension, a page of another origin |
 * | may | everything | nothing, not even look |
 */
export type Privilege = 'own-page' | 'stranger';

/** Whether `privilege` may send `command`. Every command acts for the person who is signed in. */
export function mayCommand(privilege: Privilege, command: Command['name']): boolean {
  return ALLOWED[privilege].has(command);
}

/** Whether `privilege` may see the state of the session. */
export function mayLook(privilege: Privilege): boolean {
  return privilege === 'own-page';
}

const ALLOWED: Readonly<Record<Privilege, ReadonlySet<Command['name']>>> = {
  'own-page': new Set([
    'sign-in',
    'sign-in-with-token',
    'sign-out',
    'reconnect',
    'approve',
    'deny',
    'ignore',
    'restore',
    'block',
    'unblock',
    'bulk',
    'stop-bulk',
    'take-back',
    'undo',
    'choose-handling',
    'set-option',
    'allow',
    'disallow',
    'invite',
    'revoke-invitation',
    'read-log',
    'read-people',
    'read-profile',
  ]),
  stranger: new Set(),
};
