/** Icons of the Options window, in the manner of `icons.ts`. */
import { svg } from 'lit';
import { icon } from './icons.js';

export const optionIcons = {
  requests: icon(
    svg`<circle cx="8" cy="7" r="3.1"/><path d="M2.6 16.6c.5-3 2.6-4.6 5.4-4.6 1.4 0 2.6.4 3.5 1.1M13 15l1.9 1.9 3-3.6"/>`,
  ),
  bell: icon(
    svg`<path d="M10 3a4.8 4.8 0 0 0-4.8 4.8c0 3.9-1.7 5-1.7 5.9h13c0-.9-1.7-2-1.7-5.9A4.8 4.8 0 0 0 10 3zM8.2 16.4a1.9 1.9 0 0 0 3.6 0"/>`,
  ),
  messages: icon(
    svg`<path d="M4.5 3.8h11a1.5 1.5 0 0 1 1.5 1.5v6.9a1.5 1.5 0 0 1-1.5 1.5H9l-4 3v-3h-.5A1.5 1.5 0 0 1 3 12.2V5.3a1.5 1.5 0 0 1 1.5-1.5zM6.5 7.5h7M6.5 10.2h4.5"/>`,
  ),
  look: icon(svg`<circle cx="10" cy="10" r="7"/><path fill="currentColor" stroke="none" d="M10 3a7 7 0 0 1 0 14z"/>`),
  expected: icon(
    svg`<circle cx="8" cy="7" r="3.1"/><path d="M2.6 16.6c.5-3 2.6-4.6 5.4-4.6 1.3 0 2.4.3 3.3.9M15 11.5v6M12 14.5h6"/>`,
  ),
  log: icon(svg`<path d="M7.5 5h9M7.5 10h9M7.5 15h9M3.8 5h.1M3.8 10h.1M3.8 15h.1"/>`),
  archive: icon(svg`<path d="M3.5 4h13v3.5h-13zM4.5 7.5V16h11V7.5M8 10.5h4"/>`),
  account: icon(svg`<circle cx="10" cy="7" r="3.3"/><path d="M3.8 17c.6-3.3 3-5 6.2-5s5.6 1.7 6.2 5"/>`),
  forward: icon(svg`<path d="m8 4.5 5.5 5.5L8 15.5"/>`, true),
  copy: icon(svg`<path d="M7.5 7.5h9v9h-9zM4.5 12.5h-1v-9h9v1"/>`),
} as const;
