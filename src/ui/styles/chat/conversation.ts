/** The look of a conversation: its head and its foot. */
import { css } from 'lit';
import { avatarStyles } from '../../components/person-avatar.js';

export const conversationStyles = [
  avatarStyles,
  css`
    :host {
      display: flex;
      flex-direction: column;
      min-block-size: 0;
      min-inline-size: 0;
      background: var(--_im-surface);
    }

    header {
      display: flex;
      align-items: center;
      gap: 10px;
      min-block-size: 56px;
      padding: 8px 12px;
      border-block-end: var(--_im-line) solid var(--_im-border);
    }

    .back {
      flex: none;
      margin-inline-start: -6px;
      margin-inline-end: -4px;
    }

    .who {
      display: flex;
      flex: none;
    }

    .words {
      flex: 1;
      min-inline-size: 0;
    }

    .title {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
      font-size: 1.07em;
      font-weight: 650;
      line-height: 1.3;
      overflow-wrap: anywhere;
    }

    .title:focus {
      outline: none;
    }

    .about {
      color: var(--_im-muted);
      font-size: 0.9em;
      line-height: 1.35;
      display: flex;
      gap: 0.35em;
      white-space: nowrap;
    }

    .about > :is(bdi, .jid) {
      min-inline-size: 0;
      overflow: hidden;
      text-overflow: ellipsis;
    }

    .domain {
      font-weight: 650;
    }

    im-message-list {
      flex: 1;
    }

    im-notice {
      margin: 0 12px 8px;
    }

    im-question {
      margin: 0 12px 12px;
    }

    .bar {
      display: grid;
      gap: 10px;
      padding: 12px 16px 14px;
      border-block-start: var(--_im-line) solid var(--_im-border);
      background: var(--_im-raised);
    }

    .bar p {
      overflow-wrap: anywhere;
    }

    .bar strong {
      display: block;
      font-weight: 600;
    }

    .answers {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }

    .bar .button:not(.primary) {
      background: var(--_im-surface);
    }
  `,
];
