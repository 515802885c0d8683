/** What is chosen of an endpoint of whatever type: its name, its type, and with what it begins. */
import { css, html, type TemplateResult } from 'lit';
import { ENDPOINT_TYPES, type EndpointType, type Start } from '../archiving/archiver.js';
import { TYPE_WORDS } from '../archiving/archiver-words.js';
import { renderInput } from './archiving-endpoint-fields.js';
import { renderRadio } from './radio-choice.js';

export const endpointStyles = css`
  form {
    padding: 16px 18px;
    border: var(--_im-line) solid var(--_im-control-border);
    border-radius: var(--_im-radius);
  }

  h4 {
    margin: 0;
    font-size: 1em;
    font-weight: 650;
    inline-size: fit-content;
  }

  fieldset {
    min-inline-size: 0;
  }

  legend {
    padding: 0;
    margin-block-end: 8px;
    font-weight: 550;
  }

  .secret {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .secret > input {
    flex: 1 1 140px;
    inline-size: auto;
    min-inline-size: 0;
  }
`;

const STARTS: Readonly<Record<Start, { readonly label: string; readonly meaning: string }>> = {
  now: { label: 'From now on', meaning: 'What is sent after it is saved.' },
  beginning: {
    label: 'Everything, from the archive’s beginning',
    meaning:
      'Whoever you put on it first, and was on no other, is archived from the beginning of the archive. Whoever you put on it later begins then.',
  },
};

export function renderName(name: string, error: string | undefined, set: (name: string) => void): TemplateResult {
  const help = 'Without spaces, such as legal or mail-2. It cannot be changed later.';
  return renderInput('name', 'Name', help, name, error, set);
}

export function renderTypes(chosen: EndpointType, set: (type: EndpointType) => void): TemplateResult {
  return renderOptions('type', 'Type', ENDPOINT_TYPES, TYPE_WORDS, chosen, set);
}

export function renderStart(chosen: Start, set: (start: Start) => void): TemplateResult {
  return renderOptions('start', 'What it gets', ['now', 'beginning'], STARTS, chosen, set);
}

function renderOptions<T extends string>(
  group: string,
  legend: string,
  values: readonly T[],
  words: Readonly<Record<T, { readonly label: string; readonly meaning: string }>>,
  chosen: T,
  set: (value: T) => void,
): TemplateResult {
  return html`<fieldset>
    <legend>${legend}</legend>
    <div class="options">
      ${values.map((value) => renderRadio(group, value, words[value], value === chosen, () => set(value)))}
    </div>
  </fieldset>`;
}
