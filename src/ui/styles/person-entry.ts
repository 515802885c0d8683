/** The look of a person of the directory: more to read than in a contact list, and nothing cut off. */
import { css } from 'lit';
import { personRow } from './person-row.js';

export const personEntry = [
  personRow,
  css`
    :host {
      display: block;
    }

    .row {
      align-items: flex-start;
      padding-block: 4px;
    }

    .row > :not(.main) {
      margin-block-start: 9px;
    }

    .main {
      align-items: flex-start;
    }

    .avatar {
      margin-block-start: 2px;
    }

    .fact {
      color: var(--_im-muted);
      font-size: 0.9em;
      line-height: 1.4;
      overflow-wrap: anywhere;
    }

    .title {
      color: var(--_im-text);
    }

    .about {
      align-items: center;
      min-block-size: 1.4em;
    }

    .about .presence {
      inline-size: 10px;
      block-size: 10px;
      margin-inline-end: 6px;
    }

    .add {
      flex: none;
    }

    .own,
    .known {
      color: var(--_im-muted);
      font-size: 0.9em;
    }

    .own {
      flex: none;
      padding-inline: 8px;
    }

    .known {
      display: flex;
      align-items: center;
      gap: 4px;
    }

    .known svg {
      inline-size: 16px;
      margin-inline-start: -3px;
      color: var(--_im-good);
    }

    .name > bdi {
      overflow-wrap: anywhere;
      white-space: normal;
    }

    .facts {
      display: flex;
      flex-wrap: wrap;
      column-gap: 14px;
    }

    @container (max-width: 420px) {
      .add .word {
        display: none;
      }

      .add {
        padding-inline: 8px;
      }
    }
  `,
];
