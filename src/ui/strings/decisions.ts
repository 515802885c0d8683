/** Lines of the decision log, in words. */
import { msg, str } from '@lit/localize';
import type { LogAct } from '../../core/log.js';
import type { Barrier } from '../../core/policy/federation.js';
import type { Rule } from '../../core/request.js';
import type { LogLine } from '../../core/view.js';

/** What was decided, by whom, and why. */
export function decisionText({ act, by, undone }: LogLine): string {
  if (undone) return undoneText(act);
  switch (by.who) {
    case 'policy':
      return ruleText(by.rule);
    case 'federation':
      return barrierText(by.barrier);
    case 'me':
      return myText(act);
    case 'other-device':
      return otherDeviceText(act);
  }
}

/** By which rule something was accepted. */
export function ruleText(rule: Rule): string {
  switch (rule.kind) {
    case 'all':
      return msg('Accepted automatically: all requests are.');
    case 'asked':
      return msg('Accepted automatically: you had asked them first.');
    case 'organization':
      return msg(str`Accepted automatically: ${rule.domain} is one of your organization’s domains.`);
    case 'allowed':
      return msg('Accepted automatically: you had said that you expect them.');
    case 'invited':
      return rule.label
        ? msg(str`Accepted automatically: they came with your invitation “${rule.label}”.`)
        : msg('Accepted automatically: they came with your invitation.');
  }
}

/** Why nobody was asked about requests from a domain. */
function barrierText(barrier: Barrier): string {
  switch (barrier) {
    case 'refused':
      return msg('Requests from there are not shown: your organization refuses contact with them.');
    case 'not-trusted':
      return msg('Requests from there are not shown: your organization allows contact with some domains only.');
    case 'closed':
      return msg('Requests from there are not shown: your organization allows contact within itself only.');
  }
}

function myText(act: LogAct): string {
  switch (act) {
    case 'approve':
      return msg('You accepted.');
    case 'deny':
      return msg('You declined.');
    case 'ignore':
      return msg('You ignored them.');
    case 'block':
      return msg('You blocked them.');
  }
}

function otherDeviceText(act: LogAct): string {
  switch (act) {
    case 'approve':
      return msg('You accepted on another device.');
    case 'deny':
      return msg('You declined on another device.');
    case 'ignore':
      return msg('You ignored them on another device.');
    case 'block':
      return msg('You blocked them on another device.');
  }
}

function undoneText(act: LogAct): string {
  switch (act) {
    case 'approve':
      return msg('Taken back. You will be asked if they ask again.');
    case 'ignore':
      return msg('Brought back.');
    case 'block':
      return msg('Not blocked any more.');
    case 'deny':
      return msg('You declined.');
  }
}

/** What can still be done about a line, as the name of a button. */
export function remedyText(remedy: NonNullable<LogLine['remedy']>): string {
  switch (remedy) {
    case 'take-back':
      return msg('Take back');
    case 'bring-back':
      return msg('Bring back');
    case 'unblock':
      return msg('Unblock');
    case 'allow':
      return msg('Accept next time');
  }
}

/** The same, where a line stands alone: with whom it is about. */
export function remedyName(remedy: NonNullable<LogLine['remedy']>, jid: string): string {
  switch (remedy) {
    case 'take-back':
      return msg(str`Take back: ${jid}`);
    case 'bring-back':
      return msg(str`Bring back: ${jid}`);
    case 'unblock':
      return msg(str`Unblock: ${jid}`);
    case 'allow':
      return msg(str`Accept next time: ${jid}`);
  }
}
