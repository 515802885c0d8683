import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../decorators.js';
import type { ReportReason } from '../../core/state.js';
import type { Abilities } from '../../core/view.js';
import { defineLater } from '../define-components.js';
import { componentEvent, type BulkChoice, type ComponentEvent } from '../events.js';
import { acceptManyQuestion, blockDomainQuestion, blockManyQuestion } from '../strings/answers.js';
import { base } from '../styles/base.js';
import type { MenuItem } from './menu.js';
import { reportOptions } from './report-options.js';

type Asking = 'approve' | 'block' | 'report' | 'block-domain';

/**
 * Answers to many requests: to those that are selected or, where none are, to all of one domain. What is held
 * for a moment, or can be brought back, is done at once; what is not is asked about.
 *
 * @summary Accept, decline, ignore and block many.
 * @fires im-bulk - The answer.
 */
@localized()
export class BulkBar extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }

      im-question {
        flex-basis: 100%;
      }
    `,
  ];

  /** How many are selected. */
  @property({ type: Number }) count = 0;
  /** The domain, where none are. */
  @property() domain = '';
  @property({ attribute: false }) can: Abilities = { block: false, report: false };
  /** Our own domain cannot be blocked. */
  @property() ownDomain = '';
  /** Another answer to many is still on its way. */
  @property({ type: Boolean }) busy = false;
  @state() private asking: Asking | undefined;

  protected override willUpdate(): void {
    if (this.busy) this.asking = undefined;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.asking) return this.#renderQuestion(this.asking);
    return this.count > 0 ? this.#renderSelected() : this.#renderDomain();
  }

  #renderSelected(): TemplateResult {
    const { busy, can } = this;
    const why = busy ? msg('Wait until the last answer is through.') : '';
    return html`<button class="button" ?disabled=${busy} title=${why} @click=${this.#approve}>${msg('Accept')}</button>
      <button class="button" ?disabled=${busy} title=${why || msg('They are told.')} @click=${() => this.#send('deny')}>
        ${msg('Decline')}
      </button>
      <button
        class="button"
        ?disabled=${busy}
        title=${why || msg('They learn nothing. You can bring them back.')}
        @click=${() => this.#send('ignore')}
      >
        ${msg('Ignore')}
      </button>
      ${
        can.block && !busy
          ? html`<im-menu
              .label=${msg('Block')}
              labelled
              .items=${this.#blockItems()}
              @im-pick=${this.#onPick}
            ></im-menu>`
          : nothing
      }`;
  }

  #blockItems(): MenuItem[] {
    return [
      {
        id: 'block',
        label: msg('Block those selected…'),
        hint: msg('Nothing they send reaches you any more. They see you as offline.'),
        danger: true,
      },
      ...(this.can.report
        ? [
            {
              id: 'report',
              label: msg('Block and report those selected…'),
              hint: msg('Your server’s operators are told, too.'),
              danger: true,
            },
          ]
        : []),
    ];
  }

  #renderDomain(): TemplateResult | typeof nothing {
    const { domain, busy } = this;
    if (!domain || busy) return nothing;
    const items: MenuItem[] = [
      { id: 'deny', label: msg('Decline all'), hint: msg('They are told.') },
      { id: 'ignore', label: msg('Ignore all'), hint: msg('They learn nothing. You can bring them back.') },
      ...(this.can.block && domain !== this.ownDomain
        ? [
            {
              id: 'block-domain',
              label: msg(str`Block everybody at ${domain}…`),
              hint: msg('Nothing they send reaches you any more. They see you as offline.'),
              danger: true,
              apart: true,
            },
          ]
        : []),
    ];
    return html`<im-menu
      labelled
      .label=${msg(str`All from ${domain}`)}
      .items=${items}
      @im-pick=${this.#onPick}
    ></im-menu>`;
  }

  #renderQuestion(asking: Asking): TemplateResult {
    void defineLater('im-question');
    const { text, confirm } = this.#question(asking);
    return html`<im-question
      .text=${text}
      .confirm=${confirm}
      .danger=${asking !== 'approve'}
      .options=${asking === 'report' ? reportOptions() : []}
      .tick=${asking === 'approve' ? msg('Also add them to my contacts') : ''}
      @im-confirmed=${this.#onConfirmed}
      @im-cancelled=${this.#onCancelled}
    ></im-question>`;
  }

  #question(asking: Asking): { readonly text: TemplateResult | string; readonly confirm: string } {
    switch (asking) {
      case 'approve':
        return { text: acceptManyQuestion(this.count), confirm: msg('Accept') };
      case 'block':
        return { text: blockManyQuestion(this.count), confirm: msg('Block') };
      case 'report':
        return { text: blockManyQuestion(this.count), confirm: msg('Block and report') };
      case 'block-domain':
        return { text: blockDomainQuestion(this.domain), confirm: msg('Block') };
    }
  }

  readonly #onPick = (event: ComponentEvent<'im-pick'>): void => {
    event.stopPropagation();
    switch (event.detail.item) {
      case 'deny':
        return this.#send('deny');
      case 'ignore':
        return this.#send('ignore');
      default:
        this.asking = event.detail.item as Asking;
    }
  };

  readonly #approve = (): void => {
    if (this.count > 1) this.asking = 'approve';
    else this.#send('approve');
  };

  readonly #onConfirmed = (event: ComponentEvent<'im-confirmed'>): void => {
    event.stopPropagation();
    const { asking } = this;
    this.asking = undefined;
    const { option, ticked } = event.detail;
    if (asking === 'approve') this.#send('approve', { addBack: ticked });
    else this.#send('block', { report: option === '' ? null : (option as ReportReason) });
  };

  readonly #onCancelled = (event: Event): void => {
    event.stopPropagation();
    this.asking = undefined;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('button, im-menu')?.focus());
  };

  #send(act: BulkChoice['act'], more: Partial<BulkChoice> = {}): void {
    const domain = this.count > 0 ? null : this.domain;
    this.dispatchEvent(componentEvent('im-bulk', { act, domain, addBack: false, report: null, ...more }));
  }
}
