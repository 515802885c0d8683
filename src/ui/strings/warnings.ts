/** Why a domain deserves a second look, in words. */
import { msg, str } from '@lit/localize';
import type { DomainWarning } from '../../core/policy/lookalike.js';

export function warningText(warning: DomainWarning): string {
  switch (warning.kind) {
    case 'looks-like':
      return msg(str`Looks like ${warning.domain}, but is not.`);
    case 'mixed-script':
      return msg('The domain mixes letters of different alphabets. It may pretend to be another one.');
  }
}
