/** What the pane IM Archiving says of the archiver itself, and of what it has to do with. */
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../../ui/icons.js';
import type { ArchiveEndpoint, ArchiverStatus } from '../archiving/archiver.js';
import { isUsed, spokenStatus } from '../archiving/archiver-words.js';

const SERVERS: Readonly<Record<string, string>> = { prosody: 'Prosody', ejabberd: 'ejabberd' };

interface Around {
  readonly address: string;
  /** Whose people it should archive. */
  readonly domain: string;
  readonly endpoints: readonly ArchiveEndpoint[];
  /** The endpoint of whoever is not named. */
  readonly everybody: string;
}

/** Whether it is there, and reads the server's archive. */
export function renderArchiverStatus(
  status: ArchiverStatus,
  { address, domain, endpoints, everybody }: Around,
): TemplateResult {
  const { version, server, databaseText } = status;
  const used = new Set(endpoints.filter((one) => isUsed(one, everybody)).map(({ name }) => name));
  const name = SERVERS[server] ?? 'the server';
  return html`<section class="card" aria-labelledby="archiver">
    <h3 id="archiver">The archiver</h3>
    <p class="visually-hidden" role="status">${spokenStatus(status, used)}</p>
    ${line('good', html`Connected to the server, as <bdi>${address}</bdi>${version ? `, version ${version}` : ''}.`)}
    ${
      databaseText === ''
        ? line('good', html`It reads the archive of ${name} from its database.`)
        : line('bad', html`<strong>The archive of ${name} is not read.</strong> <bdi>${databaseText}</bdi>`)
    }
    ${
      status.domain === domain || status.domain === ''
        ? nothing
        : line('warn', html`It archives the people of <bdi>${status.domain}</bdi>, which is not your domain.`)
    }
  </section>`;
}

/** Who enforces it, and what is archived at all. */
export function renderWhatIsArchived(): TemplateResult {
  return html`<section class="card" aria-labelledby="what">
    <h3 id="what">Who enforces this, and what is archived</h3>
    <ul class="part">
      <li>
        <strong>The archiver, on your server.</strong> It delivers whatever client people use, and none can keep it from
        that. While it is down nothing is lost: it goes on where it was.
      </li>
      <li>
        <strong>Only what the server’s own archive has.</strong> The server has to keep one, for everybody, in SQL
        (SQLite or PostgreSQL), for longer than the archiver will ever be down. On Prosody <code>mam</code> with
        <code>default_archive_policy = true</code>; on ejabberd <code>mod_mam</code> with <code>default: always</code>.
      </li>
      <li>
        Of whoever is never logged, by IM Logging or because they have switched their archive off where the server lets
        them, only what others keep is archived. If IM Logging is for no one, nothing is.
      </li>
      <li>Encrypted messages are delivered encrypted: the server does not have their text.</li>
    </ul>
  </section>`;
}

const ICONS = { good: icons.check, warn: icons.warning, bad: icons.cross } as const;
const WORDS = { good: 'Fine', warn: 'Attention', bad: 'Wrong' } as const;

function line(tone: 'good' | 'warn' | 'bad', text: TemplateResult): TemplateResult {
  return html`<div class="choice">
    <span class=${tone}>${ICONS[tone]}</span>
    <p><span class="visually-hidden">${WORDS[tone]}: </span>${text}</p>
  </div>`;
}
