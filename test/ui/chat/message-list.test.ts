import { expect } from 'chai';
import { allByRole, byRole, deep, expectNoViolations, focused, textOf, until } from '../support.js';
import { ChatsPage } from './chats-page.js';
import { manyMessages, message } from './fake-chats.js';

describe('the messages of a conversation', () => {
  it('are accessible, in every state of theirs', async () => {
    const page = await ChatsPage.open((session) => {
      session.known = [
        message('a', { text: 'Look: https://example.com\n```\ncode\n```' }),
        message('b', { mine: true, delivery: 'waiting' }),
        message('c', { mine: true, delivery: 'sent', corrected: 1 }),
        message('d', { mine: true, delivery: 'received' }),
        message('e', { mine: true, delivery: 'displayed' }),
        message('f', { mine: true, delivery: 'failed', problem: 'item-not-found' }),
        message('g', { unreadable: true }),
        message('h', { text: 'line\n'.repeat(50) }),
        message('i', { loggedBy: '' }),
        message('j', { loggedBy: 'elsewhere.test' }),
      ];
      session.chat = { typing: true, firstUnread: 'g' };
    });
    await expectNoViolations(page.element);
    for (const older of ['some', 'loading', 'failed', 'beyond'] as const) {
      await page.tell((session) => (session.chat = { older }));
      await expectNoViolations(page.element);
    }
  });

  it('have a line between them that says whose organisation keeps a record, which is no message', async () => {
    const page = await ChatsPage.open((session) => {
      session.known = [
        message('a', { mine: true, delivery: 'sent' }),
        message('b', { mine: true, delivery: 'sent', loggedBy: '', text: 'My organization' }),
        message('c', { loggedBy: 'elsewhere.test', text: 'secret' }),
      ];
    });
    const lines = deep(page.element, '.edge').map(textOf);
    expect(lines).to.include.members([
      'Your organization keeps a record of this conversation.',
      'elsewhere.test keeps a record of this conversation.',
    ]);
    expect(deep(page.element, '.message').map((article) => article.dataset.id)).to.deep.equal(['a']);
    expect(textOf(page.element)).not.to.contain('secret');
    expect(textOf(page.message('a'))).to.contain('Sent');
  });

  it('have such a line read aloud as it comes, whoever wrote it, and what is in an empty conversation first', async () => {
    const page = await ChatsPage.open();
    const log = (): string => textOf(byRole(page.element, 'log'));
    await page.tell((session) => {
      session.known = [message('a', { mine: true, loggedBy: '' }), message('b', { mine: true })];
    });
    expect(log()).to.equal('Your organization keeps a record of this conversation.');
    await page.tell((session) => {
      session.known = [...session.known, message('c', { loggedBy: 'elsewhere.test', text: 'secret' }), message('d')];
    });
    expect(log()).to.equal(
      'Your organization keeps a record of this conversation. elsewhere.test keeps a record of this conversation. Otto: text of d',
    );
  });

  it('are not read aloud where a conversation is only being loaded', async () => {
    const page = await ChatsPage.open((session) => (session.chat = { older: 'loading' }));
    await page.tell((session) => (session.known = [message('a', { loggedBy: '' }), message('b')]));
    expect(textOf(byRole(page.element, 'log'))).to.equal('');
  });

  it('say by word how far they have got, why one came back, and what can be done about it', async () => {
    const page = await ChatsPage.open((session) => {
      session.known = [
        message('a', { mine: true, delivery: 'sent' }),
        message('b', { at: 1 }),
        message('c', { mine: true, delivery: 'displayed' }),
        message('d', { at: 1 }),
        message('e', { mine: true, delivery: 'failed', problem: 'remote-server-not-found' }),
      ];
    });
    expect(textOf(page.message('a'))).to.contain('Sent');
    expect(textOf(page.message('c'))).to.contain('Seen');
    expect(textOf(page.message('e'))).to.contain('Not delivered. Their server does not answer.');
    await page.press('Try again');
    await page.press('Discard');
    expect(page.session.commands.map((command) => ({ ...command }))).to.deep.include.members([
      { name: 'retry-message', jid: 'otto@elsewhere.test', id: 'e' },
      { name: 'discard-message', jid: 'otto@elsewhere.test', id: 'e' },
    ]);
  });

  it('say that they were corrected, or cannot be read', async () => {
    const page = await ChatsPage.open((session) => {
      session.known = [
        message('a', { corrected: 1 }),
        message('b', { unreadable: true, text: 'I sent you an OMEMO message' }),
      ];
    });
    expect(textOf(page.message('a'))).to.contain('corrected');
    expect(textOf(page.message('b'))).to.contain('An encrypted message. It cannot be read here.');
    expect(textOf(page.message('b'))).not.to.contain('OMEMO');
  });

  it('are text, whatever is written in them', async () => {
    const hostile = '<img src=x onerror=alert(1)> <b>b</b> javascript:alert(1) \u202Egnp.exe &lt;';
    const page = await ChatsPage.open((session) => {
      session.known = [message('a', { text: hostile }), message('b', { text: 'x'.repeat(5000) })];
    });
    const a = page.message('a');
    expect(a.querySelectorAll('img, b, a').length).to.equal(0);
    expect(a.querySelector('.prose')?.textContent).to.equal(hostile);
    expect(getComputedStyle(a.querySelector('.prose') ?? a).unicodeBidi).to.equal('plaintext');
    expect(page.scroller.scrollWidth).to.be.at.most(page.scroller.clientWidth);
  });

  it('lead to links without telling from where', async () => {
    const page = await ChatsPage.open(
      (session) => (session.known = [message('a', { text: 'See https://example.com/a.' })]),
    );
    const link = page.message('a').querySelector('a');
    expect(link?.getAttribute('href')).to.equal('https://example.com/a');
    expect(link?.rel).to.equal('noopener noreferrer nofollow');
    expect(link?.target).to.equal('_blank');
  });

  it('show code that is wide in a box of its own', async () => {
    const page = await ChatsPage.open((session) => {
      session.known = [message('a', { text: `\`\`\`\n  if (a)\n${'y'.repeat(2000)}\n\`\`\`` })];
    });
    const code = page.find('pre');
    expect(code.textContent).to.contain('  if (a)\n');
    expect(code.scrollWidth).to.be.greaterThan(code.clientWidth);
    expect(page.scroller.scrollWidth).to.be.at.most(page.scroller.clientWidth);
  });

  it('are cut where they are long, and shown whole when somebody asks', async () => {
    const page = await ChatsPage.open((session) => {
      session.known = [message('a', { text: Array.from({ length: 100 }, (_, line) => `line ${line}`).join('\n') })];
    });
    expect(textOf(page.message('a'))).not.to.contain('line 50');
    const top = page.topOf('a');
    await page.press('Show all');
    expect(textOf(page.message('a'))).to.contain('line 99');
    expect(page.topOf('a')).to.equal(top);
    expect(focused()).to.equal(page.message('a'));
  });

  it('stand under their days, and after a line where the new ones begin', async () => {
    const day = 24 * 60 * 60_000;
    const page = await ChatsPage.open((session) => {
      const noon = message('a').at;
      session.known = [
        message('a', { at: noon - 400 * day }),
        message('b', { at: noon - day }),
        message('c'),
        message('d'),
      ];
      session.chat = { firstUnread: 'd' };
    });
    const texts = deep(page.element, 'h4').map(textOf);
    expect(texts.slice(1)).to.deep.equal(['Yesterday', 'Today', 'New messages']);
    expect(texts[0]).to.contain('2025');
  });

  it('are reached with the arrows, and their menu with Enter', async () => {
    const page = await ChatsPage.open((session) => (session.known = manyMessages(5)));
    page.message('m4').focus();
    await page.key('ArrowUp');
    await page.key('ArrowUp');
    expect(focused()).to.equal(page.message('m2'));
    await page.key('Home');
    expect(focused()).to.equal(page.message('m0'));
    expect(page.message('m0').tabIndex).to.equal(0);
    expect(page.message('m4').tabIndex).to.equal(-1);
    await page.key('Enter');
    await until(() => allByRole(page.element, 'menuitem').length > 0);
    expect(allByRole(page.element, 'menuitem').map(textOf)).to.deep.equal([
      'Copy text',
      'Correct They see the new text instead.',
    ]);
  });

  it('are read aloud as they come, and no others are', async () => {
    const page = await ChatsPage.open((session) => (session.known = manyMessages(60)));
    const log = byRole(page.element, 'log');
    expect(textOf(log)).to.equal('');
    await page.tell((session) => {
      session.known = [...session.known, message('new', { text: 'Are you there?' }), message('own', { mine: true })];
    });
    expect(textOf(log)).to.equal('Otto: Are you there?');
    await page.scrollTo(0);
    await until(() => page.shown.length === 62);
    expect(textOf(log)).to.equal('Otto: Are you there?');
  });

  it('say that the other one is writing, where it is heard', async () => {
    const page = await ChatsPage.open();
    const said = (): string[] => allByRole(page.element, 'status').map(textOf);
    expect(said()).not.to.contain('Otto is writing …');
    await page.tell((session) => (session.chat = { typing: true }));
    expect(said()).to.contain('Otto is writing …');
  });
});
