/** The administration console as a page of the extension. Only wires. */
import { followAddress, type ConsoleElement } from '../admin/follow-address.js';
import { registerConsole } from '../admin/register.js';
import { readManaged } from './platform-extension.js';

registerConsole();
const console = document.createElement('im-admin-console') as ConsoleElement;
followAddress(console);
const preset = await readManaged();
console.domain = preset.domain ?? '';
console.service = preset.service ?? '';
document.querySelector('main')?.append(console);
