/** The forms of the archiver's commands, field by field, and the columns of their answers; what they mean, `commands.ts` says. */
import { ENDPOINT_TYPES } from './endpoint.js';
import type { QuestionField } from './result-form.js';

export const STATUS_COLUMNS = [
  'name', 'type', 'state', 'reason', 'text', 'since', 'attempts', 'next_try', 'delivered', 'last_delivered', 'cursor',
]; // prettier-ignore

export const ENDPOINT_COLUMNS = [
  'name', 'type', 'people', 'host', 'port', 'security', 'sender', 'recipient', 'username', 'has_password', 'path', 'format', 'url',
  'has_webhook_token', 'has_signing_key', 'ca_file',
]; // prettier-ignore

export const ENDPOINT_FIELDS: readonly QuestionField[] = [
  { name: 'name', type: 'text-single', label: 'Name, without spaces', isRequired: true },
  { name: 'type', type: 'list-single', label: 'Type', options: ENDPOINT_TYPES, isRequired: true },
  { name: 'host', type: 'text-single', label: 'SMTP: mail server' },
  { name: 'port', type: 'text-single', label: 'SMTP: port' },
  { name: 'security', type: 'list-single', label: 'SMTP: encryption', options: ['starttls', 'tls'], value: 'starttls' },
  { name: 'sender', type: 'text-single', label: 'SMTP: sender' },
  { name: 'recipient', type: 'text-single', label: 'SMTP: recipient' },
  { name: 'username', type: 'text-single', label: 'SMTP: user name' },
  { name: 'password', type: 'text-private', label: 'SMTP: password' },
  { name: 'path', type: 'text-single', label: 'Folder: path' },
  { name: 'format', type: 'list-single', label: 'Folder: format', options: ['eml', 'jsonl'], value: 'eml' },
  { name: 'url', type: 'text-single', label: 'Webhook: address' },
  { name: 'webhook_token', type: 'text-private', label: 'Webhook: bearer token' },
  { name: 'signing_key', type: 'text-private', label: 'Webhook: key that requests are signed with' },
  { name: 'ca_file', type: 'text-single', label: 'Certificates of an own authority' },
];
export const SAVE_FIELDS: readonly QuestionField[] = [
  ...ENDPOINT_FIELDS,
  { name: 'token', type: 'text-single', label: 'Token of the test', isRequired: true },
  { name: 'start', type: 'list-single', label: 'A new one begins with', options: ['now', 'beginning'], value: 'now' },
];
export const REMOVE_FIELDS: readonly QuestionField[] = [
  { name: 'name', type: 'text-single', label: 'Name', isRequired: true },
  { name: 'discard', type: 'boolean', label: 'Discard what still waits for it' },
];
export const ASSIGN_FIELDS: readonly QuestionField[] = [
  { name: 'endpoint', type: 'text-single', label: 'Endpoint, none or default', isRequired: true },
  { name: 'jids', type: 'jid-multi', label: 'People' },
  { name: 'everybody', type: 'boolean', label: 'Everybody who is not named' },
];
export const LIST_FIELDS: readonly QuestionField[] = [
  { name: 'endpoint', type: 'text-single', label: 'Endpoint' },
  { name: 'after', type: 'text-single', label: 'After this address' },
  { name: 'limit', type: 'text-single', label: 'How many' },
];
