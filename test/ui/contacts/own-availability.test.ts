import { expect } from 'chai';
import type { OwnSlice } from '../../../src/core/people-view.js';
import { deep, expectNoViolations, focused, nameOf, textOf } from '../support.js';
import { session } from '../views.js';
import { overflowing, PeoplePage } from './people-page.js';

function own(chosen: Partial<OwnSlice['chosen']> = {}, isIdle = false): OwnSlice {
  return { chosen: { show: 'available', status: '', ...chosen }, isIdle };
}

async function open(slice: OwnSlice): Promise<PeoplePage> {
  const page = await PeoplePage.open('im-contacts', { own: slice });
  page.find('.shown').click();
  await page.settled();
  return page;
}

async function shown(slice: OwnSlice, slices = {}): Promise<string> {
  const page = await PeoplePage.open('im-contacts', { own: slice, ...slices });
  return textOf(page.find('.shown'));
}

describe('im-own-availability', () => {
  it('is accessible, closed and open', async () => {
    const page = await open(own({ show: 'away', status: 'At lunch' }));
    await expectNoViolations(page.element);
    page.find('#choices').hidePopover();
    await expectNoViolations(page.element);
  });

  it('says what is shown, and that it is so by itself', async () => {
    expect(await shown(own({ show: 'dnd', status: 'Talks' }))).to.contain('Do not disturb Talks');
    expect(await shown(own())).to.match(/^Available ?, change/);
    expect(await shown(own({}, true))).to.contain('Away This device is not in use.');
    const offline = { session: session({ link: { phase: 'offline', retryAt: null } }) };
    expect(await shown(own(), offline)).to.match(/^Offline/);
    expect(await shown(own(), { session: session({ link: { phase: 'connecting' } }) })).to.match(/^Connecting …/);
  });

  it('offers the choices, says what invisible means, and has the focus on what is chosen', async () => {
    const page = await open(own({ show: 'away' }));
    expect(deep(page.element, '.choice').map(nameOf)).to.deep.equal([
      'Available',
      'Away',
      'Do not disturb',
      'Invisible',
    ]);
    expect(page.text).to.contain(
      'Invisible Contacts see you as offline. New requests reach you when you are visible again.',
    );
    expect(nameOf(focused() as Element)).to.equal('Away');
  });

  it('sets what is chosen, with the status that is written', async () => {
    const page = await open(own());
    await page.type(' At lunch ', '#choices input');
    await page.press('Away');
    expect(page.lastCommand).to.deep.equal({
      name: 'set-availability',
      availability: { show: 'away', status: 'At lunch' },
    });
    expect(page.find('#choices').matches(':popover-open')).to.equal(false);
    expect(focused()).to.equal(page.find('.shown'));
  });

  it('sets the status alone, and clears it', async () => {
    const page = await open(own({ show: 'dnd', status: 'Talks' }));
    await page.type('More talks', '#choices input');
    await page.press('Set');
    expect(page.lastCommand).to.deep.equal({
      name: 'set-availability',
      availability: { show: 'dnd', status: 'More talks' },
    });
    page.find('.shown').click();
    await page.press('Clear');
    expect(page.lastCommand).to.deep.equal({ name: 'set-availability', availability: { show: 'dnd', status: '' } });
  });

  it('takes no status that is longer than what is sent', async () => {
    expect((await open(own())).field('#choices input').maxLength).to.equal(200);
  });

  it('is operated by keys', async () => {
    const page = await open(own());
    await page.key('ArrowDown');
    expect(nameOf(focused() as Element)).to.equal('Away');
    await page.key('ArrowUp');
    await page.key('ArrowUp');
    expect(nameOf(focused() as Element)).to.equal('Invisible');
  });

  it('says why it was not set', async () => {
    const page = await open(own());
    page.answer = () => ({ ok: false, problem: { kind: 'not-online' } });
    await page.press('Away');
    expect(page.toasts).to.deep.equal(['You are offline. Try again when you are online.']);
  });

  it('keeps a long status within 320 pixels', async () => {
    const page = await PeoplePage.open('im-contacts', { own: own({ status: 'x'.repeat(200) }) });
    page.element.style.inlineSize = '320px';
    await page.settled();
    expect(overflowing(page.element)).to.deep.equal([]);
  });
});
