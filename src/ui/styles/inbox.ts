/** The look of the inbox around its parts. */
import { css } from 'lit';
import { dock } from './dock.js';
import { states } from './states.js';

export const inbox = [
  states,
  dock,
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
  `,
];
