import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { formatDay } from '../../ui/format.js';
import { base } from '../../ui/styles/base.js';
import type { AccountSummary } from '../accounts/account.js';
import { activityFigures, lastDays, perDay, readActivity, type LastActivity } from '../reports/activity.js';
import { activityTable } from '../reports/tables.js';
import { pane } from './pane-styles.js';
import { problemText } from './problem-text.js';
import { reportStyles } from './report-styles.js';
import { timeLocale } from './revision-text.js';
import type { AdminServices } from './services.js';

const DAYS = 30;
/** How many may be asked about, beside all of them. */
const PORTIONS = [100, 1000] as const;

/**
 * When people were there last. The server is asked about one after the other: only when somebody wants it, about as
 * many as they want, and until they stop it.
 *
 * @summary The report of last activity.
 */
export class ActivityReport extends LitElement {
  static override styles = [base, pane, reportStyles];

  @property({ attribute: false }) services: AdminServices | undefined;
  @property({ attribute: false }) people: readonly AccountSummary[] = [];
  /** When it was asked for, and what is known. */
  @state() private activity: { readonly at: number; readonly known: readonly LastActivity[] } | undefined;
  @state() private problem = '';
  @state() private asking: { readonly done: number; readonly all: number } | undefined;
  #ends = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#ends.abort();
  }

  override render(): TemplateResult {
    const { activity, asking } = this;
    return html`<im-admin-report
      title="Last activity"
      file="last-activity"
      .table=${activity && activityTable(activity.known)}
    >
      <p class="help">When people were there last. The server is asked about each of them, one by one.</p>
      ${activity ? this.#renderChart(activity.known, activity.at) : nothing}
      <p class="bad" role="alert">${this.problem || nothing}</p>
      ${asking ? this.#renderProgress(asking) : this.#renderForm()}
    </im-admin-report>`;
  }

  #renderChart(known: readonly LastActivity[], at: number): TemplateResult {
    const { within, earlier, never } = activityFigures(known, lastDays(at, DAYS)[0] ?? at);
    const day = (start: number): string => formatDay(start, timeLocale());
    return html`<div class="figures">
        <span><b>${within}</b>in ${DAYS} days</span><span><b>${earlier}</b>before that</span
        ><span><b>${never}</b>never</span>
      </div>
      <im-admin-bars
        name="People who were there last on this day"
        .bars=${perDay(known, at, DAYS, day)}
      ></im-admin-bars>`;
  }

  #renderProgress({ done, all }: { readonly done: number; readonly all: number }): TemplateResult {
    return html`<div class="row">
      <progress max=${all} .value=${done} aria-label="People asked about"></progress>
      <span class="muted">${done} of ${all}</span>
      <button type="button" class="button stop" @click=${() => this.#ends.abort()}>Stop</button>
    </div>`;
  }

  #renderForm(): TemplateResult {
    const all = this.people.length;
    const portions = PORTIONS.filter((portion) => portion < all);
    return html`<form class="row" @submit=${this.#onSubmit}>
      ${
        portions.length > 0
          ? html`<label class="row"
              >About how many
              <select name="count">
                ${portions.map((portion, index) => html`<option value=${portion} ?selected=${index === 0}>The first ${portion} by address</option>`)}
                <option value=${all}>All ${all}</option>
              </select></label
            >`
          : nothing
      }
      <button class="button ask">${this.activity ? 'Ask again' : 'Ask the server'}</button>
    </form>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const count = new FormData(event.target as HTMLFormElement).get('count');
    void this.#ask(this.people.slice(0, typeof count === 'string' ? Number(count) : undefined));
  };

  async #ask(people: readonly AccountSummary[]): Promise<void> {
    const { services } = this;
    if (!services) return;
    this.#ends = new AbortController();
    const { signal } = this.#ends;
    this.asking = { done: 0, all: people.length };
    this.problem = '';
    void this.#focusOn('.stop');
    const found = await readActivity(
      services.accounts,
      people.map(({ jid }) => jid),
      (known) => (this.asking = { done: known.length, all: people.length }),
      signal,
    );
    const hadFocus = (this.renderRoot as ShadowRoot).activeElement !== null;
    this.asking = undefined;
    if (found.ok) this.activity = { at: Date.now(), known: found.value };
    else this.problem = problemText(found.problem);
    if (hadFocus) void this.#focusOn('.ask');
  }

  async #focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}

export const definitions = { 'im-admin-activity-report': ActivityReport };
