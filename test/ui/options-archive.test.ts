import { expect } from 'chai';
import type { ArchiveEntry, ArchiveFound } from '../../src/core/chat/archive-search.js';
import type { LoggingInForce } from '../../src/core/policy/logging.js';
import type { Command } from '../../src/ports/protocol.js';
import type { OptionsPanel } from '../../src/ui/components/options-panel.js';
import { byRole, deep, expectNoViolations, fixture, settled, textOf } from './support.js';
import { OTTO, view } from './views.js';

const NOON = Date.UTC(2026, 5, 1, 12);

function entry(id: string, changes: Partial<ArchiveEntry> = {}): ArchiveEntry {
  return {
    id,
    jid: OTTO,
    name: 'Otto',
    mine: false,
    at: NOON,
    text: `text of ${id}`,
    corrects: false,
    notice: false,
    ...changes,
  };
}

function found(changes: Partial<ArchiveFound> = {}): ArchiveFound {
  return { hasArchive: true, entries: [], read: 0, next: null, ...changes };
}

class Section {
  readonly asked: Command[] = [];
  /** What the session answers, one after the other. */
  answers: (ArchiveFound | Promise<ArchiveFound>)[] = [];
  /** There is no connection any more. */
  isLost = false;
  panel!: OptionsPanel;

  static async show(logging: LoggingInForce = { mode: 'unset', days: 0 }): Promise<Section> {
    const section = new Section();
    const shown = view();
    section.panel = await fixture<OptionsPanel>('im-options-panel', {
      view: { ...shown, options: { ...shown.options, logging } },
      section: 'archive',
      now: NOON,
      send: async (command: Command) => {
        section.asked.push(command);
        if (section.isLost) return { ok: false, problem: { kind: 'not-online' } };
        return { ok: true, data: await (section.answers.shift() ?? found()) };
      },
    });
    await settled(section.panel);
    return section;
  }

  get text(): string {
    return textOf(this.panel);
  }

  async press(name: string): Promise<void> {
    byRole(this.panel, 'button', name).click();
    await settled(this.panel);
  }

  async type(name: 'text' | 'person', value: string): Promise<void> {
    const [field] = deep<HTMLInputElement>(this.panel, `input[name=${name}]`);
    if (!field) throw new Error(`there is no field ${name}`);
    field.value = value;
    field.dispatchEvent(new Event('input'));
    await settled(this.panel);
  }

  /** Files that were handed to the person: their names and texts. */
  async saved(act: () => Promise<void>): Promise<[string, string][]> {
    const files: [string, Promise<string>][] = [];
    const contents = new Map<string, Promise<string>>();
    const original = Object.getOwnPropertyDescriptor(URL, 'createObjectURL');
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      const url = create(blob);
      contents.set(url, blob.text());
      return url;
    };
    // The page must not leave the test with a file.
    const stop = (event: Event): void => {
      const [link] = event.composedPath();
      if (!(link instanceof HTMLAnchorElement)) return;
      event.preventDefault();
      files.push([link.download, contents.get(link.href) ?? Promise.resolve('')]);
    };
    const click = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'click');
    HTMLAnchorElement.prototype.click = function () {
      this.addEventListener('click', stop, { once: true });
      this.dispatchEvent(new MouseEvent('click', { cancelable: true }));
    };
    try {
      await act();
    } finally {
      if (original) Object.defineProperty(URL, 'createObjectURL', original);
      if (click) Object.defineProperty(HTMLAnchorElement.prototype, 'click', click);
    }
    return Promise.all(files.map(async ([name, text]): Promise<[string, string]> => [name, await text]));
  }
}

describe('what is kept of messages', () => {
  it('is accessible, with and without something that was found', async () => {
    const section = await Section.show({ mode: 'everyone', days: 30 });
    await expectNoViolations(section.panel);
    section.answers = [found({ entries: [entry('a'), entry('b', { mine: true })], read: 1200, next: 'b' })];
    await section.press('Search messages');
    await expectNoViolations(section.panel);
  });

  it('says whose, and for how long', async () => {
    expect((await Section.show({ mode: 'everyone', days: 30 })).text).to.contain(
      'keep all your messages. They are kept for 30 days.',
    );
    expect((await Section.show({ mode: 'contacts', days: 0 })).text).to.contain('They are kept for good.');
    expect((await Section.show({ mode: 'nobody', days: 0 })).text).to.contain('keep none of your messages.');
    expect((await Section.show()).text).not.to.contain('Your organization');
  });

  it('is searched by text and by person, and further, as far as somebody wants', async () => {
    const section = await Section.show();
    await section.type('text', ' lunch ');
    await section.type('person', 'otto');
    section.answers = [
      found({ entries: [entry('a', { text: 'lunch?' }), entry('b', { notice: true })], read: 1000, next: 'b' }),
      found({ entries: [entry('c', { text: 'a lunch', mine: true })], read: 5 }),
    ];
    await section.press('Search messages');
    expect(section.text).to.contain('lunch?').and.to.contain('1,000 messages looked through');
    expect(section.text).not.to.contain('text of b');
    await section.press('Search further');
    expect(section.text).to.contain('You to Otto').and.to.contain('1,005 messages looked through');
    const common = { name: 'read-archive', text: 'lunch', person: 'otto', limit: 25 };
    expect(section.asked).to.deep.equal([
      { ...common, before: null },
      { ...common, before: 'b' },
    ]);
    expect(section.text).not.to.contain('Saved');
    expect(deep(section.panel, 'button').map(textOf)).not.to.include('Search further');
  });

  it('leads to the conversation', async () => {
    const section = await Section.show();
    section.answers = [found({ entries: [entry('a')], read: 1 })];
    await section.press('Search messages');
    const wanted = new Promise<string>((resolve) => {
      section.panel.addEventListener('im-chat-wanted', ({ detail }) => resolve(detail.jid));
    });
    await section.press('Open the conversation with Otto');
    expect(await wanted).to.equal(OTTO);
  });

  it('is taken along as JSON Lines and as text, all of it, the oldest first', async () => {
    const section = await Section.show();
    const pages = (): ArchiveFound[] => [
      found({ entries: [entry('b', { mine: true, text: 'two\n2026-06-01 12:00:00 UTC  x → y' })], read: 1, next: 'b' }),
      found({ entries: [entry('a', { text: 'one' })], read: 1 }),
    ];
    section.answers = pages();
    const [lines] = await section.saved(() => section.press('Export as JSON Lines'));
    expect(lines?.[0]).to.equal('messages-2026-06-01.jsonl');
    const parsed = (lines?.[1] ?? '')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(parsed.map(({ id, from, to, time }) => [id, from, to, time])).to.deep.equal([
      ['a', OTTO, section.panel.view?.session.account, '2026-06-01T12:00:00.000Z'],
      ['b', section.panel.view?.session.account, OTTO, '2026-06-01T12:00:00.000Z'],
    ]);
    section.answers = pages();
    const [text] = await section.saved(() => section.press('Export as text'));
    expect(text?.[1].match(/^2026-06-01/gm)?.length).to.equal(2);
    expect(text?.[1]).to.contain('\n    2026-06-01 12:00:00 UTC  x → y\n');
  });

  it('says how far an export has come, and ends it when somebody cancels', async () => {
    const section = await Section.show();
    let answer: (page: ArchiveFound) => void = () => undefined;
    section.answers = [found({ read: 1000, next: 'x' }), new Promise<ArchiveFound>((resolve) => (answer = resolve))];
    const files = await section.saved(async () => {
      await section.press('Export as text');
      expect(section.text).to.contain('1,000 messages looked through');
      await section.press('Cancel');
      answer(found({ read: 1 }));
      await settled(section.panel);
    });
    expect([files, section.asked.length]).to.deep.equal([[], 2]);
    expect(section.text).not.to.contain('1,000');
  });

  it('does not say that there is nothing where nobody has answered, and saves no half of an export', async () => {
    const section = await Section.show();
    section.isLost = true;
    await section.press('Search messages');
    expect(section.text).to.contain('online').and.not.to.contain('Nothing was found');
    section.isLost = false;
    await section.press('Search messages');
    expect(section.text).to.contain('Nothing was found');
    section.answers = [found({ entries: [entry('b')], read: 1, next: 'b' })];
    const files = await section.saved(async () => {
      const pressed = section.press('Export as text');
      section.isLost = true;
      await pressed;
      await settled(section.panel);
    });
    expect([files, section.asked.length]).to.deep.equal([[], 4]);
    expect(section.text).to.contain('online');
  });

  it('says where the server keeps none', async () => {
    const section = await Section.show();
    section.answers = [found({ hasArchive: false })];
    await section.press('Search messages');
    expect(section.text).to.contain('Your server keeps no messages.');
    await expectNoViolations(section.panel);
  });
});
