/** What stands for a person where people are shown: a letter in their colour, with their availability at its corner. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Seen } from '../../core/people-view.js';
import { hue, initial } from '../avatar.js';
import { icons } from '../icons.js';
import { presenceDot, presenceStyles } from './presence-dot.js';

/** `seen`: null shows no availability. Its colour is that of the host; see `colourOf`. */
export function personAvatar(jid: string, name: string, seen: Seen | null): TemplateResult {
  return html`<span class="avatar" aria-hidden="true"
    ><span class="letter">${initial(name) ?? initial(jid) ?? icons.globe}</span>${
      seen === null ? nothing : html`<span class="corner">${presenceDot(seen)}</span>`
    }</span
  >`;
}

/** Gives the avatar in a host the colour of this person: always the same, whatever they are called. */
export function colourOf(host: HTMLElement, jid: string): void {
  host.style.setProperty('--_im-hue', String(hue(jid)));
}

export const avatarStyles = [
  presenceStyles,
  css`
    .avatar {
      position: relative;
      flex: none;
      inline-size: 36px;
      block-size: 36px;
    }

    .letter {
      display: grid;
      place-items: center;
      block-size: 100%;
      border-radius: 50%;
      background: light-dark(oklch(0.93 0.045 var(--_im-hue)), oklch(0.34 0.055 var(--_im-hue)));
      color: light-dark(oklch(0.42 0.1 var(--_im-hue)), oklch(0.88 0.07 var(--_im-hue)));
      font-weight: 600;
    }

    /* Cut out of the avatar, whatever lies behind both. */
    .corner {
      position: absolute;
      inset-block-end: -2px;
      inset-inline-end: -2px;
      display: grid;
      padding: 2px;
      border-radius: 50%;
      background: var(--_im-behind, var(--_im-surface));
    }
  `,
];
