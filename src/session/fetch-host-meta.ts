/** Fetches over the network as host-meta wants it: no credentials, no redirects, no cache in between. */
export async function fetchHostMeta(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { signal, redirect: 'error', credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.text();
}
