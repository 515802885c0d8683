import { expect } from 'chai';
import { byRole, frame, textOf, until } from '../support.js';
import { ChatsPage } from './chats-page.js';
import { manyMessages, message } from './fake-chats.js';

describe('the way through a conversation', () => {
  it('begins at the end, and stays there as more comes and the field grows', async () => {
    const page = await ChatsPage.open((session) => (session.known = manyMessages(60)));
    expect(page.toEnd).to.be.below(2);
    await page.tell((session) => (session.known = [...session.known, message('new', { text: 'a\nb\nc\nd' })]));
    expect(page.shown.at(-1)).to.equal('new');
    expect(page.toEnd).to.be.below(2);
    await page.type('a\nb\nc\nd\ne');
    await until(() => page.toEnd < 2);
  });

  it('begins where the new messages do, if there are many', async () => {
    const page = await ChatsPage.open((session) => {
      session.known = manyMessages(50);
      session.chat = { firstUnread: 'm20' };
    });
    const line = page.find('.new').getBoundingClientRect().top - page.scroller.getBoundingClientRect().top;
    expect(line).to.be.within(0, 100);
  });

  it('stays at what is read while more comes, counts that, and leads to it', async () => {
    const page = await ChatsPage.open((session) => (session.known = manyMessages(60)));
    await page.scrollTo(page.scroller.scrollTop - 300);
    expect(page.session.window.chat).to.deep.include({ until: 'm59', visible: false });
    const top = page.topOf('m55');
    await page.tell((session) => (session.known = [...session.known, ...manyMessages(7, 60)]));
    expect(page.topOf('m55')).to.be.closeTo(top, 1);
    expect(page.shown.at(-1)).to.equal('m59');
    await page.press('7 newer messages');
    await until(() => page.shown.at(-1) === 'm66' && page.toEnd < 2);
    expect(page.session.window.chat).to.deep.include({ until: null, visible: true });
  });

  it('is where it was when it comes back to the page: at what was read, or at what came meanwhile', async () => {
    const page = await ChatsPage.open((session) => (session.known = manyMessages(60)));
    const frame = page.element.parentElement;
    await page.scrollTo(page.scroller.scrollTop - 300);
    const top = page.topOf('m55');
    page.element.remove();
    frame?.append(page.element);
    await page.settled();
    expect(page.topOf('m55')).to.be.closeTo(top, 1);
    await page.scrollTo(page.scroller.scrollHeight);
    await until(() => page.session.window.chat?.until === null);
    page.element.remove();
    frame?.append(page.element);
    await page.settled();
    expect(page.toEnd).to.be.below(2);
    page.element.remove();
    frame?.append(page.element);
    await page.tell((session) => {
      session.known = manyMessages(90);
      session.chat = { firstUnread: 'm60' };
    });
    const line = page.find('.new').getBoundingClientRect().top - page.scroller.getBoundingClientRect().top;
    expect(line).to.be.within(0, 100);
  });

  it('shows what is older as somebody comes near it, and what is read stays where it is', async () => {
    const page = await ChatsPage.open((session) => (session.known = manyMessages(500)));
    expect(page.shown.length).to.equal(50);
    const [first = ''] = page.shown;
    page.scroller.scrollTop = 60;
    const top = page.topOf(first);
    await until(() => page.shown.length > 50);
    expect(page.topOf(first)).to.be.closeTo(top, 1);
  });

  it('comes to the beginning of a long conversation and back, with never more than 200 messages on the page', async () => {
    const page = await ChatsPage.open((session) => (session.known = manyMessages(450)));
    for (let most = 100; most > 0 && !page.shown.includes('m0'); most--) {
      await page.scrollTo(0);
      expect(page.shown.length).to.be.at.most(200);
    }
    expect(page.shown[0]).to.equal('m0');
    await page.scrollTo(0);
    expect(page.text).to.contain('Beginning of the conversation');
    for (let most = 100; most > 0 && !page.shown.includes('m449'); most--) {
      await page.scrollTo(page.scroller.scrollHeight);
      expect(page.shown.length).to.be.at.most(200);
    }
    await page.scrollTo(page.scroller.scrollHeight);
    await until(() => page.session.window.chat?.until === null);
    expect(page.shown.at(-1)).to.equal('m449');
  });

  it('asks the archive when all that the session knows is shown, and says what becomes of it', async () => {
    const page = await ChatsPage.open((session) => {
      session.known = manyMessages(100);
      session.remembered = 30;
    });
    await page.scrollTo(0);
    await until(() => page.session.commands.some(({ name }) => name === 'read-older'));
    await page.tell((session) => (session.chat = { older: 'loading' }));
    expect(page.text).to.contain('Loading older messages …');
    await page.tell((session) => (session.chat = { older: 'failed' }));
    const asked = page.session.commands.length;
    await page.press('Try again');
    expect(page.session.commands.length).to.equal(asked + 1);
    await page.tell((session) => {
      session.chat = {};
      session.remembered = 80;
    });
    await until(() => page.shown.length > 30);
  });

  it('asks for nothing at the beginning of what a session reads of a conversation, and says so', async () => {
    const page = await ChatsPage.open((session) => {
      session.known = manyMessages(200);
      session.remembered = 30;
      session.chat = { older: 'beyond' };
    });
    await page.scrollTo(0);
    expect(page.text).to.contain('What is older than this is not shown here.');
    expect(page.text).not.to.contain('Older messages');
    expect(page.session.commands.filter(({ name }) => name === 'read-older')).to.deep.equal([]);
  });

  it('goes to the end with what somebody sends', async () => {
    const page = await ChatsPage.open((session) => (session.known = manyMessages(60)));
    await page.scrollTo(0);
    await page.type('Hello');
    await page.key('Enter');
    await page.tell(
      (session) => (session.known = [...session.known, message('own', { mine: true, delivery: 'waiting' })]),
    );
    await until(() => page.shown.at(-1) === 'own' && page.toEnd < 2);
    expect(textOf(byRole(page.element, 'article', 'You: text of own, 12:00 PM, Waiting to be sent'))).to.contain(
      'Waiting',
    );
  });

  it('costs little, however long a conversation is', async () => {
    const page = await ChatsPage.open((session) => (session.known = manyMessages(100_000)));
    for (let i = 0; i < 6; i++) await page.scrollTo(0);
    expect(page.shown.length).to.be.at.most(200);
    const started = performance.now();
    await page.tell((session) => (session.chat = { typing: true }));
    await frame();
    expect(performance.now() - started).to.be.below(1000);
  });
});
