/** A button that waits for what it has begun keeps the focus, which `disabled` would take from it. */
import { css } from 'lit';

export const busyButton = css`
  button[aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
`;
