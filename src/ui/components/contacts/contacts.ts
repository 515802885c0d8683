/** The contact list; loaded when it is first shown. */
import { Contacts } from '../../containers/contacts.js';
import { Menu } from '../menu.js';
import { Toast } from '../toast.js';
import { ContactForm } from './contact-form.js';
import { ContactLine } from './contact-line.js';
import { ContactLines } from './contact-lines.js';
import { OwnAvailabilityMenu } from './own-availability.js';

export const definitions = {
  'im-contact-form': ContactForm,
  'im-contact-line': ContactLine,
  'im-contact-lines': ContactLines,
  'im-menu': Menu,
  'im-own-availability': OwnAvailabilityMenu,
  'im-toast': Toast,
  'im-contacts': Contacts,
};
