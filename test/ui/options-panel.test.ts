import { expect } from 'chai';
import type { View } from '../../src/core/view.js';
import type { Command, CommandResult } from '../../src/ports/protocol.js';
import type { OptionsPanel } from '../../src/ui/components/options-panel.js';
import { allByRole, byRole, expectNoViolations, fixture, textOf, until } from './support.js';
import { session, setting, signedOut, view } from './views.js';

const HANDLING = 'Options for contact list requests';
const FIXED = setting({ setting: { kind: 'absent', why: 'fixed' } });

async function panel(slices: Partial<View> = {}, width = 900, more: object = {}): Promise<OptionsPanel> {
  const element = await fixture<OptionsPanel>('im-options-panel', { view: view(slices), ...more });
  element.style.inlineSize = `${width}px`;
  await until(() => element.renderRoot.querySelector(width < 620 ? '.narrow' : '.wide') !== null);
  return element;
}

async function open(element: OptionsPanel, section: string): Promise<void> {
  allByRole(element, 'button')
    .find((button) => textOf(button).startsWith(section))
    ?.click();
  await until(() => textOf(element.renderRoot.querySelector('h3') ?? element) === section);
  await element.updateComplete;
}

describe('im-options-panel', () => {
  it('is accessible, wide and narrow', async () => {
    await expectNoViolations(await panel());
    await expectNoViolations(await panel({}, 320));
  });

  it('begins with the choice of handling, where the policy leaves it to people', async () => {
    const element = await panel();
    await until(() => allByRole(element, 'radio').length === 3);
    byRole(element, 'group', HANDLING);
  });

  it('shows nothing about the handling where the policy is cleared', async () => {
    const element = await panel({ setting: FIXED });
    expect(textOf(element)).not.to.match(/contact list requests|Accept automatically|Prompt me|Managed/);
  });

  it('leads to each section and back, and the focus goes along, where there is little room', async () => {
    const element = await panel({}, 320);
    await open(element, 'Blocked');
    byRole(element, 'button', 'All options').click();
    await element.updateComplete;
    await until(() => element.shadowRoot?.activeElement?.getAttribute('data-section') === 'blocked');
  });

  it('offers notifications only in a shell that has any', async () => {
    expect(textOf(await panel())).not.to.contain('Notifications');
    expect(textOf(await panel({}, 900, { notifies: true }))).to.contain('Notifications');
  });

  it('says what became of a change, and what to do if it was not taken', async () => {
    let result: CommandResult<never> = { ok: true };
    const sent: Command[] = [];
    const send = async (command: Command): Promise<CommandResult<never>> => {
      sent.push(command);
      return result;
    };
    const element = await panel({}, 900, { send });
    await until(() => allByRole(element, 'radio').length === 3);
    byRole(element, 'radio', 'Prompt me for each request').click();
    await until(() => textOf(element).includes('Saved, for all your devices.'));
    result = { ok: false, problem: { kind: 'not-signed-in' } };
    byRole(element, 'radio', 'Accept automatically from all contacts').click();
    await until(() => allByRole(element, 'alert').some((alert) => textOf(alert).includes('not signed in any more')));
    expect(sent.map(({ name }) => name)).to.deep.equal(['choose-handling', 'choose-handling']);
  });

  it('says who is signed in and for how long, that the organization manages it, and signs out', async () => {
    const managed = setting({ setting: { kind: 'absent', why: 'managed' } });
    const element = await panel({ setting: managed, session: session({ stay: 'token' }) });
    await open(element, 'Account');
    await until(() => allByRole(element, 'button', 'Sign out').length === 1);
    const account = byRole(element, 'region', 'Account');
    expect(textOf(account)).to.match(/vera ?@ ?example\.com/);
    expect(textOf(account)).to.match(/until you sign out.*Managed by your organization/);
    let asked = 0;
    element.addEventListener('im-sign-out', () => asked++);
    byRole(element, 'button', 'Sign out').click();
    expect(asked).to.equal(1);
  });

  it('is empty where nobody is signed in', async () => {
    const element = await fixture<OptionsPanel>('im-options-panel', { view: signedOut() });
    expect(element.renderRoot.childElementCount).to.equal(0);
  });
});
