/** What is wrong with the policy: for people, and for whoever has to mend it. */
import { msg, str } from '@lit/localize';
import type { PolicyError } from '../../core/policy/schema.js';
import type { PolicyNotice } from '../../core/view.js';
import { language } from './counts.js';

export function noticeText(notice: PolicyNotice): string {
  if (notice.kind === 'kept') {
    return msg('Your organization’s settings cannot be reached. The last known ones are in use.');
  }
  const { reason } = notice;
  switch (reason.why) {
    case 'never-published':
      return msg('Your organization has not published its settings yet, so you are asked about every request.');
    case 'deleted':
      return msg('Your organization has withdrawn its settings, so you are asked about every request.');
    case 'no-service':
      return msg('Your server has no place for your organization’s settings, so you are asked about every request.');
    case 'unreachable':
      return msg('Your organization’s settings cannot be reached, so you are asked about every request.');
    case 'refused':
      return msg(
        str`Your server does not let you read your organization’s settings (${reason.condition}), so you are asked about every request.`,
      );
    case 'ambiguous':
      return msg(
        str`There are two places with settings for your organization (${listed(reason.services)}), so you are asked about every request. Tell your administrator.`,
      );
    case 'unreadable':
      return msg(
        'Your organization’s settings contain a mistake, so you are asked about every request. Tell your administrator.',
      );
  }
}

function listed(items: readonly string[]): string {
  return new Intl.ListFormat(language()).format(items);
}

/** What is wrong with a published policy, for whoever has to mend it. */
export function policyErrorText({ field, problem, value = '' }: PolicyError): string {
  switch (problem) {
    case 'missing':
      return msg(str`The field “${field}” is missing.`);
    case 'repeated':
      return msg(str`The field “${field}” stands there more than once.`);
    case 'not-one-value':
      return msg(str`The field “${field}” must have exactly one value.`);
    case 'unknown-value':
      return msg(str`“${value}” is not a value of the field “${field}”.`);
    case 'not-a-number':
      return msg(str`The field “${field}” must be a whole number, not “${value}”.`);
    case 'not-a-domain':
      return msg(str`“${value}” in “${field}” is not a domain name in its canonical form, such as example.com.`);
    case 'not-a-person':
      return msg(str`“${value}” in “${field}” is not the address of a person, such as name@example.com.`);
    case 'too-many':
      return msg(str`The field “${field}” has too many values.`);
    case 'uneven':
      return unevenText(field.replace(/_unicode$/, ''), field);
  }
}

function unevenText(ascii: string, unicode: string): string {
  return msg(str`The fields “${ascii}” and “${unicode}” must hold the same domains.`);
}
