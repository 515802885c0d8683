/** The look of contact list and directory around their parts. */
import { css } from 'lit';
import { avatarStyles } from '../components/person-avatar.js';
import { dock } from './dock.js';
import { states } from './states.js';

export const contacts = [
  states,
  avatarStyles,
  dock,
  css`
    :host {
      position: relative;
      display: flex;
      flex-direction: column;
      min-block-size: 0;
      container-type: inline-size;
    }

    .top {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 8px;
      padding: 8px 12px 4px 4px;
    }

    .top:dir(rtl) {
      padding: 8px 4px 4px 12px;
    }

    /* It waits for the form or question below. */
    .top[inert] {
      opacity: 0.4;
    }

    .top im-own-availability {
      flex: 0 1 auto;
    }

    .add {
      flex: none;
    }

    .stack {
      flex: 1 1 auto;
      display: grid;
      grid-template: minmax(0, 1fr) / minmax(0, 1fr);
      min-block-size: 0;
    }

    .stack > * {
      grid-area: 1 / 1;
      min-block-size: 0;
    }

    .over {
      display: grid;
      grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    }

    .people {
      display: flex;
      flex-direction: column;
    }

    /* It keeps its place, and where it was scrolled to. */
    .people[inert] {
      visibility: hidden;
    }

    .toolbar {
      flex: none;
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      padding: 6px 12px 8px;
    }

    .search {
      position: relative;
      flex: 1 1 180px;
      min-inline-size: 0;
      color: var(--_im-muted);
    }

    .search svg {
      position: absolute;
      inset-block-start: 9px;
      inset-inline-start: 10px;
      pointer-events: none;
    }

    .search input {
      padding-inline-start: 36px;
    }

    .toggle {
      flex: none;
      display: inline-flex;
      align-items: center;
      gap: 7px;
      min-block-size: 38px;
      padding-inline: 13px;
      border: var(--_im-line) solid var(--_im-border);
      border-radius: 999px;
      font-weight: 550;
      transition: background-color 120ms;
    }

    .toggle:hover {
      background: var(--_im-raised);
    }

    .toggle[aria-pressed='true'] {
      border-color: var(--_im-accent);
      background: var(--_im-accent-soft);
      color: var(--_im-accent);
    }

    .number {
      color: var(--_im-muted);
      font-weight: 500;
      font-variant-numeric: tabular-nums;
    }

    [aria-pressed='true'] .number {
      color: inherit;
    }

    im-contact-lines {
      flex: 1 1 auto;
      min-block-size: 7.5em;
      max-block-size: var(--im-list-block-size, min(70vh, 36em));
    }

    .pane {
      display: grid;
      align-content: start;
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
      padding: 4px 16px 20px;
      overflow: hidden auto;
    }

    .pane-head {
      display: flex;
      align-items: center;
      gap: 4px;
      margin-inline-start: -8px;
    }

    h3 {
      font-size: 1.07em;
      font-weight: 650;
    }

    .person {
      display: flex;
      align-items: center;
      gap: 12px;
    }

    .person > div {
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }

    .person .name {
      font-weight: 550;
    }

    .placeholder {
      display: flex;
      flex-direction: column;
      gap: 18px;
      padding: 16px 14px 24px;
    }

    .placeholder > i {
      display: block;
      block-size: 36px;
      border-radius: 18px;
      background:
        radial-gradient(circle at 18px 50%, var(--_im-raised) 17.5px, transparent 18px),
        linear-gradient(var(--_im-raised) 0 0) 48px 6px / 42% 10px no-repeat,
        linear-gradient(var(--_im-raised) 0 0) 48px 23px / 26% 8px no-repeat;
      animation: breathe 1.4s ease-in-out infinite alternate;
    }

    .placeholder > i:dir(rtl) {
      scale: -1 1;
    }

    .empty .button svg {
      margin: 0;
      color: inherit;
    }

    @container (max-width: 335px) {
      .toggle .word {
        position: absolute;
        inline-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }

      .search {
        flex-basis: 140px;
      }
    }

    @container (max-width: 400px) {
      .add .word {
        display: none;
      }

      .add {
        padding-inline: 8px;
      }
    }
  `,
];
