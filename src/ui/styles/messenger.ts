/** The messenger: it fills a page of ours, and has tabs. */
import { css } from 'lit';

export const messenger = css`
  :host {
    border: 0 !important;
    border-radius: 0 !important;
  }

  header > .panel-button {
    margin-inline-start: auto;
  }

  header > .panel-button + .icon-button:last-child {
    margin-inline-start: 0;
  }

  .tabs {
    flex: none;
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    border-block-end: var(--_im-line) solid var(--_im-border);
  }

  [role='tab'] {
    position: relative;
    display: grid;
    justify-items: center;
    gap: 1px;
    padding: 7px 4px 6px;
    color: var(--_im-muted);
    font-size: 0.86em;
    font-weight: 550;
    word-break: keep-all;
  }

  [role='tab']:hover {
    background: var(--_im-raised);
  }

  [role='tab'][aria-selected='true'] {
    color: var(--_im-accent);
  }

  [role='tab'][aria-selected='true']::after {
    content: '';
    position: absolute;
    inset-inline: 14%;
    inset-block-end: calc(-1 * var(--_im-line));
    block-size: 3px;
    border-radius: 3px 3px 0 0;
    background: currentColor;
  }

  [role='tab']:focus-visible {
    outline-offset: -3px;
    border-radius: 6px;
  }

  [role='tab'] .count {
    position: absolute;
    inset-block-start: 3px;
    inset-inline-start: calc(50% + 4px);
    min-inline-size: 18px;
    padding: 0 5px;
    font-size: 0.92em;
    line-height: 1.5;
    box-shadow: 0 0 0 2px var(--_im-surface);
  }

  [role='tabpanel'] {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    overflow: hidden auto;
  }

  .part {
    display: contents;
  }

  @media (forced-colors: active) {
    [role='tab'][aria-selected='true']::after {
      background: Highlight;
    }
  }
`;
