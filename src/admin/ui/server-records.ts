import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { fetchHostMeta } from '../../session/fetch-host-meta.js';
import type { FetchText } from '../../xmpp/xep0156-host-meta.js';
import {
  readRecords,
  usualRecords,
  type ReadRecords,
  type RecordField,
  type RecordsEntered,
} from '../deployment/dns-records.js';
import type { Check } from '../setup/checks.js';
import { checkHostMeta } from '../setup/host-meta-check.js';
import type { AdminWire } from '../wire.js';
import { busyButton } from './busy-button.js';
import { definitions as checklist } from './checklist.js';
import { definitions as codeBlock } from './code-block.js';
import { enteredField } from './entered-field.js';
import { pane } from './pane-styles.js';

const MEND = html`<p class="bad" role="status">Mend what is marked above, then the lines are here.</p>`;

/**
 * What is published so that other servers find this one: records for the DNS, and host-meta.
 *
 * @summary DNS records and host-meta.
 * @fires im-admin-told - Something was copied.
 */
export class ServerRecords extends LitElement {
  static override styles = [
    base,
    pane,
    busyButton,
    css`
      .pane,
      .card,
      details[open] {
        grid-template-columns: minmax(0, 1fr);
        overflow-wrap: anywhere;
      }

      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), 1fr));
        gap: 12px;
        align-items: start;
      }

      .field > .bad {
        font-weight: 400;
      }

      details[open] {
        display: grid;
        gap: 12px;
      }

      .file {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 6px;
      }

      summary {
        cursor: pointer;
        inline-size: fit-content;
      }

      h4 {
        margin: 0;
        font-size: 1em;
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) wire: AdminWire | undefined;
  @property({ attribute: false }) fetchText: FetchText = fetchHostMeta;

  /** What was changed of the usual. */
  @state() private entered: Partial<RecordsEntered> = {};
  @state() private check: Check | undefined;
  @state() private isBusy = false;
  #leaves = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leaves.abort();
    this.#leaves = new AbortController();
  }

  override render(): TemplateResult | typeof nothing {
    const { wire } = this;
    if (!wire) return nothing;
    const read = readRecords(wire.domain, { ...usualRecords(wire.domain), ...this.entered });
    return html`<div class="pane">${this.#renderDns(wire.domain, read)} ${this.#renderHostMeta(wire, read)}</div>`;
  }

  #renderDns(domain: string, read: ReadRecords): TemplateResult {
    return html`<section class="card" aria-labelledby="dns">
      <h3 id="dns">DNS records</h3>
      <p class="help">
        By these, servers of other domains find yours, and so do clients that people have beside ours. Put them into the
        zone of <bdi>${domain}</bdi>.
      </p>
      <div class="fields">
        ${this.#renderField(domain, read, 'host', 'Name of the machine', 'It has an address record of its own, and is no alias (CNAME).')}
        ${this.#renderField(domain, read, 'serverPort', 'Port for servers', 'Usually 5269.')}
        ${this.#renderField(domain, read, 'clientPort', 'Port for clients', 'Usually 5222.')}
      </div>
      <details>
        <summary>If your server has ports for direct TLS, too</summary>
        <div class="fields">
          ${this.#renderField(domain, read, 'serverTlsPort', 'Direct TLS, for servers', 'Often 5270. Empty: none.')}
          ${this.#renderField(domain, read, 'clientTlsPort', 'Direct TLS, for clients', 'Often 5223. Empty: none.')}
        </div>
      </details>
      ${
        read.dns
          ? html`<im-admin-code label="the lines for the zone" .text=${read.dns.zone}></im-admin-code>
              <p class="help">
                A browser cannot ask the DNS, so this page does not know whether they are there. These commands do, in
                the terminal of any computer; each answers with a line as above.
              </p>
              <im-admin-code label="the commands" .text=${read.dns.commands}></im-admin-code>`
          : MEND
      }
    </section>`;
  }

  #renderHostMeta(wire: AdminWire, read: ReadRecords): TemplateResult {
    const { domain } = wire;
    const { isBusy, check } = this;
    return html`<section class="card" aria-labelledby="host-meta">
      <h3 id="host-meta">Address for browsers (host-meta)</h3>
      <p class="help">
        Browsers cannot ask the DNS either: two small files on the web server of <bdi>${domain}</bdi> tell them where
        your server is. Each needs the header <code dir="ltr">Access-Control-Allow-Origin: *</code>.
      </p>
      ${this.#renderField(domain, read, 'websocket', 'WebSocket address', 'On Prosody it usually ends in /xmpp-websocket, on ejabberd in /ws.', 'url')}
      ${
        read.hostMeta
          ? html`${renderFile(domain, 'host-meta.json', 'application/json', read.hostMeta.json)}
            ${renderFile(domain, 'host-meta', 'application/xrd+xml', read.hostMeta.xml)}`
          : MEND
      }
      <div class="row">
        <button
          type="button"
          class="button"
          aria-disabled=${isBusy ? 'true' : nothing}
          @click=${() => void (isBusy || this.#look(wire))}
        >
          Check what browsers get
        </button>
        ${isBusy ? html`<span class="muted" role="status">Asking …</span>` : nothing}
      </div>
      <div role="status">${check ? html`<im-admin-checklist .checks=${[check]}></im-admin-checklist>` : nothing}</div>
    </section>`;
  }

  #renderField(
    domain: string,
    read: ReadRecords,
    name: RecordField,
    label: string,
    help: string,
    type: 'url' | 'text' = 'text',
  ): TemplateResult {
    return enteredField({
      name,
      label,
      help,
      type,
      value: this.entered[name] ?? usualRecords(domain)[name],
      error: read.errors[name],
      set: (value) => (this.entered = { ...this.entered, [name]: value }),
    });
  }

  async #look(wire: AdminWire): Promise<void> {
    const { signal } = this.#leaves;
    this.isBusy = true;
    const check = await checkHostMeta(wire, this.fetchText, signal).finally(() => (this.isBusy = false));
    if (!signal.aborted) this.check = check;
  }
}

function renderFile(domain: string, name: string, type: string, text: string): TemplateResult {
  const url = `https://${domain}/.well-known/${name}`;
  return html`<div class="file">
    <h4><bdi dir="ltr">${url}</bdi></h4>
    <im-admin-code folded label="the file ${name}" .text=${text} .file=${{ name, type }}></im-admin-code>
  </div>`;
}

export const definitions = { 'im-admin-server-records': ServerRecords, ...codeBlock, ...checklist };
