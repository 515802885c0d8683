/** A person who has a keyboard and a screen reader: keys, what has the focus, and what is read aloud. */
import type { CDPSession, KeyInput, Page } from 'puppeteer-core';
import { until } from '../servers/processes.js';

/** The element that has the focus, in whatever shadow root. */
const FOCUSED = `(() => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active ?? document.body;
})()`;

interface Node {
  readonly role: string;
  readonly name: string;
}

export class Keyboard {
  readonly #page: Page;
  readonly #accessibility: CDPSession;

  private constructor(page: Page, accessibility: CDPSession) {
    this.#page = page;
    this.#accessibility = accessibility;
  }

  static async at(page: Page): Promise<Keyboard> {
    const accessibility = await page.createCDPSession();
    await accessibility.send('Accessibility.enable');
    await page.bringToFront();
    return new Keyboard(page, accessibility);
  }

  async press(...keys: readonly KeyInput[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  /** Ctrl+Z. */
  async undo(): Promise<void> {
    await this.#page.keyboard.down('Control');
    await this.press('z');
    await this.#page.keyboard.up('Control');
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Presses `key` until the focus is on this role and a name that begins so. */
  async go(role: string, name: string, key: KeyInput = 'Tab', most = 60): Promise<void> {
    const passed: string[] = [];
    for (let i = 0; i <= most; i++) {
      const at = await this.focus();
      if (at.role === role && at.name.startsWith(name)) return;
      passed.push(`${at.role} “${at.name}”`);
      await this.press(key);
    }
    throw new Error(`no ${role} “${name}” is reached by ${key}; passed: ${passed.join(', ')}`);
  }

  /** Goes there by `key`, and operates it. */
  async operate(role: string, name: string, key: KeyInput = 'Tab'): Promise<void> {
    await this.go(role, name, key);
    await this.press(role === 'checkbox' || role === 'radio' ? 'Space' : 'Enter');
  }

  /** The focus comes to be on this. */
  async untilAt(role: string, name: string): Promise<void> {
    let at: Node = { role: '', name: '' };
    await until(
      async () => (at = await this.focus()).role === role && at.name.startsWith(name),
      `the focus on ${role} “${name}”`,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}; it is on ${at.role} “${at.name}”`);
    });
  }

  /** What the accessibility tree says has the focus. */
  async focus(): Promise<Node> {
    const { result } = await this.#accessibility.send('Runtime.evaluate', { expression: FOCUSED });
    const { nodes } = await this.#accessibility.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId ?? '',
      fetchRelatives: false,
    });
    return { role: text(nodes[0]?.role), name: text(nodes[0]?.name) };
  }

  /** A live region comes to say this. */
  async hears(words: string): Promise<void> {
    let said: string[] = [];
    await until(
      async () => (said = await this.#said()).some((one) => one.includes(words)),
      `“${words}” to be said`,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}; said is: ${said.join(' | ')}`);
    });
  }

  /** What stands in the live regions of the accessibility tree. */
  async #said(): Promise<string[]> {
    const { nodes } = await this.#accessibility.send('Accessibility.getFullAXTree');
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const read = (id: string): string => {
      const node = byId.get(id);
      if (text(node?.role) === 'StaticText') return text(node?.name);
      return (node?.childIds ?? []).map(read).join('');
    };
    const isLive = ['status', 'alert'];
    return nodes.filter(({ role }) => isLive.includes(text(role))).map(({ nodeId }) => read(nodeId));
  }
}

function text(value: { readonly value?: unknown } | undefined): string {
  return typeof value?.value === 'string' ? value.value : '';
}
