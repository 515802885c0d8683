/** The panes of the console. */
import { html, type TemplateResult } from 'lit';
import { exportAccounts } from '../import/export.js';
import { VERSION } from '../version.js';
import type { Workplace } from '../workplace.js';
import type { PaneName } from './events.js';

/** A pane, with what it works with. */
export function renderPane(pane: PaneName, { services, editor }: Workplace): TemplateResult {
  switch (pane) {
    case 'users':
      return html`<im-admin-users .services=${services} .exportCsv=${exportAccounts}></im-admin-users>`;
    case 'organization':
      return html`<im-admin-organization .services=${services}></im-admin-organization>`;
    case 'domains':
      return html`<im-admin-domains .services=${services} .editor=${editor}></im-admin-domains>`;
    case 'federation':
      return html`<im-admin-federation .services=${services} .editor=${editor}></im-admin-federation>`;
    case 'general-im':
      return html`<im-admin-general-im .services=${services} .editor=${editor}></im-admin-general-im>`;
    case 'logging':
      return html`<im-admin-logging .services=${services} .editor=${editor}></im-admin-logging>`;
    case 'archiving':
      return html`<im-admin-archiving .services=${services}></im-admin-archiving>`;
    case 'groups':
      return html`<im-admin-groups .services=${services} .editor=${editor}></im-admin-groups>`;
    case 'history':
      return html`<im-admin-history .services=${services} .editor=${editor}></im-admin-history>`;
    case 'deployment':
      return html`<im-admin-deployment .services=${services}></im-admin-deployment>`;
    case 'reports':
      return html`<im-admin-reports .services=${services}></im-admin-reports>`;
    case 'about':
      return html`<im-admin-about .version=${VERSION}></im-admin-about>`;
  }
}
