import { localized, msg } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { PolicyNotice } from '../../core/view.js';
import { property } from '../decorators.js';
import { noticeText, policyErrorText } from '../strings/policy-problems.js';
import { base } from '../styles/base.js';

/**
 * Says why requests are not handled as the organisation would have it; to an administrator, what to mend.
 *
 * @summary What is wrong with the organisation's policy.
 */
@localized()
export class PolicyNoticeElement extends LitElement {
  static override styles = base;

  @property({ attribute: false }) notice: PolicyNotice | null = null;

  override render(): TemplateResult | typeof nothing {
    const { notice } = this;
    if (!notice) return nothing;
    const errors = notice.kind === 'none' && notice.reason.why === 'unreadable' ? notice.reason.errors : [];
    return html`<im-notice tone="warn" role="status">
      ${noticeText(notice)}
      ${
        errors.length > 0
          ? html`<details>
              <summary>${msg('For your administrator')}</summary>
              <ul>
                ${errors.map((error) => html`<li>${policyErrorText(error)}</li>`)}
              </ul>
            </details>`
          : nothing
      }
    </im-notice>`;
  }
}

export const definitions = { 'im-policy-notice': PolicyNoticeElement };
