/**
 * What is done about people, from a list of them: at once, or after a form or a question in the place of that list;
 * and what is said about it at the bottom.
 */
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { BareJid } from '../core/jid.js';
import type { ReportReason } from '../core/state.js';
import type { View } from '../core/view.js';
import type { PortClient } from '../ports/client.js';
import type { Command } from '../ports/protocol.js';
import { Answers } from './answers.js';
import { colourOf } from './components/person-avatar.js';
import { renderPane, type Pane } from './containers/contacts-panes.js';
import type { ComponentEvent } from './events.js';
import type { Send } from './send.js';
import { doneText, personName } from './strings/contacts.js';
import { commandProblemText, type ProblemText } from './strings/problems.js';

export interface PersonActsOptions {
  readonly client: () => PortClient | undefined;
  /** A form or question was closed; the list is back when this is called. */
  readonly closed: (pane: Pane) => void;
}

export class PersonActs {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: PersonActsOptions;
  readonly #answers: Answers;
  /** Of those about whom something was done. */
  readonly #names = new Map<BareJid, string>();
  #pane: Pane | undefined;
  #busy = false;
  #problem: ProblemText | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, options: PersonActsOptions) {
    this.#host = host;
    this.#options = options;
    this.#answers = new Answers(
      host,
      (command) => this.#send(command),
      (jid) => this.#names.get(jid) ?? '',
    );
  }

  /** A form or question is shown. */
  get isOpen(): boolean {
    return this.#pane !== undefined;
  }

  /** Called with each view, before it is rendered. */
  see(view: View): void {
    this.#answers.see(view);
  }

  run(command: Command, done?: TemplateResult): Promise<void> {
    return this.#answers.run(command, done);
  }

  /** Opens the form that adds somebody. */
  add(jid: string, name: string): void {
    this.#open({ kind: 'add', prefilled: { jid, name, groups: [] } });
  }

  readonly onAct = (event: ComponentEvent<'im-person-act'>): void => {
    event.stopPropagation();
    const { act, contact } = event.detail;
    const { jid, name, groups } = contact;
    const who = personName(contact);
    this.#names.set(jid, name);
    switch (act) {
      case 'chat': // is told to the page
        return;
      case 'edit':
      case 'remove':
      case 'block':
      case 'report':
        return this.#open({ kind: act, contact });
      case 'accept':
        return void this.#answers.choose({ act: 'approve', jid, addBack: false, details: null });
      case 'decline':
        return void this.#answers.choose({ act: 'deny', jid });
      case 'ask':
        return void this.run({ name: 'add-contact', jid, contact: name, groups, note: '' }, doneText('asked', who));
      case 'cancel':
        return void this.run({ name: 'cancel-contact-request', jid }, doneText('cancelled', who));
      case 'unblock':
        return void this.run({ name: 'unblock', jid: contact.blocked ?? jid }, doneText('unblocked', who));
    }
  };

  renderPane({ session, requests, contacts }: View): TemplateResult | typeof nothing {
    const pane = this.#pane;
    if (!pane) return nothing;
    const context = {
      account: session.account ?? '',
      groups: contacts?.groups ?? requests.contactGroups,
      busy: this.#busy,
      problem: this.#problem,
      close: this.#close,
    };
    return html`<div
      class="over"
      @im-contact-drafted=${this.#onDraft}
      @im-confirmed=${this.#onConfirmed}
      @keydown=${this.#onKey}
      @im-cancelled=${(event: Event) => event.stopPropagation()}
    >
      ${renderPane(pane, context)}
    </div>`;
  }

  renderDock(): TemplateResult {
    const { held, last } = this.#answers;
    return html`<div class="dock">
      <div class="toasts">
        <im-toast .message=${held} @im-toast-undo=${this.#onTakeBack}></im-toast>
        <im-toast .message=${last} @im-toast-undo=${this.#onUndo} @im-toast-over=${this.#onOver}></im-toast>
      </div>
    </div>`;
  }

  readonly #send: Send = async (command) =>
    this.#options.client()?.command<(typeof command)['name']>(command) ?? {
      ok: false,
      problem: { kind: 'not-signed-in' },
    };

  #open(pane: Pane): void {
    this.#pane = pane;
    this.#busy = false;
    this.#problem = undefined;
    if (pane.kind !== 'add') colourOf(this.#host, pane.contact.jid);
    this.#host.requestUpdate();
  }

  readonly #close = (): void => {
    const pane = this.#pane;
    this.#pane = undefined;
    this.#host.requestUpdate();
    if (pane) void this.#host.updateComplete.then(() => this.#options.closed(pane));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') this.#close();
  };

  readonly #onDraft = async (event: ComponentEvent<'im-contact-drafted'>): Promise<void> => {
    event.stopPropagation();
    const pane = this.#pane;
    if (!pane) return;
    const { jid, contact, groups, note } = event.detail;
    this.#busy = true;
    this.#problem = undefined;
    this.#host.requestUpdate();
    const result = await this.#send(
      pane.kind === 'add'
        ? { name: 'add-contact', jid, contact, groups, note }
        : { name: 'edit-contact', jid, contact, groups },
    );
    this.#busy = false;
    this.#host.requestUpdate();
    const who = personName({ name: contact, jid });
    if (result.ok) this.#answers.say(doneText(pane.kind === 'add' ? 'added' : 'saved', who));
    if (this.#pane !== pane) return; // somebody did not wait
    if (result.ok) this.#close();
    else this.#problem = commandProblemText(result.problem);
  };

  readonly #onConfirmed = (event: ComponentEvent<'im-confirmed'>): void => {
    event.stopPropagation();
    const pane = this.#pane;
    if (!pane || pane.kind === 'add') return;
    const { contact, kind } = pane;
    const { option } = event.detail;
    const { jid } = contact;
    this.#close();
    if (kind === 'remove') void this.run({ name: 'remove-contact', jid }, doneText('removed', personName(contact)));
    else void this.#answers.choose({ act: 'block', jid, report: option === '' ? null : (option as ReportReason) });
  };

  readonly #onTakeBack = (event: Event): void => {
    event.stopPropagation();
    void this.#answers.takeBack();
  };

  readonly #onUndo = (event: Event): void => {
    event.stopPropagation();
    this.#answers.undoLast();
  };

  readonly #onOver = (event: Event): void => {
    event.stopPropagation();
    this.#answers.forget();
  };
}
