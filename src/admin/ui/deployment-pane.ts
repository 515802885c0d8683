import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { browserPolicies } from '../deployment/browser-policy.js';
import { readEntered, type Entered, type EnteredField, type ReadEntered } from '../deployment/entered.js';
import { CHROME_EXTENSION_ID, CHROME_WEB_STORE, FIREFOX_EXTENSION_ID } from '../deployment/extension-ids.js';
import { ejabberdConfig, prosodyConfig } from '../deployment/server-config.js';
import { revisionsIn, type PolicyDraft } from '../policy/revision.js';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { renderFederationRules, renderFile, renderLoggingRules, renderPinned } from './deployment-parts.js';
import { enteredField } from './entered-field.js';
import { adminEvent, type PaneName } from './events.js';
import { pane } from './pane-styles.js';
import { definitions as serverLines } from './server-lines.js';
import type { AdminServices } from './services.js';

const NOTHING_ENTERED: Entered = {
  service: '',
  chromeUpdateUrl: '',
  firefoxInstallUrl: '',
  chromeExtensionId: CHROME_EXTENSION_ID,
  firefoxExtensionId: FIREFOX_EXTENSION_ID,
};

/**
 * Files by which a company rolls the extension out, and the server configuration that goes with them.
 *
 * @summary Deployment.
 * @fires im-admin-go - The policy is to be made first.
 * @fires im-admin-told - Something was copied.
 */
export class DeploymentPane extends LitElement {
  static override styles = [
    base,
    pane,
    css`
      .files {
        display: grid;
        gap: 12px;
      }

      .pane,
      .card,
      .files {
        grid-template-columns: minmax(0, 1fr);
        overflow-wrap: anywhere;
      }

      h4 {
        margin: 0;
        font-size: 1em;
        font-weight: 600;
      }

      .field > .bad {
        font-weight: 400;
      }

      summary {
        cursor: pointer;
        inline-size: fit-content;
      }

      details[open] {
        display: grid;
        gap: 12px;
      }

      .pinned {
        padding-inline-start: 26px;
      }
    `,
  ];

  @property({ attribute: false }) services: AdminServices | undefined;

  @state() private entered = NOTHING_ENTERED;
  @state() private wantsPin = false;
  @state() private administrators: readonly string[] = [];

  #leaves = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leaves.abort();
  }

  override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (changed.has('services')) this.#follow();
  }

  override render(): TemplateResult | typeof nothing {
    const { services } = this;
    if (!services) return nothing;
    const draft = currentDraft(services);
    const pin = this.wantsPin && draft !== null;
    const read = readEntered(this.entered, { draft, domain: services.wire.domain, pin });
    return html`<div class="pane">
      <p class="muted">
        Browsers that your organization manages can install the extension by themselves, with everything filled in.
        Download what your browsers need, and put it where each file says.
      </p>
      ${this.#renderForm(services.wire.domain, draft, pin, read)}
      <section class="files" aria-labelledby="browsers">
        <h3 id="browsers">Browsers</h3>
        ${
          read.ok
            ? browserPolicies(read.input).map((file) => renderFile(file))
            : html`<p class="bad" role="status">Mend what is marked above, then the files are here.</p>`
        }
        <p class="help">
          Where there is a policy file already, take what is under “ExtensionSettings” and “3rdparty” into it: of two
          files that set the same, one is not heard. On Windows and macOS, Chrome and Edge install from another place
          than their store only on computers that are managed.
        </p>
      </section>
      ${this.#renderServer(services.wire.domain, draft, read)}
      ${
        draft
          ? html`${renderFederationRules(services.wire.domain, draft)}
            ${renderLoggingRules(services.wire.domain, draft)}`
          : nothing
      }
    </div>`;
  }

  #renderForm(domain: string, draft: PolicyDraft | null, pin: boolean, read: ReadEntered): TemplateResult {
    return html`<form class="card" aria-label="What the files say" @submit=${(event: Event) => event.preventDefault()}>
      <h3>Signing in</h3>
      <p>People sign in to <bdi>${domain}</bdi> by their user name alone.</p>
      ${this.#renderField(read, 'service', 'Server address', 'Such as wss://chat.example.com/ws. Leave it empty if your domain has a host-meta file: then it is found by itself.', 'url')}
      <h3 id="handling">Handling of contact requests</h3>
      <div role="radiogroup" aria-labelledby="handling" class="files">
        ${this.#renderChoice(false, pin, 'Leave it to the policy', 'What you save in General IM reaches everybody within a second.', true)}
        ${this.#renderChoice(true, pin, 'Pin it in the browser', 'It holds as it is now, whatever is saved later, until you roll new files out. Nobody has a choice in their options.', draft !== null)}
      </div>
      ${renderPinned(draft, pin, (name) => this.#go(name))}
      <h3>Where browsers get the extension</h3>
      ${this.#renderField(read, 'chromeUpdateUrl', 'Chrome and Edge: address of the update manifest', `An XML file on a server of yours that names the .crx; for the Chrome Web Store, ${CHROME_WEB_STORE}. Leave it empty if the extension is installed by other means.`, 'url')}
      ${this.#renderField(read, 'firefoxInstallUrl', 'Firefox: address of the .xpi', 'Signed by Mozilla. Leave it empty if the extension is installed by other means.', 'url')}
      <details>
        <summary>If you have packed the extension yourself</summary>
        ${this.#renderField(read, 'chromeExtensionId', 'Its id in Chrome and Edge', 'It follows from the key that the .crx is signed with.')}
        ${this.#renderField(read, 'firefoxExtensionId', 'Its id in Firefox', 'It stands in the manifest.')}
      </details>
    </form>`;
  }

  #renderField(
    read: ReadEntered,
    name: EnteredField,
    label: string,
    help: string,
    type: 'url' | 'text' = 'text',
  ): TemplateResult {
    return enteredField({
      name,
      label,
      help,
      type,
      value: this.entered[name],
      error: read.ok ? undefined : read.errors[name],
      set: (value) => (this.entered = { ...this.entered, [name]: value }),
    });
  }

  #renderChoice(value: boolean, current: boolean, label: string, help: string, isOffered: boolean): TemplateResult {
    const id = value ? 'pin' : 'leave';
    return html`<div class="choice">
      <input
        type="radio"
        name="pin"
        id=${id}
        aria-describedby="${id}-help"
        .checked=${value === current}
        ?disabled=${!isOffered}
        @change=${() => (this.wantsPin = value)}
      />
      <label for=${id}>${label}</label>
      <span class="help" id="${id}-help">${help}</span>
    </div>`;
  }

  #renderServer(domain: string, draft: PolicyDraft | null, read: ReadEntered): TemplateResult {
    const input = {
      domain,
      listedDomains: draft?.domains ?? [],
      administrators: this.administrators,
      ...(read.ok && read.input.service && { websocketUrl: read.input.service }),
    };
    return html`<section class="card" aria-labelledby="server">
      <h3 id="server">Server</h3>
      <p class="muted">
        What an XMPP server needs so that this console, the policy and the extension work. Take what yours does not have
        yet into its configuration, and restart it.
      </p>
      <im-admin-server-lines
        whole
        about="of the server configuration"
        .prosody=${prosodyConfig(input)}
        .ejabberd=${ejabberdConfig(input)}
      ></im-admin-server-lines>
    </section>`;
  }

  #follow(): void {
    const { services } = this;
    this.#leaves.abort();
    this.#leaves = new AbortController();
    if (!services) return;
    const read = (): void => void this.#readAdministrators(services);
    services.policy.subscribe(() => {
      this.requestUpdate();
      read();
    }, this.#leaves.signal);
    read();
  }

  /** Who owns the policy until now is to go on; where nobody is known, it is who is signed in. */
  async #readAdministrators({ policy, wire }: AdminServices): Promise<void> {
    const found = policy.state.kind === 'ready' ? await policy.administrators() : undefined;
    if (this.services?.wire !== wire) return;
    // Who may only publish is no administrator of the server.
    const owners = found?.ok ? [...found.value].filter(([, role]) => role === 'owner').map(([jid]) => jid) : [];
    this.administrators = owners.length > 0 ? owners : [wire.account];
  }

  #go(to: PaneName): void {
    this.dispatchEvent(adminEvent('im-admin-go', { pane: to }));
  }
}

function currentDraft({ policy }: AdminServices): PolicyDraft | null {
  return revisionsIn(policy.state)?.[0]?.draft ?? null;
}

export const definitions = { 'im-admin-deployment': DeploymentPane, ...serverLines };
