import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { icons } from '../../ui/icons.js';
import { jidText } from '../../ui/components/jid-text.js';
import { base } from '../../ui/styles/base.js';
import type { Domain } from '../../core/jid.js';
import { DEFAULT_HANDLING } from '../../core/policy/handling.js';
import { HANDLINGS, type Handling } from '../../core/policy/schema.js';
import { domainWarningFact } from '../policy/domain-words.js';
import { HANDLING_WORDS } from '../policy/policy-words.js';
import { tryIt, type TryItAnswer } from '../policy/try-it.js';
import type { PolicyDraft } from '../policy/revision.js';
import { entryForm } from './entry-form.js';
import { pane } from './pane-styles.js';

/**
 * "Try it": what would happen to somebody's request under the policy as it is edited. Nothing is sent.
 *
 * @summary The outcome of a draft for one address.
 */
export class TryItForm extends LitElement {
  static override styles = [
    base,
    pane,
    entryForm,
    css`
      select {
        text-overflow: ellipsis;
      }

      .answer {
        display: grid;
        gap: 4px;
        overflow-wrap: anywhere;
      }

      .answer:not(:empty) {
        padding: 10px 14px;
        border-radius: calc(var(--_im-radius) * 0.8);
        background: var(--_im-raised);
      }

      .verdict {
        display: flex;
        gap: 8px;
        font-weight: 550;
      }
    `,
  ];

  @property({ attribute: false }) draft: PolicyDraft | undefined;
  @property() own = '';
  /** The address that is tried; none yet. */
  @state() private from: string | undefined;
  @state() private chosen: Handling | null = null;

  override render(): TemplateResult | typeof nothing {
    const { draft, from, chosen } = this;
    if (!draft) return nothing;
    const answer = from === undefined ? undefined : tryIt({ from, draft, chosen, own: this.own as Domain });
    const isWrong = answer?.ok === false;
    return html`<section class="card" aria-labelledby="title">
      <h3 id="title">Try it</h3>
      <p class="help" id="about">
        What would happen to a request${draft.groups.length > 0 ? ' to somebody in no policy group' : ''}, under the
        policy as it stands on this page. Nothing is sent.
      </p>
      <form novalidate @submit=${this.#onSubmit}>
        <label class="field"
          >Address of whoever asks
          <input
            type="text"
            name="from"
            dir="ltr"
            inputmode="email"
            autocapitalize="none"
            autocomplete="off"
            spellcheck="false"
            placeholder="name@example.com"
            aria-invalid=${isWrong ? 'true' : nothing}
            aria-describedby=${isWrong ? 'answer' : 'about'}
          />
        </label>
        ${draft.allowUserOptions ? this.#renderChosen() : nothing}
        <button class="button">Try</button>
      </form>
      <div class="answer" id="answer" role="status">${answer ? renderAnswer(answer) : nothing}</div>
    </section>`;
  }

  #renderChosen(): TemplateResult {
    return html`<label class="field"
      >What the person who is asked has chosen
      <select @change=${this.#onChosen}>
        <option value="" ?selected=${this.chosen === null}>
          Nothing yet: ${HANDLING_WORDS[DEFAULT_HANDLING].label}
        </option>
        ${HANDLINGS.map(
          (handling) =>
            html`<option value=${handling} ?selected=${this.chosen === handling}>
              ${HANDLING_WORDS[handling].label}
            </option>`,
        )}
      </select>
    </label>`;
  }

  readonly #onChosen = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    this.chosen = HANDLINGS.find((handling) => handling === value) ?? null;
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement).get('from');
    this.from = typeof given === 'string' ? given : '';
  };
}

function renderAnswer(answer: TryItAnswer): TemplateResult {
  if (!answer.ok) return html`<p class="bad">${answer.problem} ${answer.todo}</p>`;
  const { jid, isAccepted, outcome, inReturn, warning } = answer;
  return html`<p>${jidText(jid)}</p>
    <p class="verdict ${isAccepted ? 'good' : 'warn'}">
      ${isAccepted ? icons.check : icons.clock}<span>${outcome}</span>
    </p>
    ${inReturn ? html`<p>${inReturn}</p>` : nothing}
    ${warning ? html`<p class="warn">${domainWarningFact(warning)} People are warned of it, too.</p>` : nothing}`;
}

export const definitions = { 'im-admin-try-it': TryItForm };
