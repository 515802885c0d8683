/** Where browsers get the extension, as an administrator enters it. */

export type EnteredAddress =
  { readonly ok: true; readonly url: string | undefined } | { readonly ok: false; readonly why: string };

/** Nothing at all is fine: then the extension is installed by other means. */
export function extensionAddress(text: string): EnteredAddress {
  const typed = text.trim();
  if (typed === '') return { ok: true, url: undefined };
  let url: URL;
  try {
    url = new URL(typed);
  } catch {
    return { ok: false, why: 'This is not an address. Enter all of it, beginning with https://' };
  }
  if (url.username || url.password) {
    return { ok: false, why: 'Everybody can read a browser policy: leave user name and password out of the address.' };
  }
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'https:' || url.protocol === 'file:' || (url.protocol === 'http:' && isLocal)) {
    return { ok: true, url: url.href };
  }
  return {
    ok: false,
    why: 'Browsers install extensions from https:// addresses, or from file:// on the same computer.',
  };
}
