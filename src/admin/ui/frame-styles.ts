/** The frame of the console. */
import { css } from 'lit';

export const frame = css`
  header {
    flex-wrap: wrap;
  }

  header .account {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    color: var(--_im-muted);
  }

  .sign-in {
    max-inline-size: 440px;
    margin-inline: auto;
  }

  .sign-in > p {
    padding: 20px 20px 0;
  }

  section {
    padding: 20px clamp(16px, 3cqi, 32px) 32px;
  }

  .path {
    color: var(--_im-muted);
    font-size: 0.9em;
  }

  h2 {
    font-size: 1.35em;
    margin-block: 6px 16px; /* its focus ring leaves the path alone */
  }

  .told {
    position: sticky;
    inset-block-end: 12px;
    inline-size: fit-content;
    max-inline-size: calc(100% - 32px);
    margin: 0 auto 12px;
    padding: 10px 16px;
    border-radius: var(--_im-radius);
    background: var(--_im-toast);
    color: var(--_im-on-toast);
    box-shadow: var(--_im-shadow);
  }

  .told:empty {
    display: none;
  }
`;
