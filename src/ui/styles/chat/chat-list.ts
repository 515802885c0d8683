/** The look of the list of conversations. */
import { css } from 'lit';
import { states } from '../states.js';
import { avatarStyles } from '../../components/person-avatar.js';

export const chatListStyles = [
  states,
  avatarStyles,
  css`
    :host {
      display: flex;
      flex-direction: column;
      min-block-size: 0;
      min-inline-size: 0;
      overflow: hidden auto;
      padding-block-end: 8px;
    }

    .search {
      position: sticky;
      inset-block-start: 0;
      z-index: 1;
      flex: none;
      padding: 10px 12px 8px;
      background: var(--_im-behind, var(--_im-surface));
      color: var(--_im-muted);
    }

    .search svg {
      position: absolute;
      inset-block-start: 19px;
      inset-inline-start: 23px;
      pointer-events: none;
    }

    .search input {
      padding-inline-start: 38px;
    }

    .head {
      display: flex;
      align-items: center;
      gap: 4px;
      padding: 10px 12px 0 6px;
    }

    .head h3 {
      font-size: 1em;
      font-weight: 650;
      line-height: 1.3;
    }

    .head h3:focus {
      outline: none;
    }

    .strangers {
      display: flex;
      align-items: center;
      gap: 10px;
      margin: 0 8px 4px;
      padding: 8px 10px;
      border-radius: var(--_im-control-radius);
      color: var(--_im-muted);
      text-align: start;
    }

    .strangers span {
      flex: 1;
      min-inline-size: 0;
    }

    .strangers:hover {
      background: var(--hover);
      color: var(--_im-text);
    }

    ul {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 2px;
      padding-inline: 8px;
    }

    .row {
      display: flex;
      align-items: center;
      gap: 12px;
      inline-size: 100%;
      padding: 9px 10px;
      border-radius: var(--_im-control-radius);
      text-align: start;
      transition: background-color 120ms;
    }

    .strangers,
    .row {
      --hover: color-mix(in oklab, var(--_im-text) 6%, var(--_im-behind, var(--_im-surface)));
    }

    .row:hover {
      --_im-behind: var(--hover);

      background: var(--hover);
    }

    .row[aria-current] {
      --_im-behind: var(--_im-accent-soft);

      background: var(--_im-accent-soft);
      box-shadow: inset 0 0 0 calc(var(--_im-line) - 1px) var(--_im-accent);
    }

    .row:focus-visible,
    .strangers:focus-visible {
      outline-offset: -2px;
    }

    .avatar {
      inline-size: 42px;
      block-size: 42px;
    }

    .words {
      flex: 1;
      display: grid;
      gap: 1px;
      min-inline-size: 0;
    }

    .top,
    .bottom {
      display: flex;
      align-items: baseline;
      gap: 8px;
      min-inline-size: 0;
    }

    .name,
    .last {
      flex: 1;
      display: flex;
      gap: 0.3em;
      min-inline-size: 0;
      white-space: nowrap;
    }

    /* Each ends where its own text does, whichever way that goes. */
    :is(.name, .last) bdi {
      min-inline-size: 0;
      overflow: hidden;
      overflow-wrap: normal;
      text-overflow: ellipsis;
    }

    .name {
      font-weight: 550;
    }

    .news .name {
      font-weight: 700;
    }

    .last {
      color: var(--_im-muted);
      font-size: 0.93em;
    }

    .news .last {
      color: var(--_im-text);
    }

    .last.writes {
      color: var(--_im-good);
      font-weight: 550;
    }

    .last.draft {
      color: var(--_im-warn);
    }

    .delivery svg {
      inline-size: 15px;
      block-size: 100%;
    }

    .failed {
      color: var(--_im-bad);
    }

    time {
      flex: none;
      color: var(--_im-muted);
      font-size: 0.86em;
      font-variant-numeric: tabular-nums;
    }

    .unread {
      flex: none;
      min-inline-size: 20px;
      padding: 1px 6px;
      border-radius: 999px;
      background: var(--_im-accent);
      color: var(--_im-on-accent);
      font-size: 0.82em;
      font-weight: 650;
      text-align: center;
      font-variant-numeric: tabular-nums;
    }

    nav {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 8px;
      padding: 12px;
    }

    .note {
      padding: 12px 16px;
      color: var(--_im-muted);
      font-size: 0.9em;
    }

    @media (forced-colors: active) {
      .row[aria-current] {
        outline: 2px solid Highlight;
      }
    }
  `,
];
