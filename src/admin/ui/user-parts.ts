/** Pieces that several tasks of the Users pane show. */
import { html, nothing, type TemplateResult } from 'lit';
import type { AccountProfile } from '../accounts/account.js';

/** A password that is shown now and never again. */
export function secretOnce(jid: string, password: string, done: () => void): TemplateResult {
  return html`<div class="task">
    <p>The password of <bdi>${jid}</bdi> is shown only now. Hand it over in a way that nobody else can read.</p>
    <im-admin-code label="the password" .text=${password}></im-admin-code>
    <div class="row"><button type="button" class="button primary" data-first @click=${done}>Done</button></div>
  </div>`;
}

const FIELDS = [
  ['firstName', 'First name'],
  ['lastName', 'Last name'],
  ['mail', 'Mail'],
  ['title', 'Title'],
] as const satisfies readonly (readonly [keyof AccountProfile, string])[];

/** The fields of a profile; `readProfileFields` reads them. */
export function profileFields(profile: AccountProfile | undefined, isFirst = false): TemplateResult {
  return html`<div class="two">
    ${FIELDS.map(
      ([name, label]) =>
        html`<div class="field">
          <label for=${name}>${label}</label>
          <input
            id=${name}
            name=${name}
            type="text"
            dir=${name === 'mail' ? 'ltr' : 'auto'}
            autocomplete="off"
            maxlength="300"
            .defaultValue=${profile?.[name] ?? ''}
            ?data-first=${isFirst && name === 'firstName'}
          />
        </div>`,
    )}
  </div>`;
}

/** What was typed into `profileFields`. */
export function readProfileFields(form: HTMLFormElement): AccountProfile {
  const given = new FormData(form);
  const text = (name: keyof AccountProfile): string => {
    const value = given.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  return { firstName: text('firstName'), lastName: text('lastName'), mail: text('mail'), title: text('title') };
}

/** Whether there is anything in it. */
export function isEmptyProfile(profile: AccountProfile): boolean {
  return Object.values(profile).every((value) => value === '');
}

/** What is described beside a field: what is wrong, or what may help. */
export function fieldNote(id: string, error: string, help: TemplateResult | string): TemplateResult | typeof nothing {
  if (error) return html`<span id=${id} class="bad">${error}</span>`;
  return help === '' ? nothing : html`<span id=${id} class="help small">${help}</span>`;
}
