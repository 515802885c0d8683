/** For elements that are as high as they are told to be: what they show scrolls inside of them. */
import { css } from 'lit';

export const filling = css`
  :host {
    display: flex !important;
    flex-direction: column !important;
    block-size: var(--im-block-size, min(36em, 85dvh)) !important;
  }

  [part='body'] {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    overflow: hidden auto;
    --im-list-block-size: none;
  }

  .fills {
    flex: 1;
    min-block-size: 0;
  }

  .column {
    display: flex;
    flex-direction: column;
  }

  .back {
    align-self: start;
    display: inline-flex;
    align-items: center;
    gap: 4px;
    margin: 4px 8px 0;
  }
`;
