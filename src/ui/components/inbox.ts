/** What somebody who is signed in sees; loaded when somebody is. */
import { Inbox } from '../containers/inbox.js';
import { ActivityList } from './activity-list.js';
import { FilterBar } from './filter-bar.js';
import { ListHeader } from './list-header.js';
import { Menu } from './menu.js';
import { RequestCard } from './request-card.js';
import { RequestList } from './request-list.js';
import { Toast } from './toast.js';

export const definitions = {
  'im-activity-list': ActivityList,
  'im-filter-bar': FilterBar,
  'im-list-header': ListHeader,
  'im-menu': Menu,
  'im-request-card': RequestCard,
  'im-request-list': RequestList,
  'im-toast': Toast,
  'im-inbox': Inbox,
};
