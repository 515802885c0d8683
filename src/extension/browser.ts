/** The one file that imports the polyfill, which throws outside extensions. */
export { default as browser } from 'webextension-polyfill';
