/**
 * Elements of XML, as they are built, sent and received. Names may carry a prefix; namespaces are looked up
 * through the parents. In the bundles the elements of xmpp.js are these, too.
 */

type Attributes = Record<string, string | undefined>;
type Child = Element | string | null | undefined | false;

const SPECIAL = /[&<>"']/g;

export class Element {
  readonly name: string;
  readonly attrs: Attributes = {};
  readonly children: (Element | string)[] = [];
  parent: Element | null = null;

  constructor(name: string) {
    this.name = name;
  }

  is(name: string, xmlns?: string): boolean {
    return this.getName() === name && (!xmlns || this.getNS() === xmlns);
  }

  /** The name without its prefix. */
  getName(): string {
    return this.name.slice(this.name.indexOf(':') + 1);
  }

  getNS(): string | undefined {
    const colon = this.name.indexOf(':');
    const declaration = colon < 0 ? 'xmlns' : `xmlns:${this.name.slice(0, colon)}`;
    return declared(this, declaration);
  }

  getChild(name: string, xmlns?: string): Element | undefined {
    return this.getChildElements().find((child) => child.is(name, xmlns));
  }

  getChildren(name: string, xmlns?: string): Element[] {
    return this.getChildElements().filter((child) => child.is(name, xmlns));
  }

  getChildText(name: string, xmlns?: string): string | null {
    return this.getChild(name, xmlns)?.text() ?? null;
  }

  getChildElements(): Element[] {
    return this.children.filter((child) => typeof child !== 'string');
  }

  /** The text directly inside, without that of its children. */
  text(): string {
    return this.children.filter((child) => typeof child === 'string').join('');
  }

  append(child: Element | string): void {
    this.children.push(child);
    if (typeof child !== 'string') child.parent = this;
  }

  toString(): string {
    const attributes = Object.entries(this.attrs).map(([name, value]) =>
      value === undefined ? '' : ` ${name}="${escape(value)}"`,
    );
    const start = `<${this.name}${attributes.join('')}`;
    const inside = this.children
      .map((child) => (typeof child === 'string' ? escape(child) : child.toString()))
      .join('');
    return inside ? `${start}>${inside}</${this.name}>` : `${start}/>`;
  }
}

/** Builds an element; attributes and children that are not there are left out. */
export function xml(
  name: string,
  attrs?: Readonly<Record<string, string | number | null | undefined>> | null,
  ...children: readonly (Child | readonly Child[])[]
): Element {
  const element = new Element(name);
  for (const [key, value] of Object.entries(attrs ?? {})) {
    if (value !== null && value !== undefined) element.attrs[key] = String(value);
  }
  for (const child of children.flat()) if (child) element.append(child);
  return element;
}

function declared(scope: Element | null, declaration: string): string | undefined {
  return scope ? (scope.attrs[declaration] ?? declared(scope.parent, declaration)) : undefined;
}

/** As references by number, which serve in texts and in attributes alike. */
function escape(text: string): string {
  return text.replace(SPECIAL, (character) => `&#${character.charCodeAt(0)};`);
}
