import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { formatExactly } from '../../ui/format.js';
import { base } from '../../ui/styles/base.js';
import type { Abilities, AccountService, AccountSummary, Statistics } from '../accounts/account.js';
import type { AdminProblem, Outcome } from '../outcome.js';
import { revisionsIn } from '../policy/revision.js';
import { accountFigures, type AccountFigures } from '../reports/accounts.js';
import { onlineTable, peopleBySessions, revisionsPerMonth, revisionsTable } from '../reports/tables.js';
import { definitions as activityReport } from './activity-report.js';
import { definitions as barChart } from './bar-chart.js';
import { busyButton } from './busy-button.js';
import { pane } from './pane-styles.js';
import { problemText } from './problem-text.js';
import { definitions as reportCard } from './report-card.js';
import { reportStyles } from './report-styles.js';
import { timeLocale } from './revision-text.js';
import type { AdminServices } from './services.js';
import { definitions as shareBar, type Share } from './share-bar.js';
import { Watch } from './watch.js';

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
  static override styles = [base, pane, busyButton, reportStyles];

  @property({ attribute: false }) services: AdminServices | undefined;
  @state() private figures: Figures | undefined;
  @state() private problem = '';
  @state() private busy = false;
  #ends = new AbortController();

  constructor() {
    super();
    new Watch(this, () => this.services?.policy);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#ends.abort();
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
    if (!online.ok) return renderUnread('Who is online', online.problem);
    const table = onlineTable(online.value);
    return html`<im-admin-report title="Online now" file="online" .table=${table}>
      <div class="figures">
        ${figure(table.rows.length, 'person', 'people')} ${figure(online.value.length, 'session', 'sessions')}
      </div>
      ${
        table.rows.length > 0
          ? html`<im-admin-bars name="People by sessions" .bars=${peopleBySessions(table)}></im-admin-bars>`
          : nothing
      }
    </im-admin-report>`;
  }

  #renderAccounts({ statistics, accounts }: Figures): TemplateResult | typeof nothing {
    const failed = [accounts, statistics].find((outcome) => outcome?.ok === false);
    const people = accounts?.ok ? accounts.value : undefined;
    const figures = accountFigures(statistics?.ok ? statistics.value : undefined, people);
    if (!figures) return failed?.ok === false ? renderUnread('Accounts', failed.problem) : nothing;
    const table = people && {
      columns: ['Address', 'State'],
      rows: people.map(({ jid, isDisabled }) => [jid, stateWord(isDisabled)]),
    };
    return html`<im-admin-report title="Accounts" file="accounts" .table=${table}>
      ${failed?.ok === false ? renderUnread('Not all of it', failed.problem) : nothing}
      <div class="figures">${figure(figures.all, 'account', 'accounts')}</div>
      ${renderShares(figures)}
    </im-admin-report>`;
  }

  #renderActivity({ abilities, accounts }: Figures): TemplateResult | typeof nothing {
    if (abilities['last-activity'] !== true || !accounts?.ok) return nothing;
    return html`<im-admin-activity-report
      .services=${this.services}
      .people=${accounts.value}
    ></im-admin-activity-report>`;
  }

  #renderRevisions(): TemplateResult | typeof nothing {
    const policy = this.services?.policy.state;
    const revisions = policy && revisionsIn(policy);
    if (!revisions || revisions.length === 0) return nothing;
    const month = new Intl.DateTimeFormat(timeLocale(), { month: 'short', year: 'numeric', timeZone: 'UTC' });
    const bars = revisionsPerMonth(revisions, Date.now(), MONTHS, (start) => month.format(start));
    return html`<im-admin-report title="Revisions of the policy" file="revisions" .table=${revisionsTable(revisions)}>
      <div class="figures">
        <span><b>${revisions.length}</b>kept by the server</span>
      </div>
      <im-admin-bars name="Revisions in this month" .bars=${bars}></im-admin-bars>
    </im-admin-report>`;
  }

  async #load(): Promise<void> {
    const accounts = this.services?.accounts;
    if (!accounts || this.busy) return;
    this.busy = true;
    this.#ends = new AbortController();
    const { signal } = this.#ends;
    const policy = this.services?.policy.refresh();
    const abilities = await accounts.abilities();
    if (abilities.ok) {
      const { online, statistics, list } = abilities.value;
      const [there, figures, people] = await Promise.all([
        online === true ? accounts.online() : undefined,
        statistics === true ? accounts.statistics() : undefined,
        list === true ? listUnlessEnded(accounts, signal) : undefined,
      ]);
      this.figures = {
        at: Date.now(),
        abilities: abilities.value,
        online: there,
        statistics: figures,
        accounts: people,
      };
    }
    await policy;
    this.problem = abilities.ok ? '' : problemText(abilities.problem);
    this.busy = false;
  }
}

/** Nobody looks at what a pane that is gone has asked for. */
async function listUnlessEnded(
  accounts: AccountService,
  signal: AbortSignal,
): Promise<Outcome<readonly AccountSummary[]> | undefined> {
  return accounts.list(signal).catch((error: unknown) => {
    if (signal.aborted) return undefined;
    throw error;
  });
}

function renderUnread(what: string, problem: AdminProblem): TemplateResult {
  return html`<im-notice tone="warn">${what} could not be read. ${problemText(problem)}</im-notice>`;
}

/** Where it is known of everybody who is online or deactivated. */
function renderShares({ all, online, deactivated }: AccountFigures): TemplateResult | typeof nothing {
  if (online === undefined || all === 0) return nothing;
  const shares: readonly Share[] = [
    { label: 'online', value: online, tone: 'accent' },
    { label: 'not online', value: Math.max(0, all - online - (deactivated ?? 0)), tone: 'plain' },
    ...(deactivated === undefined ? [] : [{ label: 'deactivated', value: deactivated, tone: 'bad' } as const]),
  ];
  return html`<im-admin-shares .shares=${shares}></im-admin-shares>`;
}

function stateWord(isDisabled: boolean | undefined): string {
  return isDisabled === undefined ? '' : isDisabled ? 'deactivated' : 'active';
}

function figure(count: number, one: string, many: string): TemplateResult {
  return html`<span><b>${count}</b>${count === 1 ? one : many}</span>`;
}

function renderMissing({ abilities }: Figures): TemplateResult | typeof nothing {
  const named = { online: 'who is online', list: 'accounts', 'last-activity': 'last activity' } as const;
  const missing = Object.entries(named).filter(([name]) => abilities[name as keyof typeof named] !== true);
  if (missing.length === 0) return nothing;
  return html`<p class="muted">
    Your server does not tell this account: ${missing.map(([, words]) => words).join(', ')}.
  </p>`;
}

export const definitions = {
  'im-admin-reports': ReportsPane,
  ...reportCard,
  ...barChart,
  ...shareBar,
  ...activityReport,
};
