import { msg, str } from '@lit/localize';

/** Why nothing goes between us and somebody of `domain`. Alone, for the sign-in says it too, and needs no other words of contacts. */
export function suspendedText(domain: string): string {
  return msg(str`Your organization does not allow contact with ${domain}.`);
}
