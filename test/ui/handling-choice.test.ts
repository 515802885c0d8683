import { expect } from 'chai';
import type { SettingSlice } from '../../src/core/view.js';
import type { HandlingChoice } from '../../src/ui/components/handling-choice.js';
import { allByRole, byRole, eventOf, expectNoViolations, fixture, shadowText } from './support.js';
import { setting } from './views.js';

const ALL = 'Accept automatically from all contacts';
const ORGANIZATION = 'Accept automatically from contacts in my organization (default)';
const PROMPT = 'Prompt me for each request';

function choice(slice: Partial<SettingSlice> = {}): Promise<HandlingChoice> {
  return fixture<HandlingChoice>('im-handling-choice', { slice: setting(slice) });
}

function chosen(element: HandlingChoice): string[] {
  return allByRole(element, 'radio')
    .filter((radio) => (radio as HTMLInputElement).checked)
    .map((radio) => radio.computedName);
}

async function show(element: HandlingChoice, slice: Partial<SettingSlice>): Promise<void> {
  element.slice = setting(slice);
  await element.updateComplete;
}

describe('im-handling-choice', () => {
  it('is accessible, whatever the state of the setting', async () => {
    for (const slice of [
      {},
      { setting: { kind: 'waiting', handling: 'prompt' } },
      { saving: 'saving' },
      { saving: 'failed' },
    ] as const) {
      await expectNoViolations(await choice(slice));
    }
  });

  it('offers the three handlings, in the words that the policy has for them, and marks the default', async () => {
    const element = await choice();
    byRole(element, 'group', 'Options for contact list requests');
    expect(allByRole(element, 'radio').map((radio) => radio.computedName)).to.deep.equal([ALL, ORGANIZATION, PROMPT]);
    expect(chosen(element)).to.deep.equal([ORGANIZATION]);
  });

  it('says what a choice means as its description, not as a part of its name', async () => {
    const radio = byRole(await choice(), 'radio', PROMPT);
    const description = (radio.getRootNode() as ShadowRoot).getElementById(
      radio.getAttribute('aria-describedby') ?? '',
    );
    expect(description?.textContent).to.equal('Nobody is accepted before you have answered.');
  });

  it('tells what was chosen', async () => {
    const element = await choice();
    const detail = eventOf(element, 'im-handling', () => byRole(element, 'radio', ALL).click());
    expect(detail).to.deep.equal({ handling: 'accept-all' });
  });

  it('is not there at all where the policy does not leave the choice to people', async () => {
    for (const why of ['fixed', 'managed', 'no-policy', 'not-yet-known'] as const) {
      const element = await choice({ setting: { kind: 'absent', why } });
      expect(element.renderRoot.childElementCount, why).to.equal(0);
    }
  });

  it('can be read and not changed while the choice cannot be read from the server, and says so', async () => {
    const element = await choice({ setting: { kind: 'waiting', handling: 'prompt' } });
    expect(chosen(element)).to.deep.equal([PROMPT]);
    expect(allByRole(element, 'radio').every((radio) => radio.matches(':disabled'))).to.equal(true);
    expect(shadowText(byRole(element, 'status'))).to.contain('cannot be read from the server');
  });

  it('says in one live region that a choice is being saved, and that it is', async () => {
    const element = await choice();
    const region = byRole(element, 'status');
    expect(shadowText(region), 'nothing was chosen yet').to.equal('');
    byRole(element, 'radio', ALL).click();
    const setTo = { setting: { kind: 'choice', handling: 'accept-all', isDefault: false } } as const;
    await show(element, { ...setTo, saving: 'saving' });
    expect(shadowText(region)).to.equal('Saving …');
    await show(element, { ...setTo, saving: 'no' });
    expect(shadowText(region)).to.equal('Saved, for all your devices.');
    expect(byRole(element, 'status') === region, 'the region is the same').to.equal(true);
  });

  it('does not claim to have saved what was chosen elsewhere', async () => {
    const element = await choice();
    await show(element, { setting: { kind: 'choice', handling: 'prompt', isDefault: false } });
    expect(chosen(element)).to.deep.equal([PROMPT]);
    expect(shadowText(byRole(element, 'status'))).to.equal('');
  });

  it('warns when the server did not take the choice, and that it is in use all the same', async () => {
    const alert = byRole(await choice({ saving: 'failed' }), 'alert');
    expect(shadowText(alert)).to.contain('In use here, but not saved on your server yet.');
  });

  it('shows what is in force, even if something else was pressed and did not come about', async () => {
    const element = await choice();
    byRole(element, 'radio', ALL).click();
    await show(element, { saving: 'no' });
    expect(chosen(element)).to.deep.equal([ORGANIZATION]);
  });
});
