/** By these names browsers and their policies know the extension; they follow from `manifest.json`. */

/** Chrome, Edge and whatever else is built from Chromium: drawn from the public key in the manifest. */
export const CHROME_EXTENSION_ID = 'phmppobfdbembmaongdoiongijppjeie';

/** Firefox. */
export const FIREFOX_EXTENSION_ID = 'im-contact-requests@im-contact-requests.example';

/** Where Chrome and Edge update from Google's store. */
export const CHROME_WEB_STORE = 'https://clients2.google.com/service/update2/crx';
