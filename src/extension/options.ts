/** The options page. Only wires. */
import { msg } from '@lit/localize';
import { OptionsElement } from '../ui/containers/options.js';
import { showElement, stayMeans } from './page.js';

class ExtensionOptionsElement extends OptionsElement {
  protected override get stayMeans(): string {
    return stayMeans();
  }
}

showElement('im-options', ExtensionOptionsElement, () => `${msg('Options')} – ${msg('Contact requests')}`);
