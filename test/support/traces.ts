/** What secrets a folder still holds, in whichever of its files, as whoever has the disk would look for them. */
import { pbkdf2Sync } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../servers/processes.js';
import type { Prosody } from '../servers/prosody.js';

/** Octets by what they are. */
export type Secrets = Readonly<Record<string, Buffer>>;

/** Where a secret stands, and in which form: as it is, in base64, in hexadecimal digits, and these in UTF-16. */
export async function tracesIn(folder: string, secrets: Secrets): Promise<string[]> {
  const forms = Object.entries(secrets).flatMap(([name, secret]) => formsOf(name, secret));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const found: string[] = [];
  for (const file of files) {
    const content = await readFile(file);
    for (const { form, octets } of forms) if (content.includes(octets)) found.push(`${form}: ${file}`);
  }
  return found;
}

function formsOf(name: string, secret: Buffer): { readonly form: string; readonly octets: Buffer }[] {
  // What follows a secret would change the last digit of base64.
  const texts = { base64: secret.toString('base64').replace(/.?=*$/, ''), hex: secret.toString('hex') };
  const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
  return [
    { form: name, octets: secret },
    { form: `${name}, UTF-16`, octets: utf16(secret.toString('latin1')) },
    ...Object.entries(texts).flatMap(([form, text]) => [
      { form: `${name}, ${form}`, octets: Buffer.from(text) },
      { form: `${name}, ${form}, UTF-16`, octets: utf16(text) },
    ]),
  ];
}

interface Person {
  readonly jid: string;
  readonly password: string;
}

/** What SCRAM makes of a password (RFC 5802 §3), salted as the server keeps it. */
export async function saltedPassword(server: Prosody, { jid, password }: Person): Promise<Buffer> {
  let salt: string | undefined;
  let iterations = 0;
  await until(async () => {
    const account = await server.stored('accounts', jid);
    salt = /\["salt"\] = "([^"]+)"/.exec(account)?.[1];
    iterations = Number(/\["iteration_count"\] = (\d+)/.exec(account)?.[1]);
    return salt !== undefined && iterations > 0;
  }, 'the server to have hashed the password');
  return pbkdf2Sync(password, salt ?? '', iterations, 32, 'sha256');
}

/** The tokens of an account that the server takes (FAST). */
export async function tokensOf(server: Prosody, jid: string): Promise<string[]> {
  return (await server.stored('fast_tokens', jid)).match(/secret-token[^"]*/g) ?? [];
}
