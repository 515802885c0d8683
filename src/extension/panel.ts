/** The panel beside the page: Chrome's side panel, Firefox's sidebar; also a page by itself, in a window or a tab. Only wires. */
import { showMessenger } from './messenger-page.js';

await showMessenger();
