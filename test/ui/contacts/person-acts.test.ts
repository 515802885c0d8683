import { expect } from 'chai';
import type { BareJid } from '../../../src/core/jid.js';
import type { ContactRow } from '../../../src/core/people-view.js';
import { contactRow, contactsOf } from '../../support/contact-rows.js';
import { CONTACTS } from '../../support/states-contacts.js';
import { deep, expectNoViolations, focused, nameOf, textOf } from '../support.js';
import { jid, OTTO, requestsOf, VERA } from '../views.js';
import { PeoplePage } from './people-page.js';

function otto(row: Partial<ContactRow> = {}): ContactRow {
  return contactRow(OTTO, { name: 'Otto', ...row });
}

async function actions(row: Partial<ContactRow>): Promise<string[]> {
  const page = await PeoplePage.withContacts([otto(row)]);
  await page.press('More about Otto');
  return deep(page.element, '[role=menuitem]').map(nameOf);
}

/** What is asked before Otto is removed. */
async function question(row: Partial<ContactRow>): Promise<string> {
  const page = await PeoplePage.withContacts([otto(row)]);
  await page.pick('Otto', 'Remove…');
  return textOf(page.find('#text'));
}

describe('what can be done about a contact', () => {
  it('depends on how they stand to us, and on the server', async () => {
    const blocking = ['Block…', 'Block and report…', 'Remove…'];
    expect(await actions({})).to.deep.equal(['Send message', 'Edit name and groups…', ...blocking]);
    expect(await actions({ subscription: 'none', asked: true })).to.deep.equal([
      'Send message',
      'Ask again',
      'Edit name and groups…',
      'Cancel request',
      ...blocking,
    ]);
    expect(await actions({ subscription: 'from' })).to.include('Ask to see them');
    expect(await actions({ subscription: 'none', asks: true })).to.include.members([
      'Accept their request',
      'Decline their request',
    ]);
    expect(await actions({ blocked: OTTO })).to.deep.equal(['Edit name and groups…', 'Unblock', 'Remove…']);
    const domain = 'elsewhere.test' as BareJid;
    expect(await actions({ blocked: domain })).to.deep.equal(['Edit name and groups…', `Unblock ${domain}`, 'Remove…']);
    const page = await PeoplePage.open('im-contacts', {
      contacts: contactsOf([otto()], {}, { canBlock: false, canReport: false }),
    });
    await page.press('More about Otto');
    expect(deep(page.element, '[role=menuitem]').map(nameOf)).not.to.include.members(['Block…', 'Block and report…']);
  });

  for (const [item, row, command] of [
    [
      'Ask again',
      { subscription: 'none', asked: true },
      { name: 'add-contact', contact: 'Otto', groups: [], note: '' },
    ],
    ['Cancel request', { subscription: 'none', asked: true }, { name: 'cancel-contact-request' }],
    ['Unblock', { blocked: OTTO }, { name: 'unblock' }],
    ['Accept their request', { subscription: 'none', asks: true }, { name: 'approve', addBack: false, details: null }],
    ['Decline their request', { subscription: 'none', asks: true }, { name: 'deny' }],
  ] as const) {
    it(`is told to the session: ${item}`, async () => {
      const page = await PeoplePage.withContacts([otto(row)]);
      await page.pick('Otto', item);
      expect(page.lastCommand).to.deep.equal({ jid: OTTO, ...command });
    });
  }

  it('is said when it is done, and why it is not', async () => {
    const page = await PeoplePage.withContacts([otto({ blocked: OTTO })]);
    await page.pick('Otto', 'Unblock');
    expect(page.toasts).to.deep.equal(['Unblocked Otto. What they send reaches you again.']);
    page.answer = () => ({ ok: false, problem: { kind: 'not-online' } });
    await page.pick('Otto', 'Unblock');
    expect(page.toasts).to.deep.equal(['You are offline. Try again when you are online.']);
  });
});

describe('removing a contact', () => {
  it('asks first, and says who will stop seeing whom', async () => {
    expect(await question({})).to.equal(
      'Remove Otto? You will no longer see each other’s availability, and Otto is told.',
    );
    expect(await question({ subscription: 'to' })).to.equal(
      'Remove Otto? You will no longer see when Otto is available. They are told.',
    );
    expect(await question({ subscription: 'from' })).to.equal(
      'Remove Otto? Otto will no longer see when you are available. They are told.',
    );
    expect(await question({ subscription: 'none', asked: true })).to.equal(
      'Remove Otto? Your request is taken back. Otto is told.',
    );
    expect(await question({ subscription: 'none' })).to.equal(
      'Remove Otto? You do not see each other’s availability now. Otto is not told.',
    );
  });

  it('is accessible, and has the focus in the question, and back in the list', async () => {
    const page = await PeoplePage.withContacts(CONTACTS);
    await page.pick('Henrik Lund', 'Remove…');
    await expectNoViolations(page.element);
    expect(nameOf(focused() as Element)).to.equal('Remove');
    await page.key('Escape');
    expect(page.has('im-question')).to.equal(false);
    expect(textOf(focused() as Element)).to.contain('Henrik Lund');
    expect(page.commands).to.deep.equal([]);
  });

  it('is done after a yes', async () => {
    const page = await PeoplePage.withContacts([otto()]);
    await page.pick('Otto', 'Remove…');
    await page.press('Remove');
    expect(page.lastCommand).to.deep.equal({ name: 'remove-contact', jid: OTTO });
    expect(page.toasts).to.deep.equal(['Removed Otto.']);
  });
});

describe('blocking a contact', () => {
  it('asks first, reports for a reason, and can be taken back while it is held', async () => {
    const page = await PeoplePage.withContacts([otto()]);
    await page.pick('Otto', 'Block…');
    expect(textOf(page.find('#text'))).to.equal(
      'Block Otto? Nothing they send reaches you any more. They see you as offline.',
    );
    await page.press('Block');
    expect(page.lastCommand).to.deep.equal({ name: 'block', jid: OTTO, report: null });
    await page.pick('Otto', 'Block and report…');
    page.field('input[value=abuse]').click();
    await page.press('Block and report');
    expect(page.lastCommand).to.deep.equal({ name: 'block', jid: OTTO, report: 'abuse' });
    const held = { act: 'block', jid: jid(OTTO), count: 1, until: Date.now() + 60_000 } as const;
    await page.tell({ requests: requestsOf([], { held }) });
    expect(page.toasts).to.deep.equal(['Blocked Otto. Undo']);
    await page.press('Undo');
    expect(page.lastCommand).to.deep.equal({ name: 'take-back' });
  });

  it('says the address of who has no name', async () => {
    const page = await PeoplePage.withContacts([otto({ name: '' })]);
    await page.pick(OTTO, 'Block…');
    await page.press('Block');
    const held = { act: 'block', jid: jid(OTTO), count: 1, until: Date.now() + 60_000 } as const;
    await page.tell({ requests: requestsOf([], { held }) });
    expect(page.toasts).to.deep.equal([`Blocked ${OTTO}. Undo`]);
  });
});

describe('the form of a contact', () => {
  async function adding(rows = CONTACTS): Promise<PeoplePage> {
    const page = await PeoplePage.withContacts(rows);
    await page.press('Add contact');
    return page;
  }

  it('is accessible, also with something wrong', async () => {
    const page = await adding();
    await expectNoViolations(page.element);
    await page.press('Add contact', page.find('im-contact-form'));
    await expectNoViolations(page.element);
  });

  it('shows that what is above it waits', async () => {
    const page = await adding();
    expect(getComputedStyle(page.find('.top')).opacity).to.equal('0.4');
    await page.press('Back');
    expect(getComputedStyle(page.find('.top')).opacity).to.equal('1');
  });

  it('says what is wrong at the field, before anything is sent', async () => {
    const page = await adding();
    const form = page.find('im-contact-form');
    for (const [typed, wrong] of [
      ['', 'Write a whole address, such as name@example.com.'],
      ['otto.example.com', 'Write a whole address, such as name@example.com.'],
      [VERA, 'This is your own address.'],
    ] as const) {
      await page.type(typed, '[name=address]');
      await page.press('Add contact', form);
      const field = page.field('[name=address]');
      expect(textOf(page.find('#wrong-address'))).to.equal(wrong);
      expect([field.ariaInvalid, field.getAttribute('aria-describedby')]).to.deep.equal(['true', 'wrong-address']);
      expect(focused()).to.equal(field);
    }
    expect(page.commands).to.deep.equal([]);
  });

  it('completes a user name with the domain of the account, and shows that', async () => {
    const page = await adding();
    await page.type('Otto', '[name=address]');
    page.field('[name=address]').dispatchEvent(new Event('change'));
    expect(page.field('[name=address]').value).to.equal('otto@example.com');
    await page.press('Add contact', page.find('im-contact-form'));
    expect(page.lastCommand).to.include({ name: 'add-contact', jid: 'otto@example.com' });
  });

  it('sends address, name, groups and message, and says what comes of it', async () => {
    const page = await adding();
    await page.type(' Otto@Elsewhere.test ', '[name=address]');
    await page.type('Otto', '[name=contact]');
    await page.type('Chess', '[name=new-group]');
    page.field('input[value=Partners]').click();
    (page.find('textarea') as unknown as HTMLTextAreaElement).value = 'We met.';
    await page.press('Add contact', page.find('im-contact-form'));
    expect(page.lastCommand).to.deep.equal({
      name: 'add-contact',
      jid: OTTO,
      contact: 'Otto',
      groups: ['Partners', 'Chess'],
      note: 'We met.',
    });
    expect(page.has('im-contact-form')).to.equal(false);
    expect(page.toasts).to.deep.equal(['Asked Otto. You see when they are available once they accept.']);
  });

  it('stays, with what was typed, where it did not succeed', async () => {
    const page = await adding();
    page.answer = () => ({ ok: false, problem: { kind: 'refused', condition: 'remote-server-not-found' } });
    await page.type(OTTO, '[name=address]');
    await page.type('Otto', '[name=contact]');
    await page.press('Add contact', page.find('im-contact-form'));
    expect(textOf(page.find('im-contact-form'))).to.contain('Their server does not answer. Try again later.');
    expect(page.field('[name=contact]').value).to.equal('Otto');
  });

  it('says at the address that the organization does not allow their domain, until another is typed', async () => {
    const page = await adding();
    page.answer = () => ({
      ok: false,
      problem: { kind: 'suspended', barrier: 'closed', domain: 'elsewhere.test' },
    });
    await page.type(OTTO, '[name=address]');
    await page.press('Add contact', page.find('im-contact-form'));
    expect(textOf(page.find('#wrong-address'))).to.equal(
      'Your organization does not allow contact with elsewhere.test. If you need it, ask your administrator.',
    );
    expect(page.find('[name=address]').getAttribute('aria-invalid')).to.equal('true');
    expect(document.activeElement).not.to.equal(document.body);
    await page.type('ana@example.com', '[name=address]');
    expect(page.has('#wrong-address')).to.equal(false);
  });

  it('is sent once', async () => {
    const page = await adding();
    page.answer = () => new Promise(() => undefined);
    await page.type(OTTO, '[name=address]');
    await page.press('Add contact', page.find('im-contact-form'));
    await page.press('Asking …');
    expect(page.commands.length).to.equal(1);
  });

  it('takes no more groups than a contact can be in', async () => {
    const groups = Array.from({ length: 21 }, (_, index) => `Group ${index}`);
    const page = await PeoplePage.withContacts([otto({ groups })]);
    await page.press('Add contact');
    await page.type(OTTO, '[name=address]');
    deep(page.element, '[name=group]').forEach((box) => box.click());
    await page.press('Add contact', page.find('im-contact-form'));
    expect(textOf(page.find('#wrong-groups'))).to.contain('more groups than a contact can be in');
    expect(page.commands).to.deep.equal([]);
  });

  it('changes name and groups', async () => {
    const page = await PeoplePage.withContacts(CONTACTS);
    await page.pick('Jonas Weber', 'Edit name and groups…');
    expect(page.has('[name=address], textarea')).to.equal(false);
    await page.type('Jonas', '[name=contact]');
    page.field('input[value=Dispatch]').click();
    await page.press('Save');
    expect(page.lastCommand).to.deep.equal({
      name: 'edit-contact',
      jid: 'jonas@alder.example',
      contact: 'Jonas',
      groups: [],
    });
    expect(page.toasts).to.deep.equal(['Saved Jonas.']);
  });

  it('is closed by Escape, and the focus is where it was', async () => {
    const page = await adding();
    await page.key('Escape');
    expect(page.has('im-contact-form')).to.equal(false);
    expect(focused()).to.equal(page.find('.add'));
  });
});
