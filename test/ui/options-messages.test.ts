import { expect } from 'chai';
import { DEFAULT_OPTIONS } from '../../src/core/options.js';
import type { Command } from '../../src/ports/protocol.js';
import type { OptionsPanel } from '../../src/ui/components/options-panel.js';
import type { SectionName } from '../../src/ui/strings/options.js';
import { allByRole, byRole, deep, expectNoViolations, fixture, settled, textOf } from './support.js';
import { view } from './views.js';

/** A section of the options, and what is set there. */
async function section(
  name: SectionName,
  more: { readonly notifies?: boolean; readonly values?: Partial<typeof DEFAULT_OPTIONS> } = {},
): Promise<{ readonly panel: OptionsPanel; readonly set: string[] }> {
  const set: string[] = [];
  const send = (command: Command): Promise<unknown> => {
    if (command.name === 'set-option') set.push(`${command.option}: ${command.value}`);
    return Promise.resolve({ ok: true });
  };
  const shown = view();
  const panel = await fixture<OptionsPanel>('im-options-panel', {
    view: { ...shown, options: { ...shown.options, values: { ...DEFAULT_OPTIONS, ...more.values } } },
    section: name,
    notifies: more.notifies ?? false,
    send,
  });
  await settled(panel);
  return { panel, set };
}

describe('the options of messages', () => {
  it('are accessible', async () => {
    await expectNoViolations((await section('messages', { notifies: true })).panel);
    await expectNoViolations((await section('availability')).panel);
  });

  it('say what a notification shows, where there are any', async () => {
    const { panel, set } = await section('messages', { notifies: true, values: { messages: 'badge' } });
    const radios = allByRole(panel, 'radio') as HTMLInputElement[];
    expect(radios.map(({ value, checked }) => [value, checked])).to.deep.equal([
      ['preview', false],
      ['sender', false],
      ['badge', true],
      ['none', false],
    ]);
    byRole(panel, 'radio', 'Who writes').click();
    expect(set).to.deep.equal(['messages: sender']);
    const without = await section('messages');
    expect(allByRole(without.panel, 'radio')).to.deep.equal([]);
  });

  it('keep from others what was seen, and that one writes', async () => {
    const { panel, set } = await section('messages', { values: { typing: 'keep' } });
    byRole(panel, 'switch', 'That I have seen a message').click();
    byRole(panel, 'switch', 'That I am writing').click();
    expect(set).to.deep.equal(['read-markers: keep', 'typing: send']);
  });

  it('say after which time one is shown as away', async () => {
    const { panel, set } = await section('availability', { values: { 'away-after': '15' } });
    const [field] = deep<HTMLSelectElement>(panel, 'select');
    if (!field) throw new Error('there is nothing to choose from');
    expect(textOf(field.selectedOptions[0] ?? field)).to.equal('After 15 minutes');
    field.value = 'never';
    field.dispatchEvent(new Event('change'));
    expect(set).to.deep.equal(['away-after: never']);
  });
});
