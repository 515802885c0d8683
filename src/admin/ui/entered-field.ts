import { html, nothing, type TemplateResult } from 'lit';

/** A field whose text is read by a program: addresses, names, numbers. */
export interface EnteredFieldParts {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly value: string;
  /** What is wrong with it, if anything is. */
  readonly error: string | undefined;
  readonly type?: 'url' | 'text';
  /** Called when it was changed. */
  readonly set: (value: string) => void;
}

/** Shows it with its help, and with what is wrong. */
export function enteredField(parts: EnteredFieldParts): TemplateResult {
  const { name, label, help, value, error, type = 'text', set } = parts;
  return html`<div class="field">
    <label for=${name}>${label}</label>
    <input
      id=${name}
      name=${name}
      type=${type}
      dir="ltr"
      autocomplete="off"
      spellcheck="false"
      .value=${value}
      aria-invalid=${error ? 'true' : 'false'}
      aria-describedby=${error ? `${name}-error ${name}-help` : `${name}-help`}
      @change=${(event: Event) => set((event.target as HTMLInputElement).value)}
    />
    ${error ? html`<span class="bad" id="${name}-error">${error}</span>` : nothing}
    <span class="help" id="${name}-help">${help}</span>
  </div>`;
}
