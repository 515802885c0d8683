/** Contact list or directory in a page, and the session at the other end of its port, played by hand. */
import type { LitElement } from 'lit';
import type { ContactRow, ContactsWindow } from '../../../src/core/people-view.js';
import type { View, Window } from '../../../src/core/view.js';
import { PortClient } from '../../../src/ports/client.js';
import type { Channel, Command, CommandResult, HostMessage, PageMessage } from '../../../src/ports/protocol.js';
import { definitions as contacts } from '../../../src/ui/components/contacts/contacts.js';
import { definitions as people } from '../../../src/ui/components/contacts/people-search.js';
import { definitions as question } from '../../../src/ui/components/question.js';
import { define } from '../../../src/ui/define.js';
import { contactsOf } from '../../support/contact-rows.js';
import { deep, fixture, focused, operable, settled, textOf } from '../support.js';
import { view } from '../views.js';

for (const definitions of [contacts, people, question]) define(definitions);

type Shown = LitElement & { view: View | undefined };

export class PeoplePage {
  readonly commands: Command[] = [];
  readonly looks: Window[] = [];
  /** What a command is answered with. */
  answer: (command: Command) => CommandResult | Promise<CommandResult> = () => ({ ok: true });
  readonly client: PortClient;
  #element: Shown | undefined;
  #receive: (message: unknown) => void = () => undefined;
  #slices: Partial<View> = {};
  #rows: readonly ContactRow[] | undefined;

  private constructor() {
    this.client = new PortClient({ open: () => this.#channel() });
  }

  static async open(name: 'im-contacts' | 'im-people-search', slices: Partial<View> = {}): Promise<PeoplePage> {
    const page = new PeoplePage();
    await Promise.resolve(); // the port is open now
    const more = { client: page.client, view: view(slices), locale: 'en', now: Date.now() };
    page.#slices = slices;
    page.#element = await fixture<Shown>(name, more);
    page.client.subscribe(() => page.#show(), new AbortController().signal);
    return page;
  }

  /** The contact list of somebody who has these contacts; the session shows what is looked at. */
  static async withContacts(rows: readonly ContactRow[], slices: Partial<View> = {}): Promise<PeoplePage> {
    const page = await PeoplePage.open('im-contacts', slices);
    await page.tellContacts(rows);
    return page;
  }

  get element(): Shown {
    if (!this.#element) throw new Error('it is not open');
    return this.#element;
  }

  async tell(slices: Partial<View>): Promise<void> {
    this.#slices = { ...this.#slices, ...slices };
    this.#say({ type: 'snapshot', revision: 1, view: view(this.#slices) });
    await this.settled();
  }

  tellContacts(rows: readonly ContactRow[]): Promise<void> {
    this.#rows = rows;
    return this.tell({ contacts: contactsOf(rows, this.contactsWindow) });
  }

  /** Which contacts are looked at. */
  get contactsWindow(): ContactsWindow | undefined {
    return this.client.window.contacts;
  }

  async settled(): Promise<void> {
    await settled(this.element);
  }

  async press(name: string, within: ParentNode = this.element): Promise<void> {
    operable(within, name).click();
    await this.settled();
  }

  /** Chooses from the menu of somebody's line. */
  async pick(person: string, item: string): Promise<void> {
    await this.press(`More about ${person}`);
    await this.press(item, this.line(person));
  }

  /** The line of somebody. */
  line(text: string): HTMLElement {
    const line = deep(this.element, 'im-contact-line, im-person-entry').find((one) => textOf(one).includes(text));
    if (!line) throw new Error(`there is no line of ${text}`);
    return line;
  }

  get names(): string[] {
    return deep(this.element, '.row .name').map(textOf);
  }

  has(selector: string): boolean {
    return deep(this.element, selector).length > 0;
  }

  find(selector: string): HTMLElement {
    const [found] = deep(this.element, selector);
    if (!found) throw new Error(`there is no ${selector}`);
    return found;
  }

  field(selector: string): HTMLInputElement {
    return this.find(selector) as HTMLInputElement;
  }

  async type(text: string, selector = 'input[type=search]'): Promise<void> {
    const field = this.field(selector);
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await this.settled();
  }

  /** Presses a key where the focus is. */
  async key(key: string): Promise<void> {
    focused()?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
    await this.settled();
  }

  get lastCommand(): Command | undefined {
    return this.commands.at(-1);
  }

  get text(): string {
    return textOf(this.element);
  }

  get toasts(): string[] {
    return deep(this.element, '.toast').map(textOf);
  }

  #show(): void {
    if (this.#element) this.#element.view = this.client.view;
  }

  #channel(): Channel<PageMessage> {
    return {
      post: (message) => this.#hear(message),
      onMessage: (receive) => (this.#receive = receive),
      onClose: () => undefined,
      close: () => undefined,
    };
  }

  #hear(message: PageMessage): void {
    if (message.type === 'look') {
      this.looks.push(message.window);
      if (this.#rows) void this.tellContacts(this.#rows);
    }
    if (message.type !== 'command') return;
    this.commands.push(message.command);
    void this.#execute(message);
  }

  async #execute({ id, command }: PageMessage & { readonly type: 'command' }): Promise<void> {
    this.#say({ type: 'done', id, result: await this.answer(command) });
  }

  #say(message: HostMessage): void {
    // Not while the page is still speaking.
    queueMicrotask(() => this.#receive(structuredClone(message)));
  }
}

/** Nothing sticks out of the element, and nothing in it is wider than it is. */
export function overflowing(element: HTMLElement): string[] {
  const { left, right } = element.getBoundingClientRect();
  return deep(element, '*')
    .filter((one) => {
      const box = one.getBoundingClientRect();
      return box.width > 1 && !one.closest('[popover]') && (box.left < left - 1 || box.right > right + 1);
    })
    .map((one) => `${one.localName}.${one.className}`);
}
