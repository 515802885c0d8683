/** The fields of an endpoint: those of its type only. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ArchiveEndpoint, SecretField, SettingField } from '../archiving/archiver.js';
import { hasKept, type EndpointEdit, type SecretEdit } from '../archiving/endpoint-edit.js';
import { renderRadio } from './radio-choice.js';

export interface EndpointFieldsParts {
  readonly edit: EndpointEdit;
  readonly before: ArchiveEndpoint | undefined;
  readonly mistakes: ReadonlyMap<string, string>;
  readonly set: (changes: Partial<EndpointEdit>) => void;
}

const SECURITY = {
  starttls: { label: 'STARTTLS', meaning: 'Encrypted before anything is sent. Usually port 587.' },
  tls: { label: 'TLS', meaning: 'Encrypted from the beginning. Usually port 465.' },
};
const FORMATS = {
  eml: { label: 'Mails (EML)', meaning: 'A file for each message, in a folder for each day. Mail programs open them.' },
  jsonl: { label: 'Lines of JSON', meaning: 'A file for each day, with a line for each message. For programs.' },
};

export function renderEndpointFields(parts: EndpointFieldsParts): TemplateResult {
  switch (parts.edit.type) {
    case 'smtp':
      return html`<div class="two">
          ${text(parts, 'host', 'Mail server', 'As in mail.example.com.')}
          ${text(parts, 'port', 'Port', 'Empty: 587 for STARTTLS, 465 for TLS.')}
        </div>
        ${choice(parts, 'security', 'Encryption', SECURITY)}
        <div class="two">
          ${text(parts, 'sender', 'Sender', 'The mail address that messages come from.')}
          ${text(parts, 'recipient', 'Recipient', 'The mail address of the archive.')}
        </div>
        <div class="two">
          ${text(parts, 'username', 'User name', 'Empty: without a login.')}
          ${secret(parts, 'password', 'Password', 'That of the user name.')}
        </div>
        ${authority(parts)}`;
    case 'folder':
      return html`${text(parts, 'path', 'Folder', 'The whole path, on the machine of the archiver. Its configuration has to allow it, under “folders”.')}
      ${choice(parts, 'format', 'Format', FORMATS)}`;
    case 'webhook':
      return html`${text(parts, 'url', 'Address', 'Begins with https://. Each message is sent there by a POST.')}
        <div class="two">
          ${secret(parts, 'webhook_token', 'Token', 'Sent along as “Authorization: Bearer”. May stay empty.')}
          ${secret(parts, 'signing_key', 'Signing key', 'Each request is signed with it (HMAC, SHA-256). May stay empty.')}
        </div>
        ${authority(parts)}`;
  }
}

function authority(parts: EndpointFieldsParts): TemplateResult {
  return text(
    parts,
    'ca_file',
    'CA file',
    'Only if an authority of your own has issued the certificate: the whole path of its PEM file, on the machine of the archiver.',
  );
}

function text(
  { edit, mistakes, set }: EndpointFieldsParts,
  field: SettingField,
  label: string,
  help: string,
): TemplateResult {
  const change = (value: string): void => set({ settings: { ...edit.settings, [field]: value } });
  return renderInput(field, label, help, edit.settings[field], mistakes.get(field), change);
}

function choice(
  { edit, set }: EndpointFieldsParts,
  field: 'security' | 'format',
  label: string,
  options: Readonly<Record<string, { readonly label: string; readonly meaning: string }>>,
): TemplateResult {
  return html`<fieldset>
    <legend>${label}</legend>
    <div class="options">
      ${Object.entries(options).map(([value, words]) =>
        renderRadio(field, value, words, value === edit.settings[field], () =>
          set({ settings: { ...edit.settings, [field]: value } }),
        ),
      )}
    </div>
  </fieldset>`;
}

/** A field of one line, with what is wrong with it. */
export function renderInput(
  field: string,
  label: string,
  help: string,
  value: string,
  error: string | undefined,
  set: (value: string) => void,
): TemplateResult {
  return html`<div class="field" data-field=${field}>
    <label for=${field}>${label}</label>
    <input
      id=${field}
      type="text"
      dir="ltr"
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      .value=${value}
      aria-invalid=${error ? 'true' : 'false'}
      aria-describedby=${error ? `${field}-error ${field}-help` : `${field}-help`}
      @input=${(event: Event) => set((event.target as HTMLInputElement).value)}
    />
    ${error ? html`<span class="bad" id="${field}-error">${error}</span>` : nothing}
    <span class="help small" id="${field}-help">${help}</span>
  </div>`;
}

/** One that is there is never shown: it stays, is replaced, or is taken away. */
function secret(
  { edit, before, mistakes, set }: EndpointFieldsParts,
  field: SecretField,
  label: string,
  help: string,
): TemplateResult {
  const value = edit.secrets[field];
  const change = (to: SecretEdit): void => set({ secrets: { ...edit.secrets, [field]: to } });
  const isKept = hasKept(edit, before, field);
  const isMoved = !isKept && before?.type === edit.type && before.secrets.has(field);
  const error = mistakes.get(field);
  return html`<div class="field" data-field=${field}>
    <label for=${field}>${label}</label>
    <div class="secret">
      <input
        id=${field}
        type="password"
        dir="ltr"
        autocomplete="new-password"
        spellcheck="false"
        placeholder=${isKept ? (value === 'none' ? 'will be removed' : 'unchanged') : ''}
        .value=${typeof value === 'object' ? value.typed : ''}
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${error ? `${field}-error ${field}-help` : `${field}-help`}
        @input=${({ target }: Event) => change(typed((target as HTMLInputElement).value))}
      />
      ${
        isKept && typeof value === 'string'
          ? html`<button
              type="button"
              class="button"
              aria-label="${value === 'none' ? 'Keep' : 'Remove'} ${label}"
              @click=${() => change(value === 'none' ? 'keep' : 'none')}
            >
              ${value === 'none' ? 'Keep' : 'Remove'}
            </button>`
          : nothing
      }
    </div>
    ${error ? html`<span class="bad" id="${field}-error">${error}</span>` : nothing}
    <span class="help small" id="${field}-help">${secretHelp(help, isKept, isMoved, value)}</span>
  </div>`;
}

function typed(value: string): SecretEdit {
  return value === '' ? 'keep' : { typed: value };
}

function secretHelp(help: string, isKept: boolean, isMoved: boolean, value: SecretEdit): string {
  if (isMoved)
    return `${help} The one that was given is for another place, and is not told to this one: give it again.`;
  if (!isKept || typeof value === 'object') return help;
  return value === 'none'
    ? `${help} It is taken away when you save.`
    : `${help} There is one, and it stays: type to replace it.`;
}
