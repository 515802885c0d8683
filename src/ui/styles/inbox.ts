/** The look of the inbox around its parts. */
import { css } from 'lit';
import { states } from './states.js';

export const inbox = [
  states,
  css`
    :host {
      display: block;
      container-type: inline-size;
    }

    .ignored {
      padding: 4px 16px;
      border-block-start: 1px solid var(--_im-border);
    }

    .ignored summary {
      min-block-size: 36px;
      padding-block: 7px;
      cursor: pointer;
      color: var(--_im-muted);
    }

    /* At the bottom of the window, as long as the inbox is there. */
    .dock {
      position: sticky;
      inset-block-end: 0;
      z-index: 2;
    }

    /* Over what is there: nothing moves because of a message. */
    .toasts {
      position: absolute;
      inset-inline: 12px;
      inset-block-end: 100%;
      display: grid;
      gap: 8px;
      padding-block-end: 12px;
      pointer-events: none;
    }

    .toasts > * {
      pointer-events: auto;
      inline-size: min(560px, 100%);
      justify-self: center;
    }
  `,
];
