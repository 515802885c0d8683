/** What the import pane shows of an import under way, and of one that has ended. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ImportRun } from '../import/import-run.js';
import type { Pace } from '../import/pace.js';
import { failureText } from '../import/status-text.js';

/** Said where an import cannot be kept. */
export const NO_STORE = 'This browser has no room to keep what is done. Make some, and go on.';

/** How far it has got, in figures and aloud, and why it does not go on. */
export function renderProgress(run: ImportRun, pace: Pace): TemplateResult {
  const { counts, total, left, phase, halt } = run;
  const isRunning = phase === 'running' || phase === 'pausing';
  const isBegun = total - left > 0 || counts.begun > 0;
  return html`<h3 id="run">${titleOf(run, isBegun)}</h3>
    <progress aria-label="Lines that are done" max=${Math.max(total, 1)} .value=${total - left}></progress>
    <p>${total - left} of ${total} are done. ${isRunning ? pace.text(left) : nothing}</p>
    <p class="visually-hidden" role="status">${isRunning ? saidAloud(total - left, total) : nothing}</p>
    <ul>
      <li>Created: ${counts.created + counts['created-without-profile']}</li>
      ${
        counts['created-without-profile'] > 0
          ? html`<li>Of these without name, mail and title: ${counts['created-without-profile']}</li>`
          : nothing
      }
      <li>Invited: ${counts.invited}</li>
      <li>There already, left as they are: ${counts.existed}</li>
      <li>Failed: ${counts.failed}</li>
      <li>Lines that are not right: ${run.bad.length}</li>
    </ul>
    <p role="status">
      ${run.isOffline ? 'The connection is gone. The import goes on when it is back.' : nothing}
      ${halt?.why === 'store' ? NO_STORE : nothing}
      ${halt?.why === 'refused' ? failureText(halt.problem, false) : nothing}
    </p>`;
}

/** How often it is said aloud how far it has got, in parts of the whole. */
const SAID = 4;

function saidAloud(done: number, total: number): string {
  const quarters = Math.floor((done * SAID) / Math.max(total, 1));
  return quarters === 0 ? 'The import is running.' : `${Math.round((quarters * total) / SAID)} of ${total} are done.`;
}

/** What became of an import, in a sentence or two. */
export function summaryOf({ counts, bad }: ImportRun): string {
  const made = counts.created + counts['created-without-profile'];
  const amiss = counts.failed + bad.length;
  const rest = amiss > 0 ? ` Lines not imported: ${amiss}.` : '';
  return `The import is done. Accounts made: ${made}, people invited: ${counts.invited}.${rest}`;
}

function titleOf({ phase, left }: ImportRun, isBegun: boolean): string {
  switch (phase) {
    case 'running':
      return 'Importing';
    case 'pausing':
      return 'Pausing';
    case 'done':
      return 'The import is done';
    default:
      return isBegun && left > 0 ? 'An import was interrupted' : 'An import is waiting';
  }
}
