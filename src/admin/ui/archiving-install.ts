import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import {
  archiverConfig,
  CONFIG_FILE,
  INSTALL,
  SERVICE,
  SERVICE_FILE,
  serverLines,
  START,
} from '../archiving/archiver-setup.js';
import { askSoftware } from '../server-software.js';
import type { AdminWire } from '../wire.js';
import { archiverLook } from './archiving-events.js';
import { archivingStyles } from './archiving-styles.js';
import { busyButton } from './busy-button.js';
import { definitions as codeBlock } from './code-block.js';
import { pane } from './pane-styles.js';
import { definitions as lines, type ServerName } from './server-lines.js';

/**
 * What the archiver is, and how it is installed.
 *
 * @summary There is no archiver yet.
 * @fires im-admin-archiver-look - It is to be looked for again.
 * @fires im-admin-told - Something was copied.
 */
export class ArchiverInstall extends LitElement {
  static override styles = [
    base,
    pane,
    busyButton,
    archivingStyles,
    css`
      .pane {
        grid-template-columns: minmax(0, 1fr);
        max-inline-size: none;
      }

      .number {
        display: inline-grid;
        place-items: center;
        inline-size: 26px;
        block-size: 26px;
        margin-inline-end: 8px;
        border-radius: 50%;
        background: var(--_im-accent-soft);
      }
    `,
  ];

  @property({ attribute: false }) wire: AdminWire | undefined;
  @property({ type: Boolean }) busy = false;
  @state() private detected: ServerName | undefined;

  override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (changed.has('wire') && this.wire) void this.#detect(this.wire);
  }

  override render(): TemplateResult | typeof nothing {
    const { wire } = this;
    if (!wire) return nothing;
    const config = archiverConfig(wire.domain, wire.account);
    return html`<div class="pane">
      <section class="card" aria-labelledby="none">
        <h3 id="none">There is no archiver yet</h3>
        <p>
          The archiver is a program that runs beside your server. It reads the server’s own archive, and delivers each
          message of your people to an endpoint: by mail, into a folder, or to a webhook. It comes with this software.
        </p>
        <p class="help">
          If it is installed already, it does not run, or your server refuses it: its log says why (<code
            >journalctl -u im-archiver</code
          >).
        </p>
        <div class="row">
          <button
            type="button"
            class="button primary"
            aria-disabled=${this.busy ? 'true' : nothing}
            @click=${() => this.busy || this.dispatchEvent(archiverLook())}
          >
            Look again
          </button>
          <span class="muted" role="status"
            >${this.busy ? 'Looking …' : 'Installed it? It is found within a second.'}</span
          >
        </div>
      </section>
      <section class="card" aria-labelledby="one">
        <h3 id="one"><span class="number">1</span>Install it on the machine of your server</h3>
        <p class="help">
          As root, with Node.js 20 or later. The last command shows the secret that step 2 needs. If npm does not find
          the package, write the path of the file that <code>npm pack</code> makes of a clone in place of
          <code>im-contact-requests</code>.
        </p>
        <im-admin-code label="the commands that install it" .text=${INSTALL}></im-admin-code>
      </section>
      <section class="card" aria-labelledby="two">
        <h3 id="two"><span class="number">2</span>Let your server keep its archive in SQL, and know the archiver</h3>
        <p class="help">
          Add what is not there yet to the configuration of your server, and restart it. What was kept before in another
          place stays there: people do not find it any more.
        </p>
        ${this.#renderLines('for the server', serverLines(wire.domain))}
      </section>
      <section class="card" aria-labelledby="three">
        <h3 id="three"><span class="number">3</span>Write its configuration, and start it</h3>
        <p class="help">
          <code>/etc/im-archiver/${CONFIG_FILE}</code>: where the database is, and who may give commands; that is you.
        </p>
        ${this.#renderLines(`for ${CONFIG_FILE}`, config)}
        <p class="help"><code>/etc/systemd/system/${SERVICE_FILE}</code>:</p>
        <im-admin-code
          folded
          label="the file ${SERVICE_FILE}"
          .text=${SERVICE}
          .file=${{ name: SERVICE_FILE, type: 'text/plain' }}
        ></im-admin-code>
        <p class="help">
          The first command names what is wrong, if anything is; the second starts it. With SQLite, its user has to be
          able to read the file of the database: put <code>im-archiver</code> into the group of the server (<code
            >usermod -aG</code
          >), and let that group read the file (<code>chmod g+r</code>).
        </p>
        <im-admin-code label="the commands that start it" .text=${START}></im-admin-code>
        <p class="help">
          More, also for PostgreSQL and rooms: <code>src/archiver/README.md</code>, <em>Installation</em>.
        </p>
      </section>
    </div>`;
  }

  #renderLines(about: string, { prosody, ejabberd }: ReturnType<typeof serverLines>): TemplateResult {
    return html`<im-admin-server-lines
      about=${about}
      .prosody=${prosody}
      .ejabberd=${ejabberd}
      .detected=${this.detected}
    ></im-admin-server-lines>`;
  }

  async #detect(wire: AdminWire): Promise<void> {
    const software = await askSoftware({ wire });
    this.detected = software && software.kind !== 'other' ? software.kind : undefined;
  }
}

export const definitions = { 'im-admin-archiver-install': ArchiverInstall, ...codeBlock, ...lines };
