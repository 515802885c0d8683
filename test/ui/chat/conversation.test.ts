import { expect } from 'chai';
import { allByRole, byRole, deep, expectNoViolations, focused, textOf, until } from '../support.js';
import { OTTO, requestsOf } from '../views.js';
import { ChatsPage } from './chats-page.js';
import { manyMessages } from './fake-chats.js';

describe('a conversation', () => {
  it('is accessible with a stranger, with somebody blocked, and before a block', async () => {
    const page = await ChatsPage.open((session) => {
      session.known = manyMessages(3);
      session.chat = { stranger: true, isContact: false };
    });
    await expectNoViolations(page.element);
    await page.press('Block and report…');
    await expectNoViolations(page.element);
    await page.press('Cancel');
    await page.tell((session) => (session.chat = { blocked: OTTO }));
    await expectNoViolations(page.element);
  });

  it('says with whom it is, and whether they are there', async () => {
    const page = await ChatsPage.open((session) => (session.chat = { seen: 'dnd', status: 'in a meeting' }));
    expect(textOf(page.find('header'))).to.contain('Otto Do not disturb · in a meeting');
    await page.tell((session) => (session.chat = { name: '', seen: 'unknown' }));
    expect(textOf(page.find('.title'))).to.equal('otto@elsewhere.test');
  });

  it('lets nobody write to a stranger, and tells their address, before they are accepted', async () => {
    const page = await ChatsPage.open((session) => {
      session.known = manyMessages(3);
      session.chat = { stranger: true, isContact: false };
    });
    expect(page.has('textarea')).to.equal(false);
    expect(textOf(page.find('header'))).to.match(/otto ?@ ?elsewhere\.test/);
    expect(page.text).to.contain('Otto is not one of your contacts.');
    expect(page.session.commands).to.deep.equal([]);
    await page.press('Accept messages');
    expect(page.session.commands).to.deep.equal([{ name: 'accept-stranger', jid: OTTO }]);
    await page.tell((session) => (session.chat = {}));
    expect(page.has('textarea')).to.equal(true);
  });

  it('lets somebody write first to whom they do not know', async () => {
    const page = await ChatsPage.open((session) => (session.chat = { stranger: true, isContact: false }));
    expect(page.has('textarea')).to.equal(true);
    expect(page.text).not.to.contain('is not one of your contacts');
  });

  it('blocks, with a report where the server takes one, after a question', async () => {
    const page = await ChatsPage.open();
    await page.press('What to do with this conversation');
    page.find('[data-item=report]').click();
    await until(() => focused()?.classList.contains('yes'));
    byRole(page.element, 'radio', 'Abuse').click();
    await page.press('Block and report');
    expect(page.session.commands).to.deep.equal([{ name: 'block', jid: OTTO, report: 'abuse' }]);
    expect(textOf(focused() ?? page.element)).to.equal('');
    expect(focused()?.getAttribute('aria-label')).to.equal('What to do with this conversation');
  });

  it('takes back a block while that can be, and unblocks after that', async () => {
    const page = await ChatsPage.open();
    const held = { act: 'block', jid: OTTO, count: 1, until: Infinity } as const;
    page.session.tell({ requests: requestsOf([], { held }) });
    await page.settled();
    await page.press('Take back');
    page.session.tell({ requests: requestsOf([]) });
    await page.tell((session) => (session.chat = { blocked: OTTO }));
    expect(page.text).to.contain('You blocked Otto. Nothing they send reaches you.');
    await page.press('Unblock');
    expect(page.session.commands).to.deep.equal([{ name: 'take-back' }, { name: 'unblock', jid: OTTO }]);
  });

  it('shows what was said with somebody whom the organization suspends, and takes nothing more', async () => {
    const page = await ChatsPage.open((session) => (session.chat = { suspended: 'closed', seen: 'unknown' }));
    expect(page.text).to.contain('does not allow contact with elsewhere.test. What was said stays here.');
    expect(page.has('textarea')).to.equal(false);
    await expectNoViolations(page.element);
    await page.tell((session) => (session.chat = { suspended: null }));
    expect(page.has('textarea')).to.equal(true);
  });

  it('offers no block where the server has none', async () => {
    const page = await ChatsPage.open((session) => {
      session.tell({ requests: requestsOf([], { can: { block: false, report: false } }) });
      session.chat = { stranger: true };
    });
    await page.press('What to do with this conversation');
    expect(allByRole(page.element, 'menuitem').map(textOf)).to.deep.equal(['Copy address']);
    expect(deep(page.element, '.danger')).to.deep.equal([]);
  });

  it('asks whoever shows it to add somebody who is no contact', async () => {
    const page = await ChatsPage.open((session) => (session.chat = { isContact: false }));
    const wanted: unknown[] = [];
    page.element.addEventListener('im-add-wanted', (event) => wanted.push((event as CustomEvent<unknown>).detail));
    await page.press('What to do with this conversation');
    page.find('[data-item=add]').click();
    expect(wanted).to.deep.equal([{ jid: OTTO, name: 'Otto' }]);
  });

  it('says that there is nothing yet', async () => {
    const page = await ChatsPage.open();
    expect(page.text).to.contain('Nothing has been written yet.');
  });
});
