/** The look of one request. Its host has the attributes `origin`, `alarming` and `selected`. */
import { css } from 'lit';

export const requestCard = css`
  :host {
    display: grid;
    grid-template-columns: 40px minmax(0, 1fr);
    column-gap: 12px;
    padding: 16px;
    scroll-margin-block: 64px;
    transition: background-color 120ms;
  }

  :host([selected]) {
    background: var(--_im-accent-soft);
  }

  .pick {
    grid-row: span 2;
    display: grid;
    align-self: start;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 50%;
  }

  .pick > * {
    grid-area: 1 / 1;
    place-self: center;
  }

  .avatar {
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 50%;
    background: light-dark(oklch(0.93 0.045 var(--_im-hue)), oklch(0.34 0.055 var(--_im-hue)));
    color: light-dark(oklch(0.42 0.1 var(--_im-hue)), oklch(0.88 0.07 var(--_im-hue)));
    font-size: 1.14em;
    font-weight: 600;
  }

  :host([alarming]) .avatar {
    background: var(--_im-warn-soft);
    color: var(--_im-warn);
  }

  /* The box takes the avatar's place while somebody points at it, or selects. */
  .pick input {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .pick.selecting input,
  .pick:hover input,
  .pick input:focus-visible {
    opacity: 1;
  }

  .pick.selecting .avatar,
  .pick:hover input + .avatar,
  .pick input:focus-visible + .avatar {
    visibility: hidden;
  }

  @media (hover: hover) {
    :host(:hover) .pick input {
      opacity: 1;
    }

    :host(:hover) .pick input + .avatar {
      visibility: hidden;
    }
  }

  .who {
    font-size: 1.07em;
    line-height: 1.35;
  }

  .jid {
    color: var(--_im-muted);
    overflow-wrap: anywhere;
  }

  .local {
    color: var(--_im-text);
    font-weight: 400;
  }

  .domain {
    color: var(--_im-text);
    font-weight: 700;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    color: var(--_im-muted);
    font-size: 0.93em;
  }

  .origin {
    display: inline-flex;
    align-items: center;
  }

  .origin svg {
    inline-size: 16px;
    margin-inline-end: 4px;
  }

  :host([origin='colleague']) .origin {
    color: var(--_im-good);
    font-weight: 550;
  }

  .facts > :not(:last-child)::after {
    content: '·';
    margin-inline: 6px;
  }

  .body {
    grid-column: 2;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    margin-block-start: 6px;
  }

  .body:empty {
    display: none;
  }

  blockquote {
    margin: 0;
    padding: 8px 12px;
    border-radius: calc(var(--_im-radius) * 0.7);
    border-start-start-radius: 2px;
    background: var(--_im-raised);
    overflow-wrap: anywhere;
    white-space: pre-line;
  }

  :host([selected]) blockquote {
    background: color-mix(in oklab, var(--_im-text) 6%, transparent);
  }

  .hint {
    display: flex;
    gap: 8px;
    align-items: flex-start;
    color: var(--_im-muted);
    overflow-wrap: anywhere;
  }

  .hint svg {
    inline-size: 18px;
  }

  .warning {
    display: flex;
    gap: 8px;
    padding: 9px 12px;
    border: 1px solid color-mix(in oklab, currentColor 30%, transparent);
    border-radius: calc(var(--_im-radius) * 0.7);
    background: var(--_im-warn-soft);
    color: var(--_im-warn);
  }

  .warning > div {
    min-inline-size: 0;
    display: grid;
    gap: 4px;
  }

  .warning strong {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .bad {
    background: var(--_im-bad-soft);
    color: var(--_im-bad);
  }

  .actions {
    grid-column: 2;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    min-block-size: 36px;
    margin-block-start: 12px;
  }

  .actions .button {
    min-block-size: 36px;
  }

  .split {
    display: inline-flex;
  }

  .split .accept {
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }

  .split .expand {
    padding-inline: 6px;
    border-start-start-radius: 0;
    border-end-start-radius: 0;
    border-inline-start-color: color-mix(in oklab, var(--_im-on-accent) 35%, var(--_im-accent));
  }

  /* Nobody is led to accept who pretends to be somebody else. */
  :host([alarming]) .primary:not(:hover) {
    background: var(--_im-surface);
    color: var(--_im-text);
  }

  :host([alarming]) .primary {
    border-color: var(--_im-control-border);
  }

  .expand svg {
    inline-size: 18px;
  }

  .actions im-menu {
    margin-inline-start: auto;
  }

  .panel {
    grid-column: 2;
    margin-block-start: 12px;
  }

  .progress {
    color: var(--_im-muted);
  }

  /* Narrow: what is wide goes below the avatar. */
  @container (max-width: 380px) {
    .body,
    .actions,
    .panel {
      grid-column: 1 / -1;
    }
  }
`;
