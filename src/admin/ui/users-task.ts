/** The task in the dialog, by its kind. */
import { html, type TemplateResult } from 'lit';
import type { Abilities, AccountSummary } from '../accounts/account.js';
import type { AdminServices } from './services.js';
import type { UserTask } from './users-events.js';

export interface TaskContext {
  readonly services: AdminServices;
  readonly abilities: Abilities;
  readonly people: readonly AccountSummary[];
}

/** What the dialog is called. */
export function taskTitle(task: UserTask): string {
  switch (task.kind) {
    case 'add':
      return 'Add a person';
    case 'invite':
      return 'Invite somebody';
    case 'find':
      return 'Manage one person by address';
    case 'manage':
      return `Manage ${task.jid}`;
    case 'profile':
      return `Profile of ${task.jid}`;
    case 'password':
      return `New password for ${task.jid}`;
    case 'disable':
      return `Deactivate ${task.jid}?`;
    case 'enable':
      return `Reactivate ${task.jid}?`;
    case 'end-sessions':
      return `End the sessions of ${task.jid}?`;
    case 'delete':
      return `Delete ${task.jid}?`;
  }
}

/** Its form. */
export function taskForm(task: UserTask, { services, abilities, people }: TaskContext): TemplateResult {
  const person = 'jid' in task ? people.find(({ jid }) => jid === task.jid) : undefined;
  switch (task.kind) {
    case 'add':
      return html`<im-admin-user-add .services=${services} .abilities=${abilities}></im-admin-user-add>`;
    case 'invite':
      return html`<im-admin-user-invite .services=${services} .abilities=${abilities}></im-admin-user-invite>`;
    case 'find':
      return html`<im-admin-user-find .services=${services} .abilities=${abilities}></im-admin-user-find>`;
    case 'manage':
      return html`<im-admin-user-manage
        .services=${services}
        .abilities=${abilities}
        .jid=${task.jid}
        .person=${person}
      ></im-admin-user-manage>`;
    case 'profile':
      return html`<im-admin-user-profile
        .services=${services}
        .abilities=${abilities}
        .jid=${task.jid}
        .profile=${person?.profile}
      ></im-admin-user-profile>`;
    case 'password':
      return html`<im-admin-user-password
        .services=${services}
        .abilities=${abilities}
        .jid=${task.jid}
      ></im-admin-user-password>`;
    case 'disable':
    case 'enable':
    case 'end-sessions':
      return html`<im-admin-user-confirm
        .services=${services}
        .abilities=${abilities}
        .jid=${task.jid}
        .kind=${task.kind}
      ></im-admin-user-confirm>`;
    case 'delete':
      return html`<im-admin-user-delete
        .services=${services}
        .abilities=${abilities}
        .jid=${task.jid}
      ></im-admin-user-delete>`;
  }
}
