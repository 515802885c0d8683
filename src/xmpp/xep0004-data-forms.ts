/** Data forms (XEP-0004): reading and writing their fields. */
import type { FormField } from '../core/policy/schema.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

/** The fields of a form, as they came: repeated ones stay repeated. */
export function formFields(form: Element): FormField[] {
  return form.getChildren('field', NS.dataForms).map((field) => ({
    name: field.attrs.var ?? '',
    values: field.getChildren('value', NS.dataForms).map((value) => value.text()),
  }));
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
