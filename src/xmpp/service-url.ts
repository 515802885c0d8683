/**
 * The address of a service is a full `wss://` URL; `ws://` serves on this machine only, where
 * nobody listens in between. It is used as it is, and never followed elsewhere.
 */

/** The URL as it is to be used, or undefined if it may not be. */
export function serviceUrl(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return undefined; // not a URL
  }
  const secure = url.protocol === 'wss:' || (url.protocol === 'ws:' && isThisMachine(url.hostname));
  // A fragment, empty or not, is nothing that a WebSocket can be opened with.
  return secure && !url.username && !url.password && !url.href.includes('#') ? url.href : undefined;
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
