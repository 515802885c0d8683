/** What lies over the end of a list: at the bottom of the window, as long as the list is there. */
import { css } from 'lit';

export const dock = css`
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
`;
