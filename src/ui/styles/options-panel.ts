/** The frame of the Options window: the list of its sections, and the head of the one that is shown. */
import { css } from 'lit';

export const panelStyles = css`
  :host {
    display: block;
  }

  .wide {
    display: grid;
    grid-template-columns: clamp(190px, 34%, 288px) minmax(0, 1fr);
    min-block-size: 480px;
  }

  nav button {
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    text-align: start;
  }

  nav svg {
    color: var(--_im-muted);
  }

  .wide nav {
    padding: 14px 10px;
    border-inline-end: var(--_im-line) solid var(--_im-border);
    background: var(--_im-raised);
  }

  .wide nav ul {
    position: sticky;
    inset-block-start: 14px;
    display: grid;
    gap: 2px;
  }

  .wide nav button {
    padding: 8px 10px;
    border: var(--_im-line) solid transparent;
    border-radius: var(--_im-control-radius);
  }

  .wide nav button:hover {
    background: color-mix(in oklab, var(--_im-text) 6%, transparent);
  }

  .wide nav [aria-current] {
    background: var(--_im-accent-soft);
    border-color: color-mix(in oklab, var(--_im-accent) 30%, transparent);
    font-weight: 600;
  }

  .wide nav [aria-current] :is(svg, .title) {
    color: var(--_im-accent);
  }

  .narrow nav li + li {
    border-block-start: var(--_im-line) solid var(--_im-border);
  }

  .narrow nav button {
    padding: 13px 16px;
  }

  .narrow nav button:hover {
    background: var(--_im-raised);
  }

  .narrow nav button:focus-visible {
    outline-offset: calc(var(--_im-focus) * -1);
  }

  .narrow .title {
    flex: 1;
    min-inline-size: 0;
    font-weight: 550;
  }

  .summary {
    display: block;
    font-size: 0.93em;
    font-weight: 400;
    overflow-wrap: anywhere;
    color: var(--_im-muted);
  }

  .count {
    color: var(--_im-muted);
  }

  section {
    padding: 0 20px 24px;
    min-inline-size: 0;
  }

  .wide section {
    padding-inline: 28px;
    padding-block-end: 32px;
  }

  .head {
    position: sticky;
    z-index: 1;
    inset-block-start: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 2px 16px;
    padding-block: 16px 14px;
    margin-block-start: 1px;
    background: var(--_im-surface);
  }

  .narrow .head {
    padding-block-start: 6px;
  }

  .way {
    flex-basis: 100%;
  }

  .back {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    margin-inline-start: -8px;
    padding-inline: 2px 10px;
  }

  h3 {
    font-size: 1.2em;
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: 1.3;
  }

  h3:focus {
    outline: none;
  }

  .introduction {
    max-inline-size: 62ch;
    margin-block-end: 18px;
  }

  im-notice {
    margin-block-end: 14px;
  }

  .status {
    display: flex;
    align-items: center;
    gap: 5px;
    min-inline-size: 0;
    color: var(--_im-good);
    font-weight: 550;
  }

  .saving,
  .offline {
    color: var(--_im-muted);
    font-weight: 400;
  }

  .failed {
    color: var(--_im-bad);
  }
`;
