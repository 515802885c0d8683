/** The look of the form about a contact. */
import { css } from 'lit';

export const contactForm = css`
  :host {
    display: block;
  }

  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    max-inline-size: 460px;
  }

  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 5px;
    font-weight: 550;
  }

  .field .muted {
    font-weight: 400;
  }

  legend {
    margin-block-end: 5px;
    padding: 0;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    max-block-size: 132px;
    margin-block-end: 3px;
    padding: 2px;
    overflow: hidden auto;
  }

  .chip {
    position: relative;
    display: inline-flex;
    align-items: center;
    max-inline-size: 100%;
    min-block-size: 32px;
    padding: 4px 13px;
    border: var(--_im-line) solid var(--_im-border);
    border-radius: 16px;
    font-weight: 500;
    cursor: pointer;
    transition: background-color 120ms;
  }

  .chip:hover {
    background: var(--_im-raised);
  }

  .chip input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .chip:has(:checked) {
    border-color: var(--_im-accent);
    background: var(--_im-accent-soft);
    color: var(--_im-accent);
    box-shadow: inset 0 0 0 var(--_im-line) var(--_im-accent);
  }

  .chip:has(:focus-visible) {
    outline: var(--_im-focus) solid var(--_im-accent);
    outline-offset: 1px;
  }

  @media (forced-colors: active) {
    .chip:has(:checked) {
      outline: 2px solid Highlight;
    }
  }

  textarea {
    inline-size: 100%;
    min-block-size: 62px;
    padding: 8px 12px;
    color: var(--_im-text);
    background: var(--_im-surface);
    border: var(--_im-line) solid var(--_im-control-border);
    border-radius: var(--_im-control-radius);
    font: inherit;
    font-weight: 400;
    resize: vertical;
  }

  input[aria-invalid='true'] {
    border-color: var(--_im-bad);
  }

  .wrong {
    display: flex;
    gap: 6px;
    color: var(--_im-bad);
    font-weight: 400;
    overflow-wrap: anywhere;
  }

  .wrong svg {
    inline-size: 18px;
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
`;
