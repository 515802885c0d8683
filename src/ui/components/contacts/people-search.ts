/** The search of the directory; loaded when it is first shown. */
import { PeopleSearch } from '../../containers/people-search.js';
import { Menu } from '../menu.js';
import { Toast } from '../toast.js';
import { ContactForm } from './contact-form.js';
import { PersonEntry } from './person-entry.js';

export const definitions = {
  'im-contact-form': ContactForm,
  'im-menu': Menu,
  'im-person-entry': PersonEntry,
  'im-toast': Toast,
  'im-people-search': PeopleSearch,
};
