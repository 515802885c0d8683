/** The look of one line about a person: avatar, name over what is to know of them, and what can be done at its end. */
import { css } from 'lit';
import { avatarStyles } from '../components/person-avatar.js';

export const personRow = [
  avatarStyles,
  css`
    .row {
      position: relative;
      display: flex;
      align-items: center;
      gap: 4px;
      min-inline-size: 0;
      padding-inline: 8px;
      border-radius: var(--_im-control-radius);
      transition: background-color 120ms;
    }

    .row:hover,
    .row:focus-within {
      --_im-behind: var(--_im-raised);

      background: var(--_im-raised);
    }

    .main {
      flex: 1;
      display: flex;
      align-items: center;
      gap: 12px;
      min-inline-size: 0;
      block-size: 100%;
      padding-block: 6px;
      text-align: start;
      border-radius: var(--_im-control-radius);
    }

    @container (max-width: 340px) {
      .row {
        padding-inline: 6px;
      }

      .main {
        gap: 10px;
      }
    }

    /* Around what changes its colour, and inside of it: nothing of it is cut off or covered. */
    .row:has(> .main:focus-visible) {
      outline: var(--_im-focus) solid var(--_im-accent);
      outline-offset: calc(var(--_im-focus) * -1);
    }

    .main:focus-visible {
      outline: none;
    }

    .words {
      flex: 1;
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      min-inline-size: 0;
    }

    .name {
      font-weight: 550;
      line-height: 1.35;
    }

    .about {
      display: flex;
      color: var(--_im-muted);
      font-size: 0.9em;
      line-height: 1.25;
    }

    .about > :is(.word, .seen) {
      flex: none;
    }

    .about > :is(.word, .seen):not(:last-child)::after {
      content: '·';
      margin-inline: 5px;
    }

    .about > span {
      min-inline-size: 0;
    }

    /* What people wrote is cut off, at its own end, whatever direction it is written in; our words are not. */
    .name > bdi,
    .about > bdi {
      display: block;
      inline-size: fit-content;
      max-inline-size: 100%;
      min-inline-size: 0;
      overflow: hidden;
      overflow-wrap: normal;
      text-overflow: ellipsis;
      white-space: nowrap;
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
  `,
];
