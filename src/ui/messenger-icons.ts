/** Icons of the tabs, and of the button that shows the panel. */
import { svg } from 'lit';
import { icon, icons } from './icons.js';

export const messengerIcons = {
  requests: icon(
    svg`<path d="M3.2 11.2 5.4 4.6h9.2l2.2 6.6v3.2a1.4 1.4 0 0 1-1.4 1.4H4.6a1.4 1.4 0 0 1-1.4-1.4zM3.2 11.2h3.9c.3 1.6 1.4 2.4 2.9 2.4s2.6-.8 2.9-2.4h3.9"/>`,
  ),
  contacts: icon(
    svg`<circle cx="7.6" cy="7" r="2.8"/><path d="M2.6 16.2c.3-3 2.3-4.8 5-4.8s4.7 1.8 5 4.8M12.8 4.6a2.7 2.7 0 0 1 0 4.9M14.4 11.9c1.8.6 2.8 2.1 3 4.3"/>`,
  ),
  chats: icon(
    svg`<path d="M10 3.6c4 0 7 2.6 7 5.9s-3 5.9-7 5.9c-.8 0-1.6-.1-2.3-.3L4 16.6l.9-3.1C3.7 12.4 3 11 3 9.5c0-3.3 3-5.9 7-5.9z"/>`,
  ),
  search: icons.search,
  panel: icon(svg`<rect x="3" y="4" width="14" height="12" rx="1.8"/><path d="M12 4v12"/>`, true),
} as const;
