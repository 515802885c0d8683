/** Figures that stand for themselves, and what shows how far something is. */
import { css } from 'lit';

export const reportStyles = css`
  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 32px;
  }

  .figures b {
    display: block;
    font-size: 1.7em;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }

  progress {
    accent-color: var(--_im-accent);
    inline-size: min(240px, 100%);
  }

  select {
    inline-size: auto;
    max-inline-size: 100%;
  }
`;
