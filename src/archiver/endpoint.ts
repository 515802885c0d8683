/**
 * Endpoints: where messages go. They are read from the fields of a form; what is wrong is named by its field.
 *
 * | field | of | what |
 * |---|---|---|
 * | `name` | all | letters, digits, `.`, `_` and `-`, no spaces; at most 64 |
 * | `type` | all | `smtp`, `folder` or `webhook` |
 * | `host`, `port` | smtp | port 587 for STARTTLS, 465 for TLS if left out |
 * | `security` | smtp | `starttls` or `tls`; the certificate is checked in either case |
 * | `sender`, `recipient` | smtp | mail addresses |
 * | `username`, `password` | smtp | both or neither |
 * | `path` | folder | of the machine that the archiver runs on, in one of the folders that its configuration names |
 * | `format` | folder | `eml` or `jsonl` |
 * | `url` | webhook | `https://…` |
 * | `webhook_token` | webhook | sent as `Authorization: Bearer …`, so ASCII; optional |
 * | `signing_key` | webhook | signs each request (HMAC with SHA-256); optional |
 * | `ca_file` | smtp, webhook | certificates (PEM) of an authority of one's own, on the machine of the archiver; optional |
 */
import { isAbsolute, normalize } from 'node:path';
import { isIP } from 'node:net';

export interface SmtpSettings {
  readonly type: 'smtp';
  readonly host: string;
  readonly port: number;
  readonly security: 'starttls' | 'tls';
  readonly sender: string;
  readonly recipient: string;
  readonly username: string;
  readonly password: string;
  readonly caFile: string;
}

export interface FolderSettings {
  readonly type: 'folder';
  readonly path: string;
  readonly format: 'eml' | 'jsonl';
}

export interface WebhookSettings {
  readonly type: 'webhook';
  readonly url: string;
  readonly token: string;
  readonly signingKey: string;
  readonly caFile: string;
}

export type EndpointSettings = SmtpSettings | FolderSettings | WebhookSettings;
export type Endpoint = EndpointSettings & { readonly name: string };

/** The values of a form, by field. */
export type FieldValues = ReadonlyMap<string, readonly string[]>;

export interface FieldMistake {
  readonly field: string;
  readonly text: string;
}

export type ReadEndpoint =
  | { readonly ok: true; readonly endpoint: Endpoint }
  | { readonly ok: false; readonly mistakes: readonly FieldMistake[] };

/** What stands for “on none” and “as for everybody else” where an endpoint is named. */
export const RESERVED_NAMES = ['none', 'default'] as const;
export const ENDPOINT_TYPES = ['smtp', 'folder', 'webhook'] as const;
/** Their values are never told. */
export const SECRET_FIELDS = ['password', 'webhook_token', 'signing_key'] as const;
type SecretField = (typeof SECRET_FIELDS)[number];

const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/;
const HOST =
  /^(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)*\.?$/;
// What every mail server takes without quoting.
const ADDRESS =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/;
const CONTROLS = /[\u0000-\u001f\u007f]/;

/** Reads an endpoint. Secrets that are not in the form are those of `before`, where that is of the same type. */
export function readEndpoint(
  values: FieldValues,
  before: Endpoint | undefined,
  folders: readonly string[],
): ReadEndpoint {
  const mistakes: FieldMistake[] = [];
  const mistaken = (field: string, text: string): void => void mistakes.push({ field, text });
  const text = (field: string): string => {
    const [value = '', ...more] = values.get(field) ?? [];
    if (more.length > 0) mistaken(field, 'Give one value.');
    const isSecret = SECRET_FIELDS.some((secret) => secret === field);
    if (CONTROLS.test(value)) mistaken(field, 'It has line breaks or other control characters in it.');
    if (value.length > 2000) mistaken(field, 'It is too long.');
    return isSecret ? value : value.trim();
  };
  const needed = (field: string, pattern: RegExp, hint: string): string => {
    const value = text(field);
    if (!pattern.test(value)) mistaken(field, value === '' ? `Fill this in: ${hint}` : hint);
    return value;
  };
  /** A secret goes nowhere but to the place that it was given for. */
  const secret = (field: SecretField, place: string): string => {
    if (values.has(field) || !before) return text(field);
    const kept = secretsOf(before)[field] ?? '';
    if (kept === '' || placeOf(before) === place) return kept;
    mistaken(field, 'Give this again, for it was for another place; or leave it empty.');
    return '';
  };
  const path = (field: string): string => {
    const value = text(field);
    if (value !== '' && !isAbsolute(value)) mistaken(field, 'Write the whole path, beginning with /.');
    return value;
  };

  const name = text('name');
  if (/\s/.test(name)) mistaken('name', 'A name has no spaces; use - or _ instead.');
  else if (RESERVED_NAMES.some((reserved) => reserved === name))
    mistaken('name', `“${name}” has a meaning of its own; choose another name.`);
  else if (!NAME.test(name)) mistaken('name', 'A name has 1 to 64 letters, digits, - and _.');

  const typed = text('type');
  const type = ENDPOINT_TYPES.find((known) => known === typed);
  const settings = ((): EndpointSettings | undefined => {
    switch (type) {
      case undefined:
        mistaken('type', `Choose one of ${ENDPOINT_TYPES.join(', ')}.`);
        return undefined;
      case 'smtp': {
        const encryption = text('security');
        const security = encryption === 'tls' ? 'tls' : 'starttls';
        if (!['', 'tls', 'starttls'].includes(encryption)) {
          mistaken('security', 'Choose starttls or tls: messages are not sent without encryption.');
        }
        const host = text('host');
        if (isIP(host) === 0 && !HOST.test(host))
          mistaken('host', 'Write the name of the mail server, as in mail.example.com, without a port.');
        const number = text('port');
        const port = number === '' ? (security === 'tls' ? 465 : 587) : Number(number);
        if (!Number.isInteger(port) || port < 1 || port > 65_535)
          mistaken('port', 'A port is a number from 1 to 65535.');
        const username = text('username');
        const password = secret('password', `${host}:${port}`);
        if (username !== '' && password === '')
          mistaken('password', 'Give the password that belongs to the user name.');
        const hasOwnPassword = values.has('password') && password !== '';
        if (username === '' && hasOwnPassword) mistaken('username', 'Give the user name that belongs to the password.');
        return {
          type,
          host,
          port,
          security,
          sender: needed('sender', ADDRESS, 'a mail address, as in archive@example.com'),
          recipient: needed('recipient', ADDRESS, 'a mail address, as in archive@example.com'),
          username,
          password: username === '' ? '' : password,
          caFile: path('ca_file'),
        };
      }
      case 'folder': {
        const folder = path('path');
        if (folder === '') mistaken('path', 'Fill this in: a folder of the machine that the archiver runs on.');
        else if (isAbsolute(folder) && !isInside(folder, folders)) {
          mistaken('path', folders.length === 0 ? 'The configuration of the archiver allows no folders; add this one under “folders” there.' : `It has to be in one of the folders that the configuration of the archiver names: ${folders.join(', ')}.`); // prettier-ignore
        }
        const format = text('format');
        if (format !== 'eml' && format !== 'jsonl') mistaken('format', 'Choose eml or jsonl.');
        return { type, path: normalize(folder), format: format === 'jsonl' ? 'jsonl' : 'eml' };
      }
      case 'webhook': {
        const url = readUrl(text('url'), mistaken);
        const place = URL.canParse(url) ? new URL(url).origin : '';
        const token = secret('webhook_token', place);
        // Nothing else can be sent as a field of HTTP.
        if (!/^[\x20-\x7e]*$/.test(token))
          mistaken('webhook_token', 'A token has letters, digits and signs of ASCII alone.');
        return {
          type,
          url,
          token,
          signingKey: secret('signing_key', place),
          caFile: path('ca_file'),
        };
      }
    }
  })();
  if (!settings || mistakes.length > 0) return { ok: false, mistakes };
  return { ok: true, endpoint: { name, ...settings } };
}

/** What is shown of an endpoint: all of it but its secrets, of which only is told whether they are there. */
export function describeEndpoint(endpoint: Endpoint): readonly (readonly [field: string, value: string])[] {
  const { name, type } = endpoint;
  switch (endpoint.type) {
    case 'smtp': {
      const { host, port, security, sender, recipient, username, password, caFile } = endpoint;
      return [
        ['name', name], ['type', type], ['host', host], ['port', String(port)], ['security', security], ['sender', sender],
        ['recipient', recipient], ['username', username], ['has_password', flag(password)], ['ca_file', caFile],
      ]; // prettier-ignore
    }
    case 'folder':
      return [['name', name], ['type', type], ['path', endpoint.path], ['format', endpoint.format]]; // prettier-ignore
    case 'webhook': {
      const { url, token, signingKey, caFile } = endpoint;
      return [
        ['name', name], ['type', type], ['url', url], ['has_webhook_token', flag(token)], ['has_signing_key', flag(signingKey)], ['ca_file', caFile],
      ]; // prettier-ignore
    }
  }
}

/** Whether a path is one of the folders, or in one of them. */
export function isInside(path: string, folders: readonly string[]): boolean {
  const inside = normalize(`${path}/`);
  return folders.some((folder) => inside.startsWith(normalize(`${folder}/`)));
}

/** To whom the secrets of an endpoint are told. */
function placeOf(endpoint: Endpoint): string {
  if (endpoint.type === 'smtp') return `${endpoint.host}:${endpoint.port}`;
  return endpoint.type === 'webhook' ? new URL(endpoint.url).origin : '';
}

function secretsOf(endpoint: Endpoint): Partial<Record<SecretField, string>> {
  switch (endpoint.type) {
    case 'smtp':
      return { password: endpoint.password };
    case 'folder':
      return {};
    case 'webhook':
      return { webhook_token: endpoint.token, signing_key: endpoint.signingKey };
  }
}

function readUrl(text: string, mistaken: (field: string, text: string) => void): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:')
    mistaken('url', 'Write an address that begins with https://: messages are not sent without encryption.');
  else if (url.username !== '' || url.password !== '')
    mistaken('url', 'Give user names and passwords as token, not in the address.');
  return url?.href ?? '';
}

function flag(secret: string): string {
  return secret === '' ? '0' : '1';
}
