/** What the search of the directory says beside the people it finds. */
import { msg } from '@lit/localize';
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { DirectoryPage } from '../../core/people-view.js';
import type { CommandProblem } from '../../ports/protocol.js';
import { drawing, icons } from '../icons.js';
import { optionIcons } from '../option-icons.js';
import { peopleFoundText, peopleShownText } from '../strings/directory.js';
import { commandProblemText } from '../strings/problems.js';

export function notSearched(): TemplateResult {
  return html`<div class="empty">
    ${magnifier}
    <strong>${msg('Search your organization')}</strong>
    <span>${msg('Write at least two letters of a name or an address.')}</span>
  </div>`;
}

/** How many were found. */
export function found({ rows, total }: DirectoryPage): TemplateResult {
  const counts = [peopleFoundText(total ?? rows.length)];
  if (total !== null && total > rows.length) counts.push(peopleShownText(rows.length));
  return html`<p class="found muted small" role="status">${counts.join(' · ')}</p>`;
}

export function nobodyFound(text: string): TemplateResult {
  return html`<div class="empty" role="status">
    ${magnifier}
    <strong>${msg(html`Nobody found for “<bdi>${text.trim()}</bdi>”`)}</strong>
    <span>${msg('Check how it is written, or try how their first or last name begins.')}</span>
  </div>`;
}

/** `again`: the button asks once more; else it adds somebody by their address. */
export function searchProblem(problem: CommandProblem, act: () => void, again: boolean): TemplateResult {
  const { what, todo } = commandProblemText(problem);
  return html`<div class="empty" role="alert">
    ${icons.warning}
    <strong>${what}</strong>
    ${todo ? html`<span>${todo}</span>` : nothing}
    <button class="button" @click=${act}>
      ${again ? msg('Try again') : html`${optionIcons.expected}${msg('Add contact')}`}
    </button>
  </div>`;
}

const magnifier = drawing(
  svg`<circle cx="40" cy="28" r="19"/><path d="m54 42 15 15"/><path opacity=".45" d="M10 66h68M29 28a11 11 0 0 1 11-11"/>`,
);
