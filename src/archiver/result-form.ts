/** Forms of XEP-0004 that commands ask with and answer by. */
import { xml, type Element } from '../xmpp/element.js';
import { NS } from '../xmpp/ns.js';

export interface QuestionField {
  readonly name: string;
  readonly type: 'text-single' | 'text-private' | 'list-single' | 'jid-multi' | 'jid-single' | 'boolean' | 'hidden';
  readonly label: string;
  readonly options?: readonly string[];
  readonly value?: string;
  readonly isRequired?: boolean;
}

/** A form to fill in. */
export function questionForm(formType: string, title: string, fields: readonly QuestionField[]): Element {
  return xml(
    'x',
    { xmlns: NS.dataForms, type: 'form' },
    xml('title', {}, title),
    hidden(formType),
    fields.map(({ name, type, label, options = [], value, isRequired = false }) =>
      xml(
        'field',
        { var: name, type, label },
        isRequired ? xml('required') : undefined,
        value === undefined ? undefined : xml('value', {}, value),
        options.map((option) => xml('option', { label: option }, xml('value', {}, option))),
      ),
    ),
  );
}

/** Values by field, and a table (§3.4) whose rows have these columns. */
export interface ResultContent {
  readonly fields?: Readonly<Record<string, string>>;
  readonly columns?: readonly string[];
  readonly rows?: readonly Readonly<Record<string, string>>[];
}

export function resultForm(formType: string, { fields = {}, columns = [], rows = [] }: ResultContent): Element {
  const field = (name: string, value: string): Element => xml('field', { var: name }, xml('value', {}, value));
  return xml(
    'x',
    { xmlns: NS.dataForms, type: 'result' },
    hidden(formType),
    Object.entries(fields).map(([name, value]) => field(name, value)),
    columns.length > 0 ? xml('reported', {}, columns.map((name) => xml('field', { var: name }))) : undefined, // prettier-ignore
    rows.map((row) => xml('item', {}, columns.map((name) => field(name, row[name] ?? '')))), // prettier-ignore
  );
}

function hidden(formType: string): Element {
  return xml('field', { var: 'FORM_TYPE', type: 'hidden' }, xml('value', {}, formType));
}
