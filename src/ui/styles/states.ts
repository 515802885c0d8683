/** What stands where there is nothing else: nothing to show, or nothing yet. */
import { css } from 'lit';

export const states = css`
  .empty {
    display: grid;
    justify-items: center;
    gap: 6px;
    padding: 36px 28px 40px;
    text-align: center;
    color: var(--_im-muted);
  }

  .empty svg {
    margin-block-end: 10px;
    color: color-mix(in oklab, var(--_im-accent) 65%, var(--_im-muted));
  }

  .empty strong {
    color: var(--_im-text);
    font-weight: 600;
  }

  .empty .button {
    margin-block-start: 8px;
  }

  .skeleton {
    display: grid;
    gap: 14px;
    padding: 24px 16px;
  }

  .skeleton i {
    block-size: 14px;
    border-radius: 7px;
    background: var(--_im-raised);
    animation: breathe 1.4s ease-in-out infinite alternate;
  }

  .skeleton i:nth-child(2) {
    inline-size: 70%;
  }

  .skeleton i:nth-child(3) {
    inline-size: 85%;
  }

  @keyframes breathe {
    from {
      opacity: 1;
    }
    to {
      opacity: 0.45;
    }
  }
`;
