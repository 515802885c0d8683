import { DirectorySearchElement } from '../ui/containers/directory-search.js';
import type { ImDirectorySearchElement } from './api.js';
import { onSite } from './on-site.js';

/**
 * Searches the organisation's directory, on a web site. Where nobody is signed in it asks them to, or asks the site.
 *
 * @summary Search of the organisation's directory.
 * @tag im-directory-search
 */
export class ImDirectorySearch extends onSite(DirectorySearchElement) implements ImDirectorySearchElement {}
