/** What the connected elements share beyond the tokens: their frame, header and states. */
import { css } from 'lit';
import { states } from './states.js';

export const container = [
  states,
  css`
    :host {
      border: var(--_im-line) solid var(--_im-border) !important;
      border-radius: var(--_im-radius) !important;
      overflow: clip !important;
      container-type: inline-size;
    }

    header {
      display: flex;
      align-items: center;
      gap: 10px;
      min-block-size: 56px;
      padding-block: 8px;
      padding-inline: 16px 10px;
      border-block-end: var(--_im-line) solid var(--_im-border);
    }

    header > :last-child:not(:first-child) {
      margin-inline-start: auto;
    }

    header > h2:last-child:not(:first-child) {
      margin-inline-start: 0;
    }

    /* Japanese may be broken anywhere: only where its translation allows it, rather. */
    h2 {
      word-break: keep-all;
    }

    .count {
      min-inline-size: 22px;
      padding: 1px 7px;
      border-radius: 999px;
      background: var(--_im-accent);
      color: var(--_im-on-accent);
      font-size: 0.86em;
      font-weight: 650;
      text-align: center;
    }

    .link-state {
      word-break: keep-all;
      display: inline-flex;
      align-items: center;
      gap: 6px;
      color: var(--_im-muted);
      font-size: 0.9em;
    }

    .link-state::before {
      content: '';
      inline-size: 8px;
      block-size: 8px;
      border-radius: 50%;
      background: var(--_im-control-border);
    }

    .online::before {
      background: var(--_im-good);
    }

    im-notice {
      margin: 12px 16px;
    }
  `,
];
