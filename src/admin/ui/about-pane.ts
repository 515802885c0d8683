import { css, html, LitElement, type TemplateResult } from 'lit';
import { property } from '../../ui/decorators.js';
import { HANDLING_WORDS } from '../policy/policy-words.js';
import { base } from '../../ui/styles/base.js';
import { adminEvent, type PaneName } from './events.js';
import { pane } from './pane-styles.js';

const PANES: readonly (readonly [PaneName, string, string])[] = [
  [
    'users',
    'Users',
    'People’s accounts: add, edit, deactivate, reset a password, delete; many at once from a CSV file.',
  ],
  [
    'organization',
    'Organization Information',
    'What your server offers and what it lacks, the first policy, and who may change it.',
  ],
  ['domains', 'Domain(s)', 'The domains whose people count as contacts in your organization.'],
  [
    'federation',
    'IM Federation',
    'Which other domains your people may reach, who enforces that, and the DNS records that others find you by.',
  ],
  [
    'general-im',
    'General IM',
    'Whether people choose the handling of requests themselves, and what holds if they do not.',
  ],
  ['logging', 'IM Logging', 'Whose messages your server keeps, for how long, and who enforces that.'],
  [
    'archiving',
    'IM Archiving',
    'Where the messages of your people are delivered for archiving, whose, and how that is going.',
  ],
  ['groups', 'Policy Groups', 'People for whom something of the policy is different, and what holds for any person.'],
  ['history', 'History', 'Every policy that was saved: by whom, when, what changed; and the way back to it.'],
  ['deployment', 'Deployment', 'Files that roll the extension out to browsers, and the server configuration.'],
  ['reports', 'Reports', 'Who is online, how many accounts there are, when people signed in.'],
];

const WORDS: readonly (readonly [string, string])[] = [
  ['Contact request', 'Somebody wants to see when one of your people is available. Only an acceptance lets them.'],
  [
    'Handling',
    'What happens to a request by itself: it is accepted, or the person is prompted. There are three; see The rules.',
  ],
  [
    'Listed domain',
    'A domain under Domain(s), exactly as it is written there: none below it, none that looks like it. Your own counts only if it is listed.',
  ],
  [
    'Trusted and refused domains',
    'Domains of others under IM Federation, exactly as written there. Which of the two lists counts, the choice above them says.',
  ],
  [
    'Logged',
    'What somebody writes and receives is kept in their archive on your server. In the conversation both sides are told so.',
  ],
  [
    'Policy',
    'What you decide for everybody. It lies on your own server, in a pubsub node that only its administrators may change.',
  ],
  [
    'Policy group',
    'People, each in one group at most, for whom handling, federation or logging is different. What a group leaves out is as for everyone.',
  ],
  ['Revision', 'One saving of the policy. None is lost: each can be looked at, and restored.'],
  [
    'Endpoint',
    'Where the archiver delivers messages: a mailbox, a folder or a webhook. Each person is on at most one, under IM Archiving.',
  ],
  ['Added in return', 'Whoever is accepted automatically is asked in return, so that both see each other.'],
  [
    'Pinned',
    'A handling that the company’s browser policy sets. It wins over the policy that is saved here, until new files are rolled out.',
  ],
  [
    'Temporary availability',
    'Colleagues whom somebody finds in the search see whether that person is available, without being contacts.',
  ],
];

const ACCEPT = 'accepted';
const PROMPT = 'prompted';

/**
 * What this is, what the words mean, and the rules by which requests are decided.
 *
 * @summary About / Help.
 * @fires im-admin-go - Another pane is wanted.
 */
export class AboutPane extends LitElement {
  static override styles = [
    base,
    pane,
    css`
      section {
        display: grid;
        gap: 10px;
        min-inline-size: 0;
      }

      dl {
        display: grid;
        gap: 10px;
      }

      dt {
        font-weight: 550;
      }

      dd {
        color: var(--_im-muted);
      }

      tbody tr:last-child > th {
        border-block-end: 0;
      }

      tbody th {
        color: var(--_im-text);
        background: none;
        white-space: normal;
      }
    `,
  ];

  /** Of this software; nothing is said of it while it is empty. */
  @property() version = '';

  override render(): TemplateResult {
    return html`<div class="pane">
      <section class="card" aria-labelledby="what">
        <h3 id="what">What this is</h3>
        <p>
          Here you decide how contact requests reach the people of your organization, and look after their accounts.
          There is no server of ours behind it: this page talks to your own XMPP server, as you, and the server says
          what you may.
        </p>
        <p class="muted">
          im-contact-requests${this.version ? ` ${this.version}` : ''}. Free software under the MIT licence. README.md
          and CHANGELOG.md come with it: how to install it, what the server needs, what has changed.
        </p>
      </section>
      ${this.#renderRules()}
      <section class="card" aria-labelledby="panes">
        <h3 id="panes">What is where</h3>
        <dl>
          ${PANES.map(
            ([name, title, about]) =>
              html`<div>
                <dt><button class="link" @click=${() => this.#go(name)}>${title}</button></dt>
                <dd>${about}</dd>
              </div>`,
          )}
        </dl>
      </section>
      <section class="card" aria-labelledby="words">
        <h3 id="words">What the words mean</h3>
        <dl>
          ${WORDS.map(
            ([word, meaning]) =>
              html`<div>
                <dt>${word}</dt>
                <dd>${meaning}</dd>
              </div>`,
          )}
        </dl>
      </section>
    </div>`;
  }

  #renderRules(): TemplateResult {
    const organization = HANDLING_WORDS['accept-organization'].label;
    return html`<section aria-labelledby="rules">
      <h3 id="rules">The rules</h3>
      <p>First, whose choice holds:</p>
      ${table(
        'Whose choice holds',
        ['“Allow users to set…”', 'The handling in force', 'In people’s options'],
        [
          ['ticked', `the person’s own choice; until they choose, ${organization}`, 'the three choices'],
          ['cleared', 'yours; their own is kept, and not used', 'nothing about it'],
          ['no policy, or it cannot be read', HANDLING_WORDS.prompt.label, 'nothing; a notice says why'],
        ],
      )}
      <p>Then, what becomes of a request:</p>
      ${table(
        'What becomes of a request',
        ['Handling', 'From a listed domain', 'From any other domain'],
        [
          [HANDLING_WORDS['accept-all'].label, ACCEPT, ACCEPT],
          [organization, ACCEPT, PROMPT],
          [HANDLING_WORDS.prompt.label, PROMPT, PROMPT],
        ],
      )}
      <p class="muted">
        Whom a person has blocked is never accepted, and never prompts. A change of the policy takes effect at once:
        what waits is decided anew. Each automatic decision stands in the person’s log with its reason, and can be
        undone.
      </p>
    </section>`;
  }

  #go(to: PaneName): void {
    this.dispatchEvent(adminEvent('im-admin-go', { pane: to }));
  }
}

function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <caption class="visually-hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head.map((title) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first, ...rest]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${rest.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export const definitions = { 'im-admin-about': AboutPane };
