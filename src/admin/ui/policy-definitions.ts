/** What the panes of the policy are made of, to be registered together. */
import { definitions as question } from '../../ui/components/question.js';
import { definitions as clash } from './clash-panel.js';
import { definitions as compare } from './compare-revisions.js';
import { definitions as domains } from './domains-pane.js';
import { definitions as federation } from './federation-pane.js';
import { definitions as generalIm } from './general-im-pane.js';
import { definitions as groups } from './groups-pane.js';
import { definitions as history } from './history-pane.js';
import { definitions as logging } from './logging-pane.js';
import { definitions as saveBar } from './save-bar.js';
import { definitions as tryIt } from './try-it-form.js';
import { Notice } from '../../ui/components/notice.js';

export const policyDefinitions = {
  'im-notice': Notice,
  ...question,
  ...clash,
  ...compare,
  ...domains,
  ...federation,
  ...generalIm,
  ...groups,
  ...history,
  ...logging,
  ...saveBar,
  ...tryIt,
} as const;
