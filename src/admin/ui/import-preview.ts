/** What the import pane shows of a file before anything is done with it. */
import { html, nothing, type TemplateResult } from 'lit';
import { LINE_PROBLEM_NAMES } from '../import/line-problems.js';
import type { PeopleFile } from '../import/people-file.js';

const SHOWN_PEOPLE = 5;

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
    <im-admin-import-problems
      .lines=${bad}
      .names=${LINE_PROBLEM_NAMES}
      label="Lines that cannot be imported"
    ></im-admin-import-problems>`;
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
