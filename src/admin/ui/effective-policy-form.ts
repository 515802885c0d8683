import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { effectivePolicy, type EffectivePolicy } from '../policy/effective-policy.js';
import type { PolicyDraft } from '../policy/revision.js';
import { personText } from './domain-text.js';
import { entryForm } from './entry-form.js';
import { pane } from './pane-styles.js';

/**
 * What the policy, as it is edited, means for one person, and by what: their group, a list, or what holds for everyone.
 *
 * @summary The effective policy of a person.
 */
export class EffectivePolicyForm extends LitElement {
  static override styles = [
    base,
    pane,
    entryForm,
    css`
      .answer {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
        overflow-wrap: anywhere;
      }

      dl {
        display: grid;
      }

      dl > div {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
        gap: 2px 16px;
        padding-block: 8px;
        border-block-start: var(--_im-line) solid var(--_im-border);
      }

      dt {
        color: var(--_im-muted);
      }

      .why {
        color: var(--_im-muted);
      }

      .exception .value {
        font-weight: 600;
      }

      .exception .why {
        color: var(--_im-text);
      }
    `,
  ];

  @property({ attribute: false }) draft: PolicyDraft | undefined;
  /** The organisation's domain. */
  @property() own = '';
  /** Of whom it is asked, as typed; nobody yet. */
  @state() private person: string | undefined;

  override render(): TemplateResult | typeof nothing {
    const { draft, person, own } = this;
    if (!draft) return nothing;
    const answer = person === undefined ? undefined : effectivePolicy(person, draft, own);
    const isWrong = answer?.ok === false;
    return html`<section class="card" aria-labelledby="title">
      <h3 id="title">What holds for a person</h3>
      <p class="help" id="about">Under the policy as it stands on this page, saved or not.</p>
      <form novalidate @submit=${this.#onSubmit}>
        <label class="field"
          >Address of one of your people
          <input
            type="text"
            name="whom"
            dir="ltr"
            inputmode="email"
            autocapitalize="none"
            autocomplete="off"
            spellcheck="false"
            placeholder=${`name@${own || 'example.com'}`}
            aria-invalid=${isWrong ? 'true' : nothing}
            aria-describedby=${isWrong ? 'answer' : 'about'}
          />
        </label>
        <button class="button">Show</button>
      </form>
      <div class="answer" id="answer" role="status">${answer ? renderAnswer(answer) : nothing}</div>
    </section>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement).get('whom');
    this.person = typeof given === 'string' ? given : '';
  };
}

function renderAnswer(answer: EffectivePolicy): TemplateResult {
  if (!answer.ok) return html`<p class="bad">${answer.problem} ${answer.todo}</p>`;
  const { jid, group, lines } = answer;
  return html`<p>
      ${personText(jid)} ${group === undefined ? 'is in no group.' : html`is in the group “<bdi>${group}</bdi>”.`}
    </p>
    <dl>
      ${lines.map(
        ({ label, value, why, isException }) =>
          html`<div class=${isException ? 'exception' : nothing}>
            <dt>${label}</dt>
            <dd>
              <div class="value">${value}</div>
              <div class="why">${why}</div>
            </dd>
          </div>`,
      )}
    </dl>
    <p class="help">
      Where the company’s browser policy pins a handling, that one counts. Whether there is such an account is not
      looked up.
    </p>`;
}

export const definitions = { 'im-admin-effective-policy': EffectivePolicyForm };
