/** What a server says at /.well-known/, by a connection of its own, as the page of another site asks. */
import { once } from 'node:events';
import { request, type IncomingMessage, type IncomingHttpHeaders } from 'node:http';

export interface Document {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export async function wellKnown(port: number, domain: string, path: string, method = 'GET'): Promise<Document> {
  const headers = { host: domain, origin: 'https://site.example' };
  const asked = request({ host: '127.0.0.1', port, method, path: `/.well-known/${path}`, headers, agent: false });
  const [response] = (await once(asked.end(), 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() };
}

/** The WebSocket that host-meta in JSON names (XEP-0156). */
export function webSocketOf(body: string): string | undefined {
  const { links } = JSON.parse(body) as { links: { rel: string; href: string }[] };
  return links.find(({ rel }) => rel === 'urn:xmpp:alt-connections:websocket')?.href;
}
