/** The look of what the directory has found. */
import { css } from 'lit';

export const peopleSearch = css`
  .toolbar {
    padding-block: 12px 8px;
  }

  .results {
    flex: 1 1 auto;
    min-block-size: 0;
    max-block-size: var(--im-list-block-size, min(70vh, 36em));
    padding: 0 6px 12px;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  .found,
  .cut {
    padding: 2px 10px 6px;
  }

  .more {
    margin: 10px auto 2px;
    display: flex;
  }

  .empty {
    padding-block: 28px 32px;
  }
`;
