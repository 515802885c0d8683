/** The popup of the toolbar button; also what a notification of requests opens. Only wires. */
import { showMessenger } from './messenger-page.js';
import { findPanel } from './side-panel.js';

const messenger = await showMessenger();
const openPanel = await findPanel();
messenger.canDock = openPanel !== undefined;
messenger.addEventListener('im-panel-wanted', () => void openPanel?.().then(() => close()));
