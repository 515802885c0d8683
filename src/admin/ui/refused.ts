import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { whoMay } from '../access.js';
import type { AdminServices } from './services.js';

/**
 * Tells somebody who is no administrator so, and who is.
 *
 * @summary Who may administer this organisation.
 */
export class AdminRefused extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 10px;
        max-inline-size: 520px;
        margin: 0 auto;
        padding: 40px 24px 56px;
      }

      li {
        font-weight: 550;
      }
    `,
  ];

  @property({ attribute: false }) services: AdminServices | undefined;
  @state() private administrators: readonly string[] = [];

  protected override firstUpdated(): void {
    const { services } = this;
    if (services) void whoMay(services.wire, services.policy.state).then((found) => (this.administrators = found));
  }

  override render(): TemplateResult {
    const { wire } = this.services ?? {};
    return html`<h2>This account may not administer <bdi>${wire?.domain}</bdi></h2>
      <p>
        Your server says that <bdi>${wire?.account}</bdi> may neither set the policy nor manage people. Nothing can be
        changed from here.
      </p>
      ${
        this.administrators.length > 0
          ? html`<p>Those who may, as far as your server names them:</p>
              <ul>
                ${this.administrators.map((jid) => html`<li><bdi>${jid}</bdi></li>`)}
              </ul>`
          : html`<p>Ask whoever runs your server: its configuration names the administrators (<code>admins</code>).</p>`
      }
      ${nothing}`;
  }
}

export const definitions = { 'im-admin-refused': AdminRefused };
