/** The popup of the toolbar button; also what a notification opens. Only wires. */
import { msg } from '@lit/localize';
import { ContactRequestsElement } from '../ui/containers/contact-requests.js';
import { browser } from './browser.js';
import { showElement, stayMeans } from './page.js';

class PopupElement extends ContactRequestsElement {
  protected override get stayMeans(): string {
    return stayMeans();
  }

  protected override get notifies(): boolean {
    return true;
  }
}

const element = showElement('im-contact-requests', PopupElement, () => msg('Contact requests'));
element.addEventListener('im-options-wanted', (event) => {
  event.preventDefault();
  const { section } = event.detail;
  if (section === null) void browser.runtime.openOptionsPage();
  else void browser.tabs.create({ url: `options.html#${section}` });
});
