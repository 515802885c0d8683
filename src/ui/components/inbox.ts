/** What somebody who is signed in sees; loaded when somebody is. */
import { ActivityList } from './activity-list.js';
import { RequestCard } from './request-card.js';
import { RequestList } from './request-list.js';

export const definitions = {
  'im-activity-list': ActivityList,
  'im-request-card': RequestCard,
  'im-request-list': RequestList,
};
