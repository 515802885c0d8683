/** Elements by the names under which pages know them. */
export type Definitions = Readonly<Record<string, CustomElementConstructor>>;

/** Registers elements unless their names are taken: a page may load our script twice. */
export function define(definitions: Definitions): void {
  for (const [name, element] of Object.entries(definitions)) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
