/** The inbox in a page, and the session at the other end of its port, played by hand. */
import type { BareJid } from '../../src/core/jid.js';
import { DEFAULT_OPTIONS } from '../../src/core/options.js';
import type { LogLine, RequestRow, RequestsSlice, View, Window } from '../../src/core/view.js';
import { PortClient } from '../../src/ports/client.js';
import type { Channel, Command, CommandResult, HostMessage, PageMessage } from '../../src/ports/protocol.js';
import { ContactRequestsElement } from '../../src/ui/containers/contact-requests.js';
import { define } from '../../src/ui/define-components.js';
import { requestRow } from './views.js';

define({ 'im-contact-requests': ContactRequestsElement });

export const OTTO = 'otto@elsewhere.test' as BareJid;

export function jid(address: string): BareJid {
  return address as BareJid;
}

/** Rows of people who ask, by their addresses. */
export function rowsOf(...addresses: readonly string[]): RequestRow[] {
  return addresses.map((address) =>
    requestRow({ jid: jid(address), domain: address.slice(address.indexOf('@') + 1), since: Date.now() }),
  );
}

/** The requests of a page on which all are shown. */
export function requestsOf(rows: readonly RequestRow[], more: Partial<RequestsSlice> = {}): RequestsSlice {
  const counts = { colleague: 0, outside: 0, repeat: 0, lookalike: 0 };
  const domains = new Map<string, number>();
  for (const { group, domain } of rows) {
    counts[group]++;
    domains.set(domain, (domains.get(domain) ?? 0) + 1);
  }
  return {
    loaded: true,
    total: rows.length,
    counts,
    matching: rows.length,
    offset: 0,
    rows,
    domains: [...domains].map(([domain, count]) => ({ domain, count })),
    can: { block: true, report: true },
    contactGroups: [],
    ignored: 0,
    bulk: null,
    held: null,
    ...more,
  };
}

export function logLine(line: Partial<LogLine> = {}): LogLine {
  return {
    id: 1,
    jid: OTTO,
    at: Date.now(),
    act: 'approve',
    by: { who: 'me' },
    addedBack: false,
    undone: false,
    remedy: 'take-back',
    ...line,
  };
}

export function viewOf(requests: RequestsSlice, lines: readonly LogLine[] = []): View {
  return {
    session: {
      link: { phase: 'online' },
      account: jid('vera@example.com'),
      stay: 'no',
      preset: { domain: null, service: null },
    },
    setting: { setting: { kind: 'absent', why: 'fixed' }, handling: 'prompt', saving: 'no', notice: null },
    requests,
    activity: { total: lines.length, lines },
    options: { values: DEFAULT_OPTIONS, saving: 'no', invitations: [], blocked: 0, ignored: 0, allowed: 0 },
  };
}

/** The element in the page, signed in, and what it says to the session. */
export class InboxPage {
  readonly element: ContactRequestsElement;
  readonly commands: Command[] = [];
  readonly looks: Window[] = [];
  /** What a command is answered with. */
  answer: (command: Command) => CommandResult = () => ({ ok: true });
  #receive: (message: unknown) => void = () => undefined;
  #revision = 0;

  private constructor() {
    this.element = new ContactRequestsElement();
    this.element.client = new PortClient({ open: () => this.#channel() });
  }

  static async open(requests: RequestsSlice, lines: readonly LogLine[] = []): Promise<InboxPage> {
    document.body.replaceChildren();
    document.documentElement.lang = 'en';
    const page = new InboxPage();
    document.body.append(page.element);
    await page.tell(requests, lines);
    return page;
  }

  /** The session shows another view. */
  async tell(requests: RequestsSlice, lines: readonly LogLine[] = []): Promise<void> {
    await Promise.resolve(); // the port is open now
    this.#say({ type: 'snapshot', revision: ++this.#revision, view: viewOf(requests, lines) });
    await this.settled();
  }

  get lastCommand(): Command | undefined {
    return this.commands.at(-1);
  }

  /** Everything that was told is shown, and parts that are loaded late are there. */
  async settled(): Promise<void> {
    for (let last = ''; last !== (last = this.#markup());) await frame();
  }

  find(selector: string): HTMLElement {
    const [found] = deep(this.element.renderRoot, selector);
    if (!found) throw new Error(`there is no ${selector}`);
    return found;
  }

  has(selector: string): boolean {
    return deep(this.element.renderRoot, selector).length > 0;
  }

  /** The card of somebody. */
  card(address: string): HTMLElement {
    const card = deep(this.element.renderRoot, 'im-request-card').find((one) => textIn(one).includes(address));
    if (!card) throw new Error(`there is no request of ${address}`);
    return card;
  }

  /** Presses the button, box or menu item with this name. */
  async press(name: string, within: Element = this.element): Promise<void> {
    button(name, within).click();
    await this.settled();
  }

  /** Chooses from the menu of somebody's card. */
  async pick(address: string, item: string): Promise<void> {
    await this.press('More answers', this.card(address));
    await this.press(item, this.card(address));
  }

  /** Presses a key where the focus is. */
  async key(key: string, more: KeyboardEventInit = {}): Promise<void> {
    focused()?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
    );
    await this.settled();
  }

  get text(): string {
    return textIn(this.element);
  }

  /** What the messages at the bottom say. */
  get toasts(): string[] {
    return deep(this.element.renderRoot, '.toast').map(textIn);
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
    if (message.type === 'look') this.looks.push(message.window);
    if (message.type !== 'command') return;
    this.commands.push(message.command);
    this.#say({ type: 'done', id: message.id, result: this.answer(message.command) });
  }

  #say(message: HostMessage): void {
    // Not while the page is still speaking.
    queueMicrotask(() => this.#receive(structuredClone(message)));
  }

  #markup(): string {
    const undefinedYet = deep(this.element.renderRoot, ':not(:defined)').length;
    return `${textIn(this.element)} ${undefinedYet > 0 ? Math.random() : ''}`;
  }
}

export function frame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

/** All that match, in whatever shadow root. */
export function deep<T extends HTMLElement = HTMLElement>(root: ParentNode, selector: string): T[] {
  return [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
    ...(element.matches(selector) ? [element as T] : []),
    ...(element.shadowRoot ? deep<T>(element.shadowRoot, selector) : []),
  ]);
}

/** The text in an element and in what it is made of, white space folded. */
export function textIn(node: Node): string {
  const read = (at: Node): string => {
    if (at instanceof HTMLStyleElement) return '';
    const root = at instanceof Element && at.shadowRoot ? at.shadowRoot : at;
    return at.nodeType === Node.TEXT_NODE ? (at.textContent ?? '') : [...root.childNodes].map(read).join('');
  };
  return read(node).replace(/\s+/g, ' ').trim();
}

/** What has the focus, in whatever shadow root. */
export function focused(): Element | null {
  let { activeElement } = document as DocumentOrShadowRoot;
  while (activeElement?.shadowRoot?.activeElement) activeElement = activeElement.shadowRoot.activeElement;
  return activeElement;
}

export function nameOf(element: Element): string {
  const label = element.querySelector('.label') ?? element;
  return (element.getAttribute('aria-label') ?? label.textContent).replace(/\s+/g, ' ').trim();
}

function button(name: string, within: Element): HTMLElement {
  const root = within.shadowRoot ?? within;
  const found = deep(root, 'button, input[type=checkbox], summary').find((one) => nameOf(one) === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}
