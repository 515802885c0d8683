/** What the sections of the Options window share: choices, fields, lists of people. */
import { css } from 'lit';

export const sectionStyles = css`
  :host {
    display: grid;
    gap: 22px;
  }

  :host > p,
  section > p {
    max-inline-size: 62ch;
  }

  fieldset {
    display: grid;
    gap: 8px;
    min-inline-size: 0;
  }

  legend,
  h4 {
    margin: 0;
    padding: 0;
    font-size: 1em;
    font-weight: 650;
  }

  legend {
    margin-block-end: 10px;
  }

  .choice {
    display: flex;
    gap: 12px;
    padding: 12px 14px;
    border: var(--_im-line) solid var(--_im-border);
    border-radius: var(--_im-radius);
    cursor: pointer;
  }

  .choice:hover {
    background: var(--_im-raised);
  }

  .choice:has(:checked) {
    border-color: var(--_im-accent);
    box-shadow: inset 0 0 0 var(--_im-line) var(--_im-accent);
  }

  .choice:has(:focus-visible) {
    outline: var(--_im-focus) solid var(--_im-accent);
    outline-offset: 2px;
  }

  .choice :focus-visible {
    outline: none;
  }

  .choice .label {
    display: block;
    font-weight: 550;
  }

  fieldset:disabled .choice {
    opacity: 0.6;
    cursor: default;
  }

  .fields {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 12px;
  }

  .field {
    display: grid;
    gap: 4px;
    min-inline-size: 0;
    font-weight: 550;
  }

  .field.wide {
    flex: 1 1 220px;
  }

  .field > * {
    font-weight: 400;
  }

  .wrong {
    display: flex;
    gap: 6px;
    color: var(--_im-bad);
  }

  input[aria-invalid='true'] {
    border-color: var(--_im-bad);
  }

  .box {
    display: grid;
    gap: 14px;
    padding: 16px;
    border: var(--_im-line) solid var(--_im-border);
    border-radius: var(--_im-radius);
  }

  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 12px;
  }

  .search {
    position: relative;
    flex: 1 1 200px;
    color: var(--_im-muted);
  }

  .search svg {
    position: absolute;
    inset-block-start: 9px;
    inset-inline-start: 11px;
    pointer-events: none;
  }

  .search input {
    padding-inline-start: 38px;
  }

  .list {
    border: var(--_im-line) solid var(--_im-border);
    border-radius: var(--_im-radius);
  }

  .list > li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 6px 12px;
    padding: 10px 14px;
  }

  .list > li + li {
    border-block-start: var(--_im-line) solid var(--_im-border);
  }

  .list .button {
    background: transparent;
  }

  .list .button:hover {
    background: var(--_im-raised);
  }

  .who {
    flex: 1 1 180px;
    min-inline-size: 0;
  }

  .jid {
    overflow-wrap: anywhere;
  }

  .local,
  .domain {
    font-weight: 550;
  }

  .empty {
    display: grid;
    justify-items: center;
    gap: 4px;
    padding: 28px 20px;
    border: var(--_im-line) dashed var(--_im-border);
    border-radius: var(--_im-radius);
    text-align: center;
    color: var(--_im-muted);
  }

  .empty svg {
    margin-block-end: 6px;
  }

  .empty strong {
    color: var(--_im-text);
    font-weight: 600;
  }
`;
