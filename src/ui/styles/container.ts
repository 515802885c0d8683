/** What the connected elements share beyond the tokens: their frame, header and states. */
import { css } from 'lit';

export const container = css`
  :host {
    border: var(--_im-line) solid var(--_im-border) !important;
    border-radius: var(--_im-radius) !important;
    overflow: clip !important;
    container-type: inline-size;
  }

  header {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 56px;
    padding-block: 8px;
    padding-inline: 16px 10px;
    border-block-end: var(--_im-line) solid var(--_im-border);
  }

  header > :last-child:not(:first-child) {
    margin-inline-start: auto;
  }

  header > h2:last-child {
    margin-inline-start: 0;
  }

  .count {
    min-inline-size: 22px;
    padding: 1px 7px;
    border-radius: 999px;
    background: var(--_im-accent);
    color: var(--_im-on-accent);
    font-size: 0.86em;
    font-weight: 650;
    text-align: center;
  }

  .link-state {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--_im-muted);
    font-size: 0.9em;
  }

  .link-state::before {
    content: '';
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_im-control-border);
  }

  .online::before {
    background: var(--_im-good);
  }

  im-notice {
    margin: 12px 16px;
  }

  .ignored {
    padding: 10px 16px;
    border-block-start: var(--_im-line) solid var(--_im-border);
  }

  .ignored summary {
    cursor: pointer;
    color: var(--_im-muted);
  }

  .ignored li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
  }

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
