import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { formatDay, formatExactly } from '../../ui/format.js';
import { base } from '../../ui/styles/base.js';
import type { Abilities, AccountSummary, Statistics } from '../accounts/account.js';
import type { Outcome } from '../outcome.js';
import { perDay, readActivity, type LastActivity } from '../reports/activity.js';
import { activityTable, onlineTable, revisionsPerMonth, revisionsTable } from '../reports/tables.js';
import { definitions as barChart } from './bar-chart.js';
import { busyButton } from './busy-button.js';
import { pane } from './pane-styles.js';
import { problemText } from './problem-text.js';
import { definitions as reportCard } from './report-card.js';
import { timeLocale } from './revision-text.js';
import type { AdminServices } from './services.js';
import { Watch } from './watch.js';

const DAYS = 30;
const MONTHS = 12;

interface Figures {
  readonly at: number;
  readonly abilities: Abilities;
  readonly online: Outcome<readonly string[]> | undefined;
  readonly statistics: Outcome<Statistics> | undefined;
  readonly accounts: Outcome<readonly AccountSummary[]> | undefined;
}

/**
 * What the server tells of the organisation: who is online, accounts, last activity, and the revisions of the policy.
 * What it does not tell is left out, and named at the end.
 *
 * @summary The pane Reports.
 */
export class ReportsPane extends LitElement {
  static override styles = [
    base,
    pane,
    busyButton,
    css`
      .figures {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 32px;
      }

      .figures b {
        display: block;
        font-size: 1.7em;
        font-weight: 650;
        font-variant-numeric: tabular-nums;
      }

      progress {
        accent-color: var(--_im-accent);
        inline-size: min(240px, 100%);
      }
    `,
  ];

  @property({ attribute: false }) services: AdminServices | undefined;
  @state() private figures: Figures | undefined;
  @state() private problem = '';
  @state() private busy = false;
  @state() private activity: readonly LastActivity[] | undefined;
  @state() private activityProblem = '';
  @state() private asking: { readonly done: number; readonly all: number } | undefined;
  #asks = new AbortController();

  constructor() {
    super();
    new Watch(this, () => this.services?.policy);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asks.abort();
  }

  protected override firstUpdated(): void {
    void this.#load();
  }

  override render(): TemplateResult {
    const { figures } = this;
    return html`<div class="pane">
      <div class="row spread">
        <p class="muted" role="status">
          ${figures ? `As of ${formatExactly(figures.at, timeLocale())}` : this.problem ? nothing : 'Asking the server …'}
        </p>
        <button
          type="button"
          class="button"
          aria-disabled=${this.busy ? 'true' : nothing}
          @click=${() => void this.#load()}
        >
          Refresh
        </button>
      </div>
      ${this.problem ? html`<im-notice tone="bad">${this.problem}</im-notice>` : nothing}
      ${figures ? [this.#renderOnline(figures), this.#renderAccounts(figures), this.#renderActivity(figures)] : nothing}
      ${this.#renderRevisions()} ${figures ? renderMissing(figures) : nothing}
    </div>`;
  }

  #renderOnline({ online }: Figures): TemplateResult | typeof nothing {
    if (!online) return nothing;
    if (!online.ok) return html`<im-notice tone="warn">Who is online: ${problemText(online.problem)}</im-notice>`;
    const table = onlineTable(online.value);
    return html`<im-admin-report title="Online now" file="online" .table=${table}>
      <div class="figures">
        ${figure(table.rows.length, 'person', 'people')} ${figure(online.value.length, 'session', 'sessions')}
      </div>
    </im-admin-report>`;
  }

  #renderAccounts({ statistics, accounts }: Figures): TemplateResult | typeof nothing {
    const people = accounts?.ok ? accounts.value : undefined;
    const all = people?.length ?? (statistics?.ok ? statistics.value.registered : undefined);
    if (all === undefined) return nothing;
    const disabled = people?.filter(({ isDisabled }) => isDisabled);
    const tellsDisabled = people?.some(({ isDisabled }) => isDisabled !== undefined);
    const table = people && {
      columns: ['Address', 'State'],
      rows: people.map(({ jid, isDisabled }) => [jid, isDisabled ? 'deactivated' : 'active']),
    };
    return html`<im-admin-report title="Accounts" file="accounts" .table=${table}>
      <div class="figures">
        ${figure(all, 'account', 'accounts')}
        ${disabled && tellsDisabled ? html`<span><b>${disabled.length}</b>deactivated</span>` : nothing}
      </div>
    </im-admin-report>`;
  }

  #renderActivity({ abilities, accounts }: Figures): TemplateResult | typeof nothing {
    if (abilities['last-activity'] !== true || !accounts?.ok) return nothing;
    const { activity, asking } = this;
    const day = (at: number): string => formatDay(at, timeLocale());
    return html`<im-admin-report
      title="Last activity"
      file="last-activity"
      .table=${activity && activityTable(activity)}
    >
      <p class="help">When people were there last. The server is asked about each of them, one by one.</p>
      ${
        activity
          ? html`<im-admin-bars
              name="People who were there last on this day"
              .bars=${perDay(activity, Date.now(), DAYS, day)}
            ></im-admin-bars>`
          : nothing
      }
      ${this.activityProblem ? html`<p class="bad" role="alert">${this.activityProblem}</p>` : nothing}
      ${
        asking
          ? html`<div class="row">
              <progress max=${asking.all} .value=${asking.done} aria-label="People asked about"></progress>
              <span class="muted">${asking.done} of ${asking.all}</span>
              <button type="button" class="button" @click=${() => this.#asks.abort()}>Stop</button>
            </div>`
          : html`<div class="row">
              <button type="button" class="button" @click=${() => void this.#ask(accounts.value)}>
                ${activity ? 'Ask again' : `Ask about ${accounts.value.length} people`}
              </button>
            </div>`
      }
    </im-admin-report>`;
  }

  #renderRevisions(): TemplateResult | typeof nothing {
    const policy = this.services?.policy.state;
    if (policy?.kind !== 'ready' || policy.revisions.length === 0) return nothing;
    const month = new Intl.DateTimeFormat(timeLocale(), { month: 'short', year: 'numeric', timeZone: 'UTC' });
    const bars = revisionsPerMonth(policy.revisions, Date.now(), MONTHS, (start) => month.format(start));
    return html`<im-admin-report
      title="Revisions of the policy"
      file="revisions"
      .table=${revisionsTable(policy.revisions)}
    >
      <div class="figures">
        <span><b>${policy.revisions.length}</b>kept by the server</span>
      </div>
      <im-admin-bars name="Revisions in this month" .bars=${bars}></im-admin-bars>
    </im-admin-report>`;
  }

  async #load(): Promise<void> {
    const accounts = this.services?.accounts;
    if (!accounts || this.busy) return;
    this.busy = true;
    const abilities = await accounts.abilities();
    if (abilities.ok) {
      const { online, statistics, list } = abilities.value;
      const [there, figures, people] = await Promise.all([
        online === true ? accounts.online() : undefined,
        statistics === true ? accounts.statistics() : undefined,
        list === true ? accounts.list(new AbortController().signal) : undefined,
      ]);
      this.figures = {
        at: Date.now(),
        abilities: abilities.value,
        online: there,
        statistics: figures,
        accounts: people,
      };
    }
    this.problem = abilities.ok ? '' : problemText(abilities.problem);
    this.busy = false;
  }

  async #ask(people: readonly AccountSummary[]): Promise<void> {
    const accounts = this.services?.accounts;
    if (!accounts) return;
    this.#asks = new AbortController();
    const jids = people.map(({ jid }) => jid);
    this.asking = { done: 0, all: jids.length };
    const tell = (known: readonly LastActivity[]): void => {
      this.asking = { done: known.length, all: jids.length };
    };
    const found = await readActivity(accounts, jids, tell, this.#asks.signal);
    this.asking = undefined;
    this.activityProblem = found.ok ? '' : problemText(found.problem);
    if (found.ok) this.activity = found.value;
  }
}

function figure(count: number, one: string, many: string): TemplateResult {
  return html`<span><b>${count}</b>${count === 1 ? one : many}</span>`;
}

function renderMissing({ abilities }: Figures): TemplateResult | typeof nothing {
  const named = { online: 'who is online', list: 'accounts', 'last-activity': 'last activity' } as const;
  const missing = Object.entries(named).filter(([name]) => abilities[name as keyof typeof named] !== true);
  if (missing.length === 0) return nothing;
  return html`<p class="muted">
    Your server does not tell this account: ${missing.map(([, words]) => words).join(', ')}. Under Users you see what
    would add it.
  </p>`;
}

export const definitions = { 'im-admin-reports': ReportsPane, ...reportCard, ...barChart };
