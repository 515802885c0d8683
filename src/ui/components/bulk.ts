/** What is needed for many requests at once; loaded when somebody selects, or looks at one domain. */
import { BulkBar } from './bulk-bar.js';
import { BulkProgress } from './bulk-progress.js';

export const definitions = { 'im-bulk-bar': BulkBar, 'im-bulk-progress': BulkProgress };
