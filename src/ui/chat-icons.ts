/** Icons of conversations, in the manner of `icons.ts`. */
import { svg } from 'lit';
import type { Delivery } from '../core/chat/chat-view.js';
import { drawing, icon, icons } from './icons.js';

export const chatIcons = {
  send: icon(svg`<path d="M3.5 10 3 3.6 17 10 3 16.4z M3.5 10H9"/>`, true),
  lock: icon(svg`<path d="M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9"/>`),
  pencil: icon(svg`<path d="m4 13.2 8.6-8.6 2.8 2.8L6.8 16H4z"/>`),
  stranger: icon(
    svg`<circle cx="8" cy="7" r="3.1"/><path d="M2.6 16.6c.5-3 2.6-4.6 5.4-4.6 1.2 0 2.2.3 3.1.8M14.2 11.4c.2-1.2 3.4-1.2 3.4.6 0 1.3-1.7 1.3-1.7 2.6M15.9 17v.1"/>`,
  ),
} as const;

export const deliveryIcons: Readonly<Record<Delivery, ReturnType<typeof icon>>> = {
  waiting: icons.clock,
  sent: icons.check,
  received: icon(svg`<path d="m2.5 10.5 3.7 3.7 7.3-8M9.6 13.6l.6.6 7.3-8"/>`),
  displayed: icon(
    svg`<path d="M3 10s2.6-4.8 7-4.8S17 10 17 10s-2.6 4.8-7 4.8S3 10 3 10z"/><circle cx="10" cy="10" r="1.9"/>`,
  ),
  failed: icons.warning,
};

/** For the place of a conversation where none is open: two bubbles. */
export const bubbles = drawing(
  svg`<path d="M14 8h36a6 6 0 0 1 6 6v18a6 6 0 0 1-6 6H28L16 48V38h-2a6 6 0 0 1-6-6V14a6 6 0 0 1 6-6z"/><path opacity=".45" d="M64 26h10a6 6 0 0 1 6 6v18a6 6 0 0 1-6 6h-2v10L60 56H40a6 6 0 0 1-5.6-4M20 20h24M20 28h14"/>`,
);
