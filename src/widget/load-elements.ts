/**
 * Elements that are loaded with the first of them that is in the page: a site that has none of them downloads nothing of
 * it. What is in a shadow tree is not seen from outside: whoever puts one there asks for it.
 */
import { define } from '../ui/define.js';

type Loaders = Readonly<Record<string, () => Promise<CustomElementConstructor>>>;

export class ElementLoader {
  readonly #loaders: Loaders;
  readonly #wanted: Set<string>;
  readonly #observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) this.#look(node);
  });

  constructor(loaders: Loaders) {
    this.#loaders = loaders;
    this.#wanted = new Set(Object.keys(loaders));
  }

  /** Loads what is in the page, now or later. */
  watch(): void {
    this.#observer.observe(document, { childList: true, subtree: true });
    this.#look(document.documentElement);
  }

  /** Loads an element. Rejects where it cannot be fetched: the next of its name tries again. */
  async load(name: string): Promise<void> {
    const loader = this.#loaders[name];
    if (!loader || customElements.get(name)) return;
    this.#wanted.delete(name);
    try {
      define({ [name]: await loader() });
    } catch (error) {
      this.#wanted.add(name);
      throw error;
    }
    if (this.#wanted.size === 0) this.#observer.disconnect();
  }

  #look(node: Node): void {
    if (!(node instanceof Element)) return;
    for (const name of this.#wanted) {
      if (node.localName === name || node.getElementsByTagName(name).length > 0) void this.load(name);
    }
  }
}
