/** The look of one's own availability: a button, and over the rest what can be chosen. */
import { css } from 'lit';

export const ownAvailability = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  .shown {
    display: inline-flex;
    align-items: center;
    gap: 9px;
    max-inline-size: 100%;
    min-block-size: 40px;
    padding: 3px 10px;
    border-radius: var(--_im-control-radius);
    text-align: start;
  }

  .shown:hover {
    background: var(--_im-raised);
  }

  .shown > svg:last-child {
    inline-size: 16px;
    color: var(--_im-muted);
  }

  .words {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    min-inline-size: 0;
  }

  .word {
    font-weight: 600;
    line-height: 1.35;
  }

  .status {
    color: var(--_im-muted);
    font-size: 0.9em;
    line-height: 1.3;
  }

  .status bdi {
    display: block;
    inline-size: fit-content;
    max-inline-size: 100%;
    overflow: hidden;
    overflow-wrap: normal;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  [popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    inline-size: min(320px, calc(100vw - 16px));
    max-block-size: calc(100vh - 16px);
    padding: 6px;
    border: 1px solid transparent;
    border-radius: calc(var(--_im-radius) * 0.9);
    background: var(--_im-overlay);
    color: var(--_im-text);
    box-shadow: var(--_im-shadow);
    overflow: auto;
    overscroll-behavior: contain;
  }

  .choice {
    display: flex;
    gap: 10px;
    inline-size: 100%;
    padding: 8px 10px;
    border-radius: calc(var(--_im-radius) * 0.55);
    text-align: start;
    outline-offset: -2px;
  }

  .choice .presence {
    margin-block-start: 4px;
  }

  .choice > span {
    flex: 1;
    min-inline-size: 0;
  }

  .choice:is(:hover, :focus-visible) {
    background: color-mix(in oklab, var(--_im-text) 8%, transparent);
  }

  .choice > svg:last-child {
    color: var(--_im-accent);
  }

  .label {
    display: block;
    font-weight: 550;
  }

  .hint {
    display: block;
    color: var(--_im-muted);
    font-size: 0.9em;
  }

  form {
    display: grid;
    gap: 8px;
    margin: 6px 4px 0;
    padding: 10px 6px 6px;
    border-block-start: 1px solid var(--_im-border);
  }

  .field {
    display: grid;
    gap: 4px;
    font-weight: 550;
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
`;
