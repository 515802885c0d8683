/** What the panes of the console share, on top of `ui/styles/base.ts`: they inherit the tokens of the shell. */
import { css } from 'lit';

export const pane = css`
  :host {
    display: block;
  }

  h3 {
    font-size: 1em;
    font-weight: 650;
  }

  .pane {
    display: grid;
    gap: 20px;
    max-inline-size: 760px;
  }

  .wide {
    max-inline-size: none;
  }

  .card {
    display: grid;
    gap: 12px;
    padding: 16px 18px;
    border: var(--_im-line) solid var(--_im-border);
    border-radius: var(--_im-radius);
    min-inline-size: 0;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
  }

  .spread {
    justify-content: space-between;
  }

  .field {
    display: grid;
    gap: 4px;
    font-weight: 550;
    min-inline-size: 0;
  }

  .field > .help,
  .help {
    color: var(--_im-muted);
    font-weight: 400;
  }

  .choice {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 2px 10px;
    align-items: start;
  }

  .choice > .help {
    grid-column: 2;
  }

  .link {
    text-align: start; /* it may take several lines */
  }

  .bad {
    color: var(--_im-bad);
  }

  .warn {
    color: var(--_im-warn);
  }

  .good {
    color: var(--_im-good);
  }

  .scroll {
    overflow-x: auto;
    border: var(--_im-line) solid var(--_im-border);
    border-radius: var(--_im-radius);
  }

  table {
    border-collapse: collapse;
    inline-size: 100%;
  }

  th,
  td {
    padding: 8px 12px;
    text-align: start;
    vertical-align: top;
    border-block-end: var(--_im-line) solid var(--_im-border);
  }

  tr:last-child > td {
    border-block-end: 0;
  }

  th {
    color: var(--_im-muted);
    font-weight: 550;
    background: var(--_im-raised);
    white-space: nowrap;
  }

  td.number {
    font-variant-numeric: tabular-nums;
    text-align: end;
  }

  pre,
  code {
    font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace;
    font-size: 0.93em;
  }

  pre {
    margin: 0;
    padding: 12px 14px;
    overflow-x: auto;
    background: var(--_im-raised);
    border-radius: var(--_im-control-radius);
    direction: ltr;
    text-align: left;
  }

  textarea {
    font: inherit;
    inline-size: 100%;
    padding: 8px 12px;
    color: var(--_im-text);
    background: var(--_im-surface);
    border: var(--_im-line) solid var(--_im-control-border);
    border-radius: var(--_im-control-radius);
  }

  dialog {
    inline-size: min(560px, calc(100vw - 32px));
    max-block-size: calc(100vh - 48px);
    padding: 20px;
    color: var(--_im-text);
    background: var(--_im-overlay);
    border: 0;
    border-radius: var(--_im-radius);
    box-shadow: var(--_im-shadow);
  }

  dialog::backdrop {
    background: rgb(10 14 24 / 45%);
  }
`;
