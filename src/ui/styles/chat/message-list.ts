/** The look of a conversation around its messages. */
import { css } from 'lit';

export const messageListStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    min-inline-size: 0;
  }

  .scroller {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    /* What is read stays where it is by our own doing; see chat/scroll-place.ts. */
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-gutter: stable;
    scrollbar-width: thin;
    display: flex;
    flex-direction: column;
  }

  /* Few messages are at the bottom, where the next one comes. */
  .content {
    margin-block-start: auto;
    padding-block: 12px 4px;
    padding-inline: 14px 6px;
  }

  h4 {
    margin: 0;
    font-size: 0.86em;
    font-weight: 600;
    text-align: center;
  }

  .day {
    padding-block: 18px 6px;
    color: var(--_im-muted);
  }

  .new {
    display: flex;
    align-items: center;
    gap: 12px;
    padding-block: 14px 4px;
    color: var(--_im-accent);
  }

  .new::before,
  .new::after {
    content: '';
    flex: 1;
    border-block-start: var(--_im-line) solid color-mix(in oklab, var(--_im-accent) 45%, transparent);
  }

  .edge {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 4px 8px;
    padding-block: 8px;
    color: var(--_im-muted);
    font-size: 0.9em;
    text-align: center;
  }

  .bad {
    color: var(--_im-bad);
  }

  .spinner {
    inline-size: 14px;
    block-size: 14px;
    border: 2px solid var(--_im-border);
    border-block-start-color: var(--_im-accent);
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  /* It has its place whether somebody writes or not: nothing moves. */
  .typing {
    min-block-size: 24px;
    padding: 4px 6px 0;
    color: var(--_im-muted);
    font-size: 0.9em;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }

  .jump {
    position: absolute;
    inset-block-end: 10px;
    inset-inline: 0;
    display: grid;
    justify-items: center;
    pointer-events: none;
  }

  .jump[hidden] {
    display: none;
  }

  .jump .button {
    pointer-events: auto;
    padding-inline: 10px;
    border-radius: 999px;
    background: var(--_im-overlay);
    box-shadow: var(--_im-shadow);
  }
`;
