import { expect } from 'chai';
import type { ActivityLine } from '../../src/core/view.js';
import type { ActivityList } from '../../src/ui/components/activity-list.js';
import { allByRole, byRole, eventOf, expectNoViolations, fixture, focused, shadowText } from './support.js';
import { ACME, activityLine, BOB, EVE, NOW, people } from './views.js';

function list(lines: readonly ActivityLine[]): Promise<ActivityList> {
  return fixture<ActivityList>('im-activity-list', { activity: { total: lines.length, lines }, now: NOW });
}

async function show(element: ActivityList, lines: readonly ActivityLine[]): Promise<void> {
  element.activity = { total: lines.length, lines };
  await element.updateComplete;
}

function lines(element: ActivityList): string[] {
  return allByRole(element, 'listitem').map((line) => shadowText(line));
}

const MANY = people(5).map((jid, index) => activityLine({ id: 5 - index, jid }));

describe('im-activity-list', () => {
  it('is accessible, with what was taken back', async () => {
    await expectNoViolations(await list([activityLine(), activityLine({ id: 2, jid: EVE, undone: true })]));
  });

  it('is not there as long as nothing was accepted', async () => {
    expect((await list([])).renderRoot.childElementCount).to.equal(0);
  });

  it('says of each acceptance by which rule it came about', async () => {
    const element = await list([
      activityLine({ id: 4, rule: { kind: 'organization', domain: ACME } }),
      activityLine({ id: 3, rule: { kind: 'all' } }),
      activityLine({ id: 2, rule: { kind: 'asked' } }),
      activityLine({ id: 1, rule: null }),
    ]);
    byRole(element, 'button', 'Show more').click();
    await element.updateComplete;
    const [organization, all, asked, person] = lines(element);
    expect(organization).to.contain('Accepted automatically: acme.example is one of your organization’s domains.');
    expect(all).to.contain('Accepted automatically: all requests are.');
    expect(asked).to.contain('Accepted automatically: you had asked them first.');
    expect(person).to.contain('You accepted.');
  });

  it('says when it was, in words and exactly', async () => {
    const element = await list([activityLine({ at: NOW - 3 * 60_000 })]);
    const time = byRole(element, 'time');
    expect(time.textContent).to.equal('3 minutes ago');
    expect(time.getAttribute('datetime')).to.equal('2026-11-24T11:57:00.000Z');
    expect(time.title).to.contain('Tuesday, November 24, 2026');
  });

  it('takes back exactly the line whose Undo is pressed', async () => {
    const element = await list([activityLine({ id: 8, jid: EVE }), activityLine({ id: 7 })]);
    const undo = byRole(element, 'button', `Undo: ${BOB}`);
    expect(eventOf(element, 'im-undo', () => undo.click())).to.deep.equal({ entry: 7 });
  });

  it('offers no second Undo, and says what was taken back', async () => {
    const element = await list([activityLine({ undone: true })]);
    expect(allByRole(element, 'button')).to.have.length(0);
    expect(lines(element)[0]).to.contain('Taken back. You will be asked if they ask again.');
  });

  it('keeps the focus on a line that was taken back', async () => {
    const element = await list([activityLine({ id: 2, jid: EVE }), activityLine()]);
    byRole(element, 'button', `Undo: ${EVE}`).focus();
    await show(element, [activityLine({ id: 2, jid: EVE, undone: true }), activityLine()]);
    expect(focused()?.computedRole).to.equal('listitem');
    expect(focused()?.textContent).to.contain('Taken back.');
  });

  it('shows three lines, and the others when they are asked for, from where the focus goes on', async () => {
    const element = await list(MANY);
    expect(lines(element)).to.have.length(3);
    const more = byRole(element, 'button', 'Show more');
    more.focus();
    more.click();
    await element.updateComplete;
    expect(lines(element)).to.have.length(5);
    expect(focused()?.textContent).to.contain(MANY[3]?.jid.split('@')[0]);
    expect(allByRole(element, 'button', 'Show more')).to.have.length(0);
  });
});
