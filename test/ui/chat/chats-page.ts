/** Conversations in a page, with a session that is played by hand. */
import { definitions } from '../../../src/ui/components/chat/chats.js';
import { definitions as question } from '../../../src/ui/components/question.js';
import type { Chats } from '../../../src/ui/containers/chats.js';
import { define } from '../../../src/ui/define.js';
import { byRole, deep, fixture, focused, frame, settled, textOf, until } from '../support.js';
import { OTTO } from '../views.js';
import { FakeSession, NOON } from './fake-chats.js';

define(definitions);
define(question);

export class ChatsPage {
  readonly element: Chats;
  readonly session: FakeSession;

  private constructor(element: Chats, session: FakeSession) {
    this.element = element;
    this.session = session;
  }

  /** So wide (CSS pixels), with what `prepare` makes of the session; with Otto alone unless `all`. */
  static async open(
    prepare: (session: FakeSession) => void = () => undefined,
    { width = 400, all = false }: { readonly width?: number; readonly all?: boolean } = {},
  ): Promise<ChatsPage> {
    const session = new FakeSession();
    prepare(session);
    const element = await fixture<Chats>('im-chats', { now: NOON, with: all ? null : OTTO });
    element.style.cssText = `inline-size: ${width}px; block-size: 480px`;
    session.changed = () => (element.view = session.view);
    Object.assign(element, { client: session.client, view: session.view });
    await until(() => session.looks.length > 0);
    const page = new ChatsPage(element, session);
    await page.settled();
    return page;
  }

  async settled(): Promise<void> {
    await frame();
    await settled(this.element);
  }

  /** The session shows something else. */
  async tell(change: (session: FakeSession) => void): Promise<void> {
    change(this.session);
    this.session.tell();
    await this.settled();
  }

  find(selector: string): HTMLElement {
    const [found] = deep(this.element, selector);
    if (!found) throw new Error(`there is no ${selector}`);
    return found;
  }

  has(selector: string): boolean {
    return deep(this.element, selector).length > 0;
  }

  async press(name: string, role = 'button'): Promise<void> {
    byRole(this.element, role, name).click();
    await this.settled();
  }

  /** Presses a key where the focus is. */
  async key(key: string, more: KeyboardEventInit = {}): Promise<KeyboardEvent> {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more });
    focused()?.dispatchEvent(event);
    await this.settled();
    return event;
  }

  /** Types into the field for the next message. */
  async type(text: string): Promise<void> {
    const { field } = this;
    field.focus();
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await this.settled();
  }

  get field(): HTMLTextAreaElement {
    return this.find('textarea') as HTMLTextAreaElement;
  }

  get scroller(): HTMLElement {
    return this.find('.scroller');
  }

  /** The ids of the messages on the page. */
  get shown(): string[] {
    return deep(this.element, '.message').map(({ dataset }) => dataset.id ?? '');
  }

  message(id: string): HTMLElement {
    const found = deep(this.element, '.message').find(({ dataset }) => dataset.id === id);
    if (!found) throw new Error(`there is no message ${id}, but ${this.shown.join(', ')}`);
    return found;
  }

  /** Scrolls as somebody would, and waits until what comes of it is there. */
  async scrollTo(top: number): Promise<void> {
    this.scroller.scrollTop = top;
    await frame();
    await this.settled();
  }

  get toEnd(): number {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight;
  }

  /** How far below the top of the list a message stands. */
  topOf(id: string): number {
    return this.message(id).getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
  }

  get text(): string {
    return textOf(this.element);
  }
}
