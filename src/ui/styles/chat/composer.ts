/** The look of the field for the next message. */
import { css } from 'lit';

export const composerStyles = css`
  :host {
    display: block;
    padding: 8px 12px 10px;
    border-block-start: var(--_im-line) solid var(--_im-border);
    background: var(--_im-surface);
  }

  form {
    display: flex;
    align-items: flex-end;
    gap: 8px;
  }

  textarea {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 38px;
    max-block-size: 168px;
    padding: 8px 12px;
    border: var(--_im-line) solid var(--_im-control-border);
    border-radius: calc(var(--_im-radius) * 1.1);
    background: var(--_im-surface);
    color: var(--_im-text);
    font: inherit;
    line-height: 1.45;
    resize: none;
    overflow-wrap: anywhere;
  }

  textarea::placeholder {
    color: var(--_im-muted);
    opacity: 1;
  }

  textarea:focus-visible {
    outline-offset: -1px;
  }

  textarea[aria-invalid='true'] {
    border-color: var(--_im-bad);
  }

  .send {
    flex: none;
    inline-size: 38px;
    min-block-size: 38px;
    padding: 0;
    border-radius: 50%;
  }

  /* Nothing to send yet: it is there, and does not call for attention. */
  .send:disabled {
    border-color: transparent;
    background: var(--_im-raised);
    color: var(--_im-muted);
    opacity: 1;
  }

  .correction {
    display: flex;
    align-items: center;
    gap: 8px;
    padding-block-end: 6px;
    color: var(--_im-accent);
    font-size: 0.93em;
    font-weight: 550;
  }

  .correction button {
    margin-inline-start: auto;
  }

  .about {
    padding-inline: 4px;
    color: var(--_im-muted);
    font-size: 0.9em;
  }

  .about:has(span) {
    padding-block-start: 6px;
  }

  .bad {
    color: var(--_im-bad);
  }
`;
