/** Data forms (XEP-0004): reading and writing their fields, and the tables in them (§3.4). */
import type { FormField } from '../core/policy/schema.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

/** A field of a form that is to be filled in. */
export interface AskedField extends FormField {
  /** Undefined where the form does not say, which stands for `text-single`. */
  readonly type: string | undefined;
  readonly isRequired: boolean;
}

/** A row of a table: the values of its fields, by name. */
export type FormRow = ReadonlyMap<string, readonly string[]>;

/** The fields of a form, as they came: repeated ones stay repeated. */
export function formFields(form: Element): FormField[] {
  return form.getChildren('field', NS.dataForms).map((field) => ({
    name: field.attrs.var ?? '',
    values: field.getChildren('value', NS.dataForms).map((value) => value.text()),
  }));
}

/** The fields of a form, with what is said of their answers. */
export function askedFields(form: Element): AskedField[] {
  const elements = form.getChildren('field', NS.dataForms);
  return formFields(form).map((field, index) => ({
    ...field,
    type: elements[index]?.attrs.type,
    isRequired: elements[index]?.getChild('required', NS.dataForms) !== undefined,
  }));
}

/** The values of a field; none if there is no such field. */
export function fieldValues(form: Element | undefined, name: string): readonly string[] {
  return (form ? formFields(form) : []).find((field) => field.name === name)?.values ?? [];
}

/** The rows of the table in a form (§3.4). */
export function formRows(form: Element): FormRow[] {
  return form
    .getChildren('item', NS.dataForms)
    .map((item) => new Map(formFields(item).map(({ name, values }) => [name, values])));
}

/** A form of the given type (§3.1), FORM_TYPE first. */
export function dataForm(type: 'submit' | 'result', formType: string, fields: readonly FormField[]): Element {
  const write = ({ name, values }: FormField, attrs: Record<string, string> = {}): Element =>
    xml(
      'field',
      { var: name, ...attrs },
      values.map((value) => xml('value', {}, value)),
    );
  return xml(
    'x',
    { xmlns: NS.dataForms, type },
    write({ name: 'FORM_TYPE', values: [formType] }, { type: 'hidden' }),
    fields.map((field) => write(field)),
  );
}

/** What is to be written into a form that somebody else made. */
export interface Answer {
  /** The names that the field may have, for servers differ. */
  readonly names: readonly string[];
  readonly values: readonly string[];
  /** Left out where the form does not ask for it. */
  readonly isOptional?: boolean;
}

export type FilledForm =
  | { readonly ok: true; readonly form: Element }
  /** The fields that have no answer, or the answers that have no field. */
  | { readonly ok: false; readonly unmatched: readonly string[] };

/** Fills in a form: each answer goes into its field, and hidden fields go back as they came (§3.3). */
export function fillForm(form: Element, answers: readonly Answer[]): FilledForm {
  const fields = askedFields(form);
  const answerTo = (name: string): Answer | undefined => answers.find((answer) => answer.names.includes(name));
  const unmatched = [
    ...answers.filter(({ names, isOptional }) => !isOptional && !fields.some(({ name }) => names.includes(name))),
    ...fields.filter(({ name, type, isRequired }) => isRequired && type !== 'hidden' && !answerTo(name)),
  ].map((one) => ('names' in one ? one.names.join('|') : one.name));
  if (unmatched.length > 0) return { ok: false, unmatched };
  const formType = fields.find(({ name }) => name === 'FORM_TYPE')?.values[0] ?? '';
  const written = fields.flatMap(({ name, type, values }) => {
    if (name === 'FORM_TYPE') return [];
    if (type === 'hidden') return [{ name, values }];
    const answer = answerTo(name);
    return answer ? [{ name, values: answer.values }] : [];
  });
  return { ok: true, form: dataForm('submit', formType, written) };
}
