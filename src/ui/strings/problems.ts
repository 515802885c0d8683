/** What went wrong with a connection, and what a person can do about it. */
import { msg, str } from '@lit/localize';
import type { LinkProblem } from '../../core/link.js';
import type { CommandProblem } from '../../ports/protocol.js';
import { suspendedText } from './suspended.js';

export interface ProblemText {
  readonly what: string;
  readonly todo: string;
  /** It is about the address that somebody typed. */
  readonly isOfAddress?: boolean;
}

export function problemText(problem: LinkProblem): ProblemText {
  switch (problem.kind) {
    case 'wrong-password':
      return {
        what: msg('The address or the password is not right.'),
        todo: msg('Check both, and try again.'),
      };
    case 'sign-in-expired':
      return {
        what: msg('You have been signed out, because your password or your access has changed.'),
        todo: msg('Sign in again.'),
      };
    case 'token-refused':
      return {
        what: msg('This site could not sign you in.'),
        todo: msg('Reload the page. If that does not help, tell whoever runs the site.'),
      };
    case 'account-disabled':
      return {
        what: msg('Your account is disabled.'),
        todo: msg('Ask your administrator to enable it.'),
      };
    case 'unknown-domain':
      return {
        what: msg(str`No chat service was found for ${problem.domain}.`),
        todo: msg('Check the part after the @, or enter the server address that your administrator gave you.'),
      };
    case 'invalid-address':
      return {
        what: msg('That is not a complete address.'),
        todo: msg('Write it like an e-mail address: name@example.com.'),
      };
    case 'insecure-service':
      return {
        what: msg(str`The server address ${problem.service} is not secure, so it is not used.`),
        todo: msg('Use an address that begins with wss://.'),
      };
    case 'unreachable':
      return {
        what: msg(str`The server ${problem.service} cannot be reached.`),
        todo: msg('Check your network connection. If others cannot reach it either, tell your administrator.'),
      };
    case 'timeout':
      return {
        what: msg('The server does not answer.'),
        todo: msg('Check your network connection. If it lasts, tell your administrator.'),
      };
    case 'no-mechanism':
      if (problem.wanted === 'token') {
        return {
          what: msg('The server does not accept the sign-in of this site.'),
          todo: msg('Whoever runs the server has to offer OAUTHBEARER.'),
        };
      }
      return {
        what: msg('The server offers no sign-in that is secure enough.'),
        todo: msg('Ask your administrator to offer SCRAM-SHA-256.'),
      };
    case 'not-genuine':
      return {
        what: msg('The server could not prove that it is yours, so you were not signed in.'),
        todo: msg('Do not enter your password again. Tell your administrator.'),
      };
    case 'replaced':
      return {
        what: msg('You signed in somewhere else with this browser’s identity.'),
        todo: msg('Connect again to use it here.'),
      };
    case 'closed-by-server':
      return {
        what: msg(str`The server ended the connection (${problem.condition}).`),
        todo: msg('Try again later. If it lasts, tell your administrator.'),
      };
  }
}

export function commandProblemText(problem: CommandProblem): ProblemText {
  switch (problem.kind) {
    case 'link':
      return problemText(problem.problem);
    case 'account-mismatch':
      return {
        what: msg(str`${problem.account} is signed in already.`),
        todo: msg('Sign out there first.'),
      };
    case 'not-signed-in':
      return { what: msg('You are not signed in any more.'), todo: msg('Sign in again.') };
    case 'no-directory':
      return {
        what: msg('Your organisation has no directory that can be searched.'),
        todo: msg('Add people by their address.'),
      };
    case 'blocked':
      return {
        what: msg('You have blocked this address.'),
        todo: msg('Unblock it first, in the options.'),
        isOfAddress: true,
      };
    case 'suspended':
      return {
        what: suspendedText(problem.domain),
        todo: msg('If you need it, ask your administrator.'),
        isOfAddress: true,
      };
    case 'own-address':
      return { what: msg('This is your own address.'), todo: '', isOfAddress: true };
    case 'no-person':
      return {
        what: msg('This is not the address of a person.'),
        todo: msg('Write it as name@example.com.'),
        isOfAddress: true,
      };
    case 'not-online':
      return { what: msg('You are offline.'), todo: msg('Try again when you are online.') };
    case 'refused':
      return refusedText(problem.condition);
    case 'not-loaded':
      return {
        what: msg('A part of this page could not be loaded.'),
        todo: msg('Check your network connection, and reload the page.'),
      };
    case 'failed':
    case 'not-allowed':
      return { what: msg('That was not possible.'), todo: msg('Reload this page, and try again.') };
  }
}

/** By its condition (RFC 6120 §8.3.3): what a person can do differs for few of them. */
function refusedText(condition: string): ProblemText {
  switch (condition) {
    case 'item-not-found':
    case 'service-unavailable':
      return { what: msg('There is nothing to see.'), todo: '' };
    case 'forbidden':
    case 'not-allowed':
    case 'subscription-required':
      return { what: msg('You may not see that.'), todo: '' };
    case 'remote-server-not-found':
    case 'remote-server-timeout':
      return { what: msg('Their server does not answer.'), todo: msg('Try again later.') };
    default:
      return { what: msg(str`The server refused (${condition}).`), todo: msg('Try again later.') };
  }
}
