/** What takes the place of a list of people while somebody adds, changes, removes or blocks one of them. */
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { ContactRow } from '../../core/people-view.js';
import type { Prefilled } from '../components/contacts/contact-form.js';
import { jidText } from '../components/jid-text.js';
import { personAvatar } from '../components/person-avatar.js';
import { reportOptions } from '../components/report-options.js';
import { defineLater } from '../define-components.js';
import { icons } from '../icons.js';
import { blockText, personName, removalText } from '../strings/contacts.js';
import type { ProblemText } from '../strings/problems.js';

export type Pane =
  | { readonly kind: 'add'; readonly prefilled: Prefilled }
  | { readonly kind: 'edit' | 'remove' | 'block' | 'report'; readonly contact: ContactRow };

export interface PaneContext {
  readonly account: string;
  readonly groups: readonly string[];
  /** It is sent, and not answered yet. */
  readonly busy: boolean;
  readonly problem: ProblemText | undefined;
  readonly close: () => void;
}

/** Its answers are the events of the form or question in it. */
export function renderPane(pane: Pane, context: PaneContext): TemplateResult {
  return html`<section class="pane" aria-labelledby="pane-title">
    <div class="pane-head">
      <button class="icon-button" aria-label=${msg('Back')} title=${msg('Back')} @click=${context.close}>
        ${icons.back}
      </button>
      <h3 id="pane-title">${titleText(pane.kind)}</h3>
    </div>
    ${pane.kind === 'add' ? renderForm(pane.prefilled, true, context) : renderAbout(pane.kind, pane.contact, context)}
  </section>`;
}

function titleText(kind: Pane['kind']): string {
  switch (kind) {
    case 'add':
      return msg('Add contact');
    case 'edit':
      return msg('Name and groups');
    case 'remove':
      return msg('Remove contact');
    case 'block':
      return msg('Block');
    case 'report':
      return msg('Block and report');
  }
}

function renderAbout(kind: Exclude<Pane['kind'], 'add'>, contact: ContactRow, context: PaneContext): TemplateResult {
  const { jid, name, groups } = contact;
  return html`<div class="person">
      ${personAvatar(jid, name, null)}
      <div>
        <p class="name">${personName(contact)}</p>
        ${name ? html`<p class="muted small">${jidText(jid)}</p>` : null}
      </div>
    </div>
    ${kind === 'edit' ? renderForm({ jid, name, groups }, false, context) : renderQuestion(kind, contact, context)}`;
}

function renderForm(
  prefilled: Prefilled,
  adding: boolean,
  { account, groups, busy, problem, close }: PaneContext,
): TemplateResult {
  return html`<im-contact-form
    .adding=${adding}
    .prefilled=${prefilled}
    .groups=${groups}
    .account=${account}
    .busy=${busy}
    .problem=${problem}
    @im-cancelled=${close}
  ></im-contact-form>`;
}

function renderQuestion(
  kind: 'remove' | 'block' | 'report',
  contact: ContactRow,
  { close }: PaneContext,
): TemplateResult {
  void defineLater('im-question');
  const who = personName(contact);
  const confirm = kind === 'remove' ? msg('Remove') : kind === 'block' ? msg('Block') : msg('Block and report');
  return html`<im-question
    danger
    .text=${kind === 'remove' ? html`${msg(html`Remove ${who}?`)} ${removalText(contact)}` : blockText(who)}
    .confirm=${confirm}
    .options=${kind === 'report' ? reportOptions() : []}
    @im-cancelled=${close}
  ></im-question>`;
}
