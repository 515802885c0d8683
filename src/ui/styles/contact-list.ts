/** The look of the contact list: lines of one height, which stand still while others are fetched. */
import { css } from 'lit';

export const contactList = css`
  :host {
    --_line: 3.75em;

    display: flex;
    flex-direction: column;
    min-block-size: 0;
    container-type: inline-size;
  }

  .scroller {
    min-block-size: 0;
    padding: 4px 6px 8px;
    scroll-padding-block: 4px 8px;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  .scroller:focus-visible {
    outline-offset: -2px;
  }

  /* What is not here yet looks like lines that come. */
  .space {
    block-size: calc(var(--_lines, 0) * var(--_line));
    overflow-anchor: none;
    background: radial-gradient(circle at 26px 50%, var(--_im-raised) 18px, transparent 18.5px) 0 0 / 100% var(--_line);
  }

  .space:dir(rtl) {
    background-image: radial-gradient(circle at calc(100% - 26px) 50%, var(--_im-raised) 18px, transparent 18.5px);
  }

  /* What has the focus is in it. */
  im-contact-line:focus-visible {
    outline: none;
  }

  .line,
  .line > * {
    block-size: var(--_line);
  }

  .group {
    display: flex;
    align-items: flex-end;
    gap: 6px;
    inline-size: 100%;
    padding: 0 10px 8px 8px;
    border-radius: var(--_im-control-radius);
    color: var(--_im-muted);
    font-size: 0.9em;
    font-weight: 600;
    text-align: start;
  }

  .line > .group {
    block-size: calc(var(--_line) / 0.9);
    max-block-size: 100%;
  }

  .group:hover {
    color: var(--_im-text);
  }

  .group:focus-visible {
    outline-offset: -2px;
  }

  .group svg {
    inline-size: 16px;
    transition: rotate 120ms;
  }

  .group[aria-expanded='false'] svg {
    rotate: -90deg;
  }

  .group[aria-expanded='false'] svg:dir(rtl) {
    rotate: 90deg;
  }

  .group-name {
    min-inline-size: 0;
  }

  .group-name bdi {
    display: block;
    overflow: hidden;
    overflow-wrap: normal;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .counts {
    flex: none;
    margin-inline-start: auto;
    font-weight: 500;
    font-variant-numeric: tabular-nums;
  }
`;
