/** The look of the conversations: their list beside the one that is open, or one of the two. */
import { css } from 'lit';
import { states } from '../states.js';

export const chatsStyles = [
  states,
  css`
    /* As high as what is around it, else as the window. */
    :host {
      display: grid;
      grid-template: minmax(0, 1fr) / minmax(0, 1fr);
      block-size: 100%;
      min-block-size: 320px;
      max-block-size: 100dvh;
    }

    .panes {
      display: grid;
      grid-template: minmax(0, 1fr) / minmax(0, 1fr);
      min-block-size: 0;
    }

    .wide {
      grid-template-columns: clamp(280px, 40%, 340px) minmax(0, 1fr);
    }

    .wide > :first-child {
      --_im-behind: var(--_im-raised);

      border-inline-end: var(--_im-line) solid var(--_im-border);
      background: var(--_im-raised);
    }

    .empty {
      align-content: center;
    }

    .wide .skeleton i {
      background: color-mix(in oklab, var(--_im-text) 8%, transparent);
    }
  `,
];
