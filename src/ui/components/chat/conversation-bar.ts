/** What stands where one writes while nobody can: an answer is due first, somebody is blocked, or the organisation does not let it. */
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ChatSlice } from '../../../core/chat/chat-view.js';
import { domainOf } from '../../../core/jid.js';
import type { ReportReason } from '../../../core/state.js';
import type { Abilities } from '../../../core/view.js';
import { defineLater } from '../../define-components.js';
import type { ComponentEvent } from '../../events.js';
import { blockQuestion, strangerText } from '../../strings/chat.js';
import { reportOptions } from '../report-options.js';
import { unblockText } from '../../strings/contacts.js';
import { suspendedText } from '../../strings/suspended.js';
import { personText } from './person.js';

export type BarAct = 'accept' | 'block' | 'report' | 'later' | 'unblock' | 'take-back';

export interface BarContext {
  readonly can: Abilities;
  /** A block of them can still be taken back. */
  readonly isHeld: boolean;
  readonly canGoBack: boolean;
  readonly act: (act: BarAct) => void;
}

/** Undefined where one can write. */
export function conversationBar(
  chat: ChatSlice,
  { can, isHeld, canGoBack, act }: BarContext,
): TemplateResult | undefined {
  const who = personText(chat);
  if (isHeld) {
    return html`<div class="bar">
      <p role="status">${msg(html`Blocking ${who} …`)}</p>
      <div class="answers"><button class="button" @click=${() => act('take-back')}>${msg('Take back')}</button></div>
    </div>`;
  }
  if (chat.blocked) {
    return html`<div class="bar">
      <p>${msg(html`You blocked ${who}. Nothing they send reaches you.`)}</p>
      <div class="answers">
        <button class="button" @click=${() => act('unblock')}>${unblockText(chat.blocked)}</button>
      </div>
    </div>`;
  }
  if (chat.suspended) {
    return html`<div class="bar">
      <p>
        <strong>${suspendedText(domainOf(chat.jid))}</strong>
        <span class="muted">${msg('What was said stays here.')}</span>
      </p>
    </div>`;
  }
  // Whoever begins has nothing to answer: what is written lets them in.
  if (!chat.stranger || chat.messages.every(({ mine }) => mine)) return undefined;
  return html`<div class="bar" role="group" aria-label=${msg('Answer first')}>
    <p>
      <strong>${strangerText(who)}</strong>
      <span class="muted">${msg('They do not learn that you are here, or have read this, before you accept.')}</span>
    </p>
    <div class="answers">
      <button class="button primary" @click=${() => act('accept')}>${msg('Accept messages')}</button>
      ${
        can.block
          ? html`<button class="button danger" @click=${() => act(can.report ? 'report' : 'block')}>
              ${can.report ? msg('Block and report…') : msg('Block…')}
            </button>`
          : nothing
      }
      ${canGoBack ? html`<button class="button" @click=${() => act('later')}>${msg('Not now')}</button>` : nothing}
    </div>
  </div>`;
}

export interface BlockAnswers {
  readonly confirmed: (report: ReportReason | null) => void;
  readonly cancelled: () => void;
}

/** Asks once more before a block. */
export function blockQuestionOf(
  chat: ChatSlice,
  reports: boolean,
  { confirmed, cancelled }: BlockAnswers,
): TemplateResult {
  void defineLater('im-question');
  return html`<im-question
    danger
    .text=${blockQuestion(personText(chat))}
    .confirm=${reports ? msg('Block and report') : msg('Block')}
    .options=${reports ? reportOptions() : []}
    @im-confirmed=${(event: ComponentEvent<'im-confirmed'>) => {
      event.stopPropagation();
      const { option } = event.detail;
      confirmed(option === '' ? null : (option as ReportReason));
    }}
    @im-cancelled=${(event: Event) => {
      event.stopPropagation();
      cancelled();
    }}
  ></im-question>`;
}
