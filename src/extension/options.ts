/** The options page. Only wires. */
import { msg } from '@lit/localize';
import { OptionsElement } from '../ui/containers/options.js';
import type { SectionName } from '../ui/strings/options.js';
import { showElement, stayMeans } from './page.js';

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

showElement('im-options', ExtensionOptionsElement, () => `${msg('Options')} – ${msg('Contact requests')}`);
