/** What every component shares: boxes, text, buttons, fields, focus. */
import { css } from 'lit';

export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :host([hidden]) {
    display: none !important;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }

  ul {
    list-style: none;
  }

  h2 {
    font-size: 1.07em;
    font-weight: 650;
    letter-spacing: -0.005em;
  }

  a {
    color: var(--_im-accent);
  }

  svg {
    display: block;
    flex: none;
  }

  .directed:dir(rtl) {
    transform: scaleX(-1);
  }

  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
    border: 0;
    background: none;
    padding: 0;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 34px;
    padding: 4px 14px;
    border-radius: var(--_im-control-radius);
    border: var(--_im-line) solid var(--_im-control-border);
    background: var(--_im-surface);
    color: var(--_im-text);
    font-weight: 550;
    word-break: keep-all;
    transition:
      background-color 120ms,
      border-color 120ms;
  }

  .button:hover {
    background: var(--_im-raised);
  }

  .primary {
    background: var(--_im-accent);
    border-color: var(--_im-accent);
    color: var(--_im-on-accent);
  }

  .primary:hover {
    background: color-mix(in oklab, var(--_im-accent) 88%, var(--_im-text));
  }

  .danger {
    color: var(--_im-bad);
    border-color: currentColor;
  }

  .quiet {
    min-height: 34px;
    padding: 4px 8px;
    border-radius: var(--_im-control-radius);
    color: var(--_im-muted);
    font-weight: 500;
  }

  .quiet:hover {
    background: var(--_im-raised);
    color: var(--_im-text);
  }

  .link {
    color: var(--_im-accent);
    text-decoration: underline;
    text-underline-offset: 2px;
  }

  .icon-button {
    display: inline-grid;
    place-items: center;
    inline-size: 34px;
    block-size: 34px;
    border-radius: 50%;
    color: var(--_im-muted);
  }

  .icon-button:hover {
    background: var(--_im-raised);
    color: var(--_im-text);
  }

  button:disabled {
    opacity: 0.55;
    cursor: default;
  }

  :focus-visible {
    outline: var(--_im-focus) solid var(--_im-accent);
    outline-offset: 2px;
  }

  input:is([type='text'], [type='password'], [type='url'], [type='search'], [type='time']),
  select {
    font: inherit;
    font-weight: 400;
    inline-size: 100%;
    min-block-size: 38px;
    padding: 6px 12px;
    color: var(--_im-text);
    background: var(--_im-surface);
    border: var(--_im-line) solid var(--_im-control-border);
    border-radius: var(--_im-control-radius);
  }

  input:placeholder-shown {
    text-overflow: ellipsis;
  }

  input:is([type='checkbox'], [type='radio']) {
    accent-color: var(--_im-accent);
    inline-size: 16px;
    block-size: 16px;
    margin: 2px 0 0;
    flex: none;
  }

  .muted {
    color: var(--_im-muted);
  }

  .small {
    font-size: 0.9em;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  bdi {
    overflow-wrap: anywhere;
  }

  @media (prefers-reduced-motion: reduce) {
    :host,
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
