/** What the import pane shows of a file before anything is done with it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PeopleFile } from '../import/people-file.js';

const SHOWN_PEOPLE = 5;
const SHOWN_PROBLEMS = 100;

/** Counts, the first people, skipped columns, and each line that is wrong. */
export function renderPreview({ people, bad, skipped }: PeopleFile): TemplateResult {
  const made = people.filter(({ password }) => password === undefined).length;
  return html`<p role="status">
      <strong>${people.length}</strong> can be imported, <strong>${bad.length}</strong> cannot.
      ${made > 0 ? html`${made} of those who can have no password in the file: they get an invitation link or a password that is made.` : nothing}
    </p>
    ${
      skipped.length > 0
        ? html`<p class="help">
            Columns that are skipped: ${skipped.map((name, at) => html`${at > 0 ? ', ' : ''}<bdi>${name}</bdi>`)}.
          </p>`
        : nothing
    }
    ${people.length > 0 ? renderPeople(people.slice(0, SHOWN_PEOPLE)) : nothing}
    ${bad.length > 0 ? renderProblems(bad) : nothing}`;
}

function renderPeople(people: PeopleFile['people']): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="The first people of the file">
    <table>
      <thead>
        <tr>
          <th scope="col">Line</th>
          <th scope="col">User name</th>
          <th scope="col">Name</th>
          <th scope="col">Mail</th>
          <th scope="col">Title</th>
        </tr>
      </thead>
      <tbody>
        ${people.map(
          ({ line, username, profile }) =>
            html`<tr>
              <td class="number">${line}</td>
              <td><bdi>${username}</bdi></td>
              <td><bdi>${profile.firstName} ${profile.lastName}</bdi></td>
              <td><bdi>${profile.mail}</bdi></td>
              <td><bdi>${profile.title}</bdi></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function renderProblems(bad: PeopleFile['bad']): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Lines that cannot be imported">
      <table>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">What is wrong</th>
          </tr>
        </thead>
        <tbody>
          ${bad.slice(0, SHOWN_PROBLEMS).map(
            ({ line, problems }) =>
              html`<tr>
                <td class="number">${line}</td>
                <td>${problems.map(({ text }) => html`<p><bdi>${text}</bdi></p>`)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      bad.length > SHOWN_PROBLEMS
        ? html`<p class="help">And ${bad.length - SHOWN_PROBLEMS} more: all of them are in the result file.</p>`
        : nothing
    }`;
}
