import { expect } from 'chai';
import type { View } from '../../src/core/view.js';
import type { OptionsPanel } from '../../src/ui/components/options-panel.js';
import { allByRole, byRole, eventOf, expectNoViolations, fixture, shadowText } from './support.js';
import { session, setting, signedOut, view } from './views.js';

function panel(slices: Partial<View> = {}, keyMeans = ''): Promise<OptionsPanel> {
  return fixture<OptionsPanel>('im-options-panel', { view: view(slices), keyMeans });
}

describe('im-options-panel', () => {
  it('is accessible, with the choice and without it', async () => {
    await expectNoViolations(await panel());
    await expectNoViolations(await panel({ setting: setting({ setting: { kind: 'absent', why: 'fixed' } }) }));
  });

  it('holds the choice of handling and the account, in this order, each by its name', async () => {
    const element = await panel();
    const choice = byRole(element, 'group', 'Options for contact list requests');
    const account = byRole(element, 'region', 'Account');
    expect(choice.compareDocumentPosition(element.renderRoot.querySelector('section') ?? choice)).not.to.equal(0);
    expect(shadowText(account)).to.match(/maya ?@ ?acme\.example/);
  });

  it('shows nothing about the handling where the policy is cleared', async () => {
    const element = await panel({ setting: setting({ setting: { kind: 'absent', why: 'fixed' } }) });
    expect(allByRole(element, 'radio')).to.have.length(0);
    expect(shadowText(element)).not.to.match(/contact list requests|Accept automatically|Prompt me|Managed/);
  });

  it('says that the organization manages the handling where the browser’s policy pins it', async () => {
    const element = await panel({ setting: setting({ setting: { kind: 'absent', why: 'managed' } }) });
    expect(shadowText(byRole(element, 'region', 'Account'))).to.contain('Managed by your organization');
    expect(allByRole(element, 'radio')).to.have.length(0);
  });

  it('says how long the sign-in lasts', async () => {
    const says = {
      no: /until the browser is closed/,
      token: /until you sign out/,
      key: /a key on disk/,
      unavailable: /does not let/,
    };
    for (const [stay, text] of Object.entries(says) as ['no' | 'token' | 'key' | 'unavailable', RegExp][]) {
      const element = await panel({ session: session({ stay }) }, 'It keeps a key on disk.');
      expect(shadowText(byRole(element, 'region', 'Account'))).to.match(text);
    }
  });

  it('asks to sign out', async () => {
    const element = await panel();
    let asked = 0;
    element.addEventListener('im-sign-out', () => asked++);
    byRole(element, 'button', 'Sign out').click();
    expect(asked).to.equal(1);
  });

  it('passes on what was chosen', async () => {
    const element = await panel();
    const radio = byRole(element, 'radio', 'Prompt me for each request');
    expect(eventOf(element, 'im-handling', () => radio.click())).to.deep.equal({ handling: 'prompt' });
  });

  it('is empty where nobody is signed in', async () => {
    const element = await fixture<OptionsPanel>('im-options-panel', { view: signedOut() });
    expect(element.renderRoot.childElementCount).to.equal(0);
  });
});
