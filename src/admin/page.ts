/** The page `index.html` that an organisation can host as it is. Only wires. */
import { followAddress, type ConsoleElement } from './follow-address.js';
import { registerConsole } from './register.js';

registerConsole();
const console = document.querySelector<ConsoleElement>('im-admin-console');
if (console) followAddress(console);
