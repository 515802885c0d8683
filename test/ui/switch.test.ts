import { expect } from 'chai';
import type { OptionsPanel } from '../../src/ui/components/options-panel.js';
import { fixture, until } from './support.js';
import { view } from './views.js';

describe('a switch in the options', () => {
  it('is drawn as one: wider than high', async () => {
    const properties = { view: view({}), notifies: true, section: 'notifications' };
    const panel = await fixture<OptionsPanel>('im-options-panel', properties);
    const switches = (): HTMLElement[] => [
      ...(panel.renderRoot
        .querySelector('im-options-notifications')
        ?.shadowRoot?.querySelectorAll<HTMLElement>('[role=switch]') ?? []),
    ];
    await until(() => switches().length === 2);
    for (const { offsetWidth, offsetHeight } of switches()) {
      expect([offsetWidth, offsetHeight]).to.deep.equal([38, 22]);
    }
  });
});
