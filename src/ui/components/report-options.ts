import { msg } from '@lit/localize';
import type { ReportReason } from '../../core/state.js';

/** What somebody can be reported for (XEP-0377), to choose from. */
export function reportOptions(): readonly { readonly value: ReportReason; readonly label: string }[] {
  return [
    { value: 'spam', label: msg('Unwanted mass messages (spam)') },
    { value: 'abuse', label: msg('Abuse') },
  ];
}
