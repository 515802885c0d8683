/** Reads what stands in a configuration, and says of each mistake where it is and how to mend it. */
import { isAbsolute } from 'node:path';
import { parseDomain, type Domain } from '../core/jid.js';

/** The fields of an object, read one by one; what is wrong is collected. */
export class Fields {
  readonly mistakes: string[];
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #place: string;
  readonly #readSecret: (file: string) => string;
  readonly #asked = new Set<string>();

  constructor(value: unknown, place: string, readSecret: (file: string) => string, mistakes: string[] = []) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    this.mistakes = mistakes;
    this.#value = isObject ? (value as Readonly<Record<string, unknown>>) : {};
    this.#place = place;
    this.#readSecret = readSecret;
    if (!isObject) mistakes.push(`${place || 'The configuration'} has to be an object: { … }`);
  }

  mistaken(name: string, what: string): void {
    this.mistakes.push(`${this.#place}${name}: ${what}`);
  }

  inside(name: string): Fields {
    this.#asked.add(name);
    return new Fields(this.#value[name], `${this.#place}${name}.`, this.#readSecret, this.mistakes);
  }

  text(name: string, otherwise?: string): string {
    this.#asked.add(name);
    const value = this.#value[name] ?? otherwise;
    if (typeof value === 'string' && (value !== '' || otherwise !== undefined)) return value;
    this.mistaken(name, value === undefined ? 'is missing; write a text' : 'has to be a text that is not empty');
    return '';
  }

  texts(name: string): readonly string[] {
    this.#asked.add(name);
    const value = this.#value[name] ?? [];
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
    this.mistaken(name, 'has to be a list of texts: ["…", "…"]');
    return [];
  }

  port(name: string, otherwise: number): number {
    this.#asked.add(name);
    const value = this.#value[name] ?? otherwise;
    if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536) return value;
    this.mistaken(name, 'has to be a number from 1 to 65535');
    return otherwise;
  }

  domain(name: string): Domain {
    const text = this.text(name);
    const domain = parseDomain(text);
    if (text && (!domain || text.includes('@')))
      this.mistaken(name, `“${text}” is no domain; write it as in "example.com"`);
    return domain ?? ('' as Domain);
  }

  folder(name: string): string {
    const path = this.text(name);
    if (path && !isAbsolute(path)) this.mistaken(name, `“${path}” has to begin with /`);
    return path;
  }

  oneOf<const T extends string>(name: string, values: readonly T[], otherwise?: T): T {
    this.#asked.add(name);
    const value = this.#value[name] ?? otherwise;
    const found = values.find((one) => one === value);
    if (found === undefined) this.mistaken(name, `has to be one of ${values.map((one) => `"${one}"`).join(', ')}`);
    return found ?? (values[0] as T);
  }

  /** A secret, or the file that holds it, named `<name>File`. */
  secret(name: string): string {
    this.#asked.add(`${name}File`);
    const file = this.#value[`${name}File`];
    if (file === undefined) return this.text(name);
    this.#asked.add(name);
    if (this.#value[name] !== undefined) this.mistaken(name, `stands beside ${name}File; leave one of them out`);
    if (typeof file !== 'string') {
      this.mistaken(`${name}File`, 'has to be the path of a file');
      return '';
    }
    try {
      const secret = this.#readSecret(file).trim();
      if (secret === '') this.mistaken(`${name}File`, `${file} is empty`);
      return secret;
    } catch {
      this.mistaken(`${name}File`, `${file} cannot be read by the user that the archiver runs as`);
      return '';
    }
  }

  /** What stands there and was never asked for is a slip of the pen. */
  unknown(): void {
    for (const name of Object.keys(this.#value)) {
      if (!this.#asked.has(name)) this.mistaken(name, 'is not known here; look at how it is written');
    }
  }
}
