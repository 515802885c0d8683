/** What a person's answers come to, in words: said afterwards, while they can be taken back, and as they are carried out. */
import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { BulkProgress, HeldAnswer, RequestGroup, RequestRow } from '../../core/view.js';
import { plural } from '../plural.js';
import { language } from './counts.js';

type Act = BulkProgress['act'];

export function groupText(group: RequestGroup): string {
  switch (group) {
    case 'colleague':
      return msg('Colleagues');
    case 'outside':
      return msg('Outside');
    case 'repeat':
      return msg('Asked before');
    case 'lookalike':
      return msg('Look-alikes');
  }
}

export function pendingText(pending: NonNullable<RequestRow['pending']>): string {
  switch (pending) {
    case 'approve':
      return msg('Accepting …');
    case 'deny':
      return msg('Declining …');
    case 'block':
      return msg('Blocking …');
  }
}

/** The answer to one person, who may have a name, or to a whole domain, when it was given. */
export function answeredText(act: Act, jid: string, name = ''): TemplateResult {
  const who = name ? html`<bdi>${name}</bdi>` : html`<bdi dir="ltr">${jid}</bdi>`;
  switch (act) {
    case 'approve':
      return msg(html`Accepted ${who}.`);
    case 'deny':
      return msg(html`Declined ${who}. They are told in a moment.`);
    case 'ignore':
      return msg(html`Ignored ${who}. They learn nothing.`);
    case 'block':
      return jid.includes('@') ? msg(html`Blocked ${who}.`) : msg(html`Blocked everybody at ${who}.`);
  }
}

/** The answer to many, when it was given. */
export function answeredManyText(act: Act, count: number): string {
  switch (act) {
    case 'approve':
      return many(msg('{count, plural, one {Accepted # request.} other {Accepted # requests.}}'), count);
    case 'deny':
      return many(msg('{count, plural, one {Declined # request.} other {Declined # requests.}}'), count);
    case 'ignore':
      return many(
        msg(
          '{count, plural, one {Ignored # request. They learn nothing.} other {Ignored # requests. They learn nothing.}}',
        ),
        count,
      );
    case 'block':
      return many(msg('{count, plural, one {Blocked # person.} other {Blocked # people.}}'), count);
  }
}

export function heldText({ act, jid, count }: HeldAnswer, name = ''): TemplateResult | string {
  return jid === null ? answeredManyText(act, count) : answeredText(act, jid, name);
}

/** How far an answer to many has got; both counts as the reader writes numbers. */
export function progressText(act: Act, done: string, total: string): string {
  switch (act) {
    case 'approve':
      return msg(str`Accepting ${done} of ${total}`);
    case 'deny':
      return msg(str`Declining ${done} of ${total}`);
    case 'ignore':
      return msg(str`Ignoring ${done} of ${total}`);
    case 'block':
      return msg(str`Blocking ${done} of ${total}`);
  }
}

export function stoppedText(left: number): string {
  return many(
    msg('{count, plural, one {Stopped. # request waits again.} other {Stopped. # requests wait again.}}'),
    left,
  );
}

export function selectedText(count: number): string {
  return many(msg('{count, plural, one {# selected} other {# selected}}'), count);
}

export function ignoredText(count: number): string {
  return many(msg('{count, plural, one {# ignored} other {# ignored}}'), count);
}

/** Before many are accepted at once: that is told, and taken back only one by one. */
export function acceptManyQuestion(count: number): string {
  return many(
    msg(
      '{count, plural, one {Accept # request? They will see when you are available.} other {Accept # requests? All of them will see when you are available.}}',
    ),
    count,
  );
}

export function blockManyQuestion(count: number): string {
  return many(
    msg(
      '{count, plural, one {Block # person? Nothing they send reaches you any more.} other {Block # people? Nothing they send reaches you any more.}}',
    ),
    count,
  );
}

export function blockDomainQuestion(domain: string): TemplateResult {
  const whole = html`<bdi>${domain}</bdi>`;
  return msg(
    html`Block everybody at ${whole}? All their requests are declined, and nothing from there reaches you any more.`,
  );
}

function many(pattern: string, count: number): string {
  return plural(pattern, count, language());
}
