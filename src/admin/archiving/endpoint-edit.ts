/** An endpoint while somebody edits it: what was typed, what of it counts, and what is sent. */
import {
  SECRET_FIELDS,
  SETTING_FIELDS,
  type ArchiveEndpoint,
  type EndpointDraft,
  type EndpointType,
  type SecretField,
  type SettingField,
  type Start,
} from './archiver.js';

/** `keep`: it stays what it is; `none`: it is taken away; else what was typed. */
export type SecretEdit = 'keep' | 'none' | { readonly typed: string };

/** What was typed for one type stays while another one is looked at. */
export interface EndpointEdit {
  readonly name: string;
  readonly type: EndpointType;
  readonly settings: Readonly<Record<SettingField, string>>;
  readonly secrets: Readonly<Record<SecretField, SecretEdit>>;
  readonly start: Start;
}

export const FIELDS: Readonly<
  Record<EndpointType, { readonly settings: readonly SettingField[]; readonly secrets: readonly SecretField[] }>
> = {
  smtp: {
    settings: ['host', 'port', 'security', 'sender', 'recipient', 'username', 'ca_file'],
    secrets: ['password'],
  },
  folder: { settings: ['path', 'format'], secrets: [] },
  webhook: { settings: ['url', 'ca_file'], secrets: ['webhook_token', 'signing_key'] },
};

const USUAL: Readonly<Partial<Record<SettingField, string>>> = { security: 'starttls', format: 'eml' };
/** What stands for “on none” and “as everybody else” where an endpoint is named. */
const RESERVED: readonly string[] = ['none', 'default'];

export function beginEdit(endpoint: ArchiveEndpoint | undefined): EndpointEdit {
  const settings = Object.fromEntries(SETTING_FIELDS.map((field) => [field, settingOf(endpoint, field)]));
  const secrets = Object.fromEntries(SECRET_FIELDS.map((field) => [field, 'keep']));
  return {
    name: endpoint?.name ?? '',
    type: endpoint?.type ?? 'smtp',
    settings: settings as Record<SettingField, string>,
    secrets: secrets as Record<SecretField, SecretEdit>,
    start: 'now',
  };
}

/** Whether there is a secret that can stay: it goes to no other place than that which it was given for. */
export function hasKept(edit: EndpointEdit, before: ArchiveEndpoint | undefined, field: SecretField): boolean {
  if (before?.type !== edit.type || !before.secrets.has(field)) return false;
  return placeOf(edit.type, edit.settings) === placeOf(before.type, before.settings);
}

/** What is tested and saved. */
export function draftOf(edit: EndpointEdit, before: ArchiveEndpoint | undefined): EndpointDraft {
  const { settings, secrets } = FIELDS[edit.type];
  const secretOf = (field: SecretField): string | undefined => {
    const secret = edit.secrets[field];
    if (typeof secret === 'object') return secret.typed;
    return secret === 'keep' && hasKept(edit, before, field) ? undefined : '';
  };
  const given = [
    ...settings.map((field) => [field, edit.settings[field].trim()] as const),
    ...secrets.map((field) => [field, secretOf(field)] as const),
  ].filter(([, value]) => value !== undefined);
  return { name: edit.name.trim(), type: edit.type, values: Object.fromEntries(given) };
}

/** The same text for the same settings. */
export function settingsKey(edit: EndpointEdit, before: ArchiveEndpoint | undefined): string {
  return JSON.stringify(draftOf(edit, before));
}

/** Whether anything was typed or chosen that would be lost. */
export function isEdited(edit: EndpointEdit, before: ArchiveEndpoint | undefined): boolean {
  return JSON.stringify(edit) !== JSON.stringify(beginEdit(before));
}

/** What is wrong with the name of a new one; empty if nothing is. */
export function nameMistake(typed: string, taken: readonly string[]): string {
  const name = typed.trim();
  if (name === '') return 'Give it a name.';
  if (/\s/.test(name)) return 'A name has no spaces; use - or _ instead.';
  if (RESERVED.includes(name)) return `“${name}” has a meaning of its own; choose another name.`;
  return taken.includes(name) ? `There is an endpoint “${name}” already. Choose another name, or edit that one.` : '';
}

function settingOf(endpoint: ArchiveEndpoint | undefined, field: SettingField): string {
  const value = endpoint?.settings[field] ?? '';
  return value === '' ? (USUAL[field] ?? '') : value;
}

function placeOf(type: EndpointType, settings: Readonly<Record<SettingField, string>>): string {
  if (type === 'smtp') {
    const port = settings.port.trim() || (settings.security === 'tls' ? '465' : '587');
    return `${settings.host.trim()}:${port}`;
  }
  const url = settings.url.trim();
  return type === 'webhook' && URL.canParse(url) ? new URL(url).origin : '';
}
