/** Registers the console and its parts; called by the pages that show it. */
import { Notice } from '../ui/components/notice.js';
import { definitions as question } from '../ui/components/question.js';
import { define } from '../ui/define.js';
import { pagePlatform } from './page-platform.js';
import { definitions as about } from './ui/about-pane.js';
import { definitions as archiving } from './ui/archiving-pane.js';
import { AdminConsole } from './ui/console.js';
import { definitions as deployment } from './ui/deployment-pane.js';
import { definitions as imports } from './ui/import-pane.js';
import { definitions as navigation } from './ui/navigation.js';
import { definitions as organization } from './ui/organization-pane.js';
import { policyDefinitions as policy } from './ui/policy-definitions.js';
import { definitions as refused } from './ui/refused.js';
import { definitions as reports } from './ui/reports-pane.js';
import { definitions as signInForm } from './ui/sign-in-form.js';
import { definitions as users } from './ui/users-pane.js';

class PageConsole extends AdminConsole {
  constructor() {
    super(pagePlatform());
  }
}

export function registerConsole(): void {
  define({ 'im-notice': Notice, ...question, ...signInForm, ...navigation, ...refused });
  define({ ...about, ...archiving, ...deployment, ...imports, ...organization, ...policy, ...reports, ...users });
  define({ 'im-admin-console': PageConsole });
}
