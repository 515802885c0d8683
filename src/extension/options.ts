/** The options page. Only wires. */
import { LOCALE_STATUS_EVENT, msg } from '@lit/localize';
import { OptionsElement } from '../ui/containers/options.js';
import type { SectionName } from '../ui/strings/options.js';
import { bareJid } from '../core/jid.js';
import { browser } from './browser.js';
import { showElement, stayMeans } from './page.js';
import { formatPlace } from './place.js';

class ExtensionOptionsElement extends OptionsElement {
  protected override get stayMeans(): string {
    return stayMeans();
  }

  /** What stands behind the # of the address; whatever is no section begins with the first. */
  protected override get section(): SectionName {
    return location.hash.slice(1) as SectionName;
  }

  protected override get notifies(): boolean {
    return true;
  }
}

const options = showElement(
  'im-options',
  ExtensionOptionsElement,
  () => `${msg('Options')} – ${msg('Contact requests')}`,
);

options.addEventListener('im-chat-wanted', ({ detail: { jid } }) => {
  void browser.tabs.create({ url: `panel.html${formatPlace({ tab: 'chats', jid: bareJid(jid) ?? null })}` });
});

// Everybody may look: whom it lets do anything, the server says.
const administration = document.createElement('a');
administration.href = 'admin.html';
const label = (): void => void (administration.textContent = msg('Administration console'));
addEventListener(LOCALE_STATUS_EVENT, label);
label();
const foot = document.createElement('footer');
foot.append(administration);
options.after(foot);
