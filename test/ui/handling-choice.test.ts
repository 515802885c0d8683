import { expect } from 'chai';
import type { SettingSlice } from '../../src/core/view.js';
import type { Command, CommandResult } from '../../src/ports/protocol.js';
import type { HandlingChoice } from '../../src/ui/components/handling-choice.js';
import { allByRole, byRole, expectNoViolations, fixture, textOf } from './support.js';
import { setting, view } from './views.js';

const ALL = 'Accept automatically from all contacts';
const ORGANIZATION = 'Accept automatically from contacts in my organization (default)';
const PROMPT = 'Prompt me for each request';

const sent: Command[] = [];

function choice(slice: Partial<SettingSlice> = {}): Promise<HandlingChoice> {
  sent.length = 0;
  const send = async (command: Command): Promise<CommandResult<never>> => {
    sent.push(command);
    return { ok: true };
  };
  return fixture<HandlingChoice>('im-handling-choice', { view: view({ setting: setting(slice) }), send });
}

function chosen(element: HandlingChoice): string[] {
  return allByRole(element, 'radio')
    .filter((radio) => (radio as HTMLInputElement).checked)
    .map((radio) => radio.computedName);
}

async function show(element: HandlingChoice, slice: Partial<SettingSlice>): Promise<void> {
  element.view = view({ setting: setting(slice) });
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
    byRole(element, 'radio', ALL).click();
    expect(sent).to.deep.equal([{ name: 'choose-handling', handling: 'accept-all' }]);
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
    expect(textOf(byRole(element, 'status'))).to.contain('cannot be read from the server');
  });

  it('shows what is in force, even if something else was pressed and did not come about', async () => {
    const element = await choice();
    byRole(element, 'radio', ALL).click();
    await show(element, { saving: 'no' });
    expect(chosen(element)).to.deep.equal([ORGANIZATION]);
  });
});
