import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDomain, type Domain } from '../../../src/core/jid.js';
import { findServices } from '../../../src/xmpp/xep0156-host-meta.js';

const DOMAIN = parseDomain('example.com') as Domain;
const JSON_URL = 'https://example.com/.well-known/host-meta.json';
const XML_URL = 'https://example.com/.well-known/host-meta';
const RELATION = 'urn:xmpp:alt-connections:websocket';
const XRD = "xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'";

/** A web server that has these documents and no others. */
function find(documents: Readonly<Record<string, string>>, asked: string[] = []): Promise<string[]> {
  const fetchText = async (url: string): Promise<string> => {
    asked.push(url);
    const document = documents[url];
    if (document === undefined) throw new Error('404');
    return document;
  };
  return findServices(DOMAIN, fetchText, new AbortController().signal);
}

function json(...links: unknown[]): string {
  return JSON.stringify({ links });
}

test('services are named in JSON', async () => {
  const asked: string[] = [];
  const links = json(
    { rel: 'urn:xmpp:alt-connections:xbosh', href: 'https://example.com/bosh' },
    { rel: RELATION, href: 'wss://a.example.com/ws' },
    { rel: RELATION, href: 'wss://b.example.com/ws' },
  );
  assert.deepEqual(await find({ [JSON_URL]: links }, asked), ['wss://a.example.com/ws', 'wss://b.example.com/ws']);
  assert.deepEqual(asked, [JSON_URL]);
});

const DOCUMENT = `<XRD ${XRD}><Link rel='urn:xmpp:alt-connections:xbosh' href='https://example.com/bosh'/><Link rel='${RELATION}' href='wss://a.example.com/ws'/></XRD>`;

describe('where there is no JSON, services are named in XML:', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['as it is', DOCUMENT],
    ['with a declaration', `<?xml version='1.0' encoding='utf-8'?>\n${DOCUMENT}`],
    ['with a byte order mark', `\ufeff<?xml version='1.0'?>${DOCUMENT}`],
    ['with comments', DOCUMENT.replace('<Link', '<!-- our services -->\n<Link')],
    ['with a comment before it', `<!-- a --><!-- b -->${DOCUMENT}`],
  ];
  for (const [how, document] of cases) {
    test(how, async () => assert.deepEqual(await find({ [XML_URL]: document }), ['wss://a.example.com/ws']));
  }
});

describe('where JSON is of no use, XML is asked for:', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['no JSON', '<html>'],
    ['not an object', '7'],
    ['null', 'null'],
    ['no links', '{}'],
    ['links that are no list', '{"links":{"rel":"x"}}'],
    ['links that are none', json(null, 7, 'x', [])],
    ['no link of ours', json({ rel: 'x', href: 'wss://x.example.com' })],
    ['a link without an address', json({ rel: RELATION })],
    ['a link whose address is no text', json({ rel: RELATION, href: { toString: 1 } })],
    ['a link that is not secure', json({ rel: RELATION, href: 'ws://x.example.com' })],
    ['too long', json({ rel: RELATION, href: `wss://x.example.com/${'x'.repeat(64 * 1024)}` })],
  ];
  for (const [what, document] of cases) {
    test(what, async () => {
      assert.deepEqual(await find({ [JSON_URL]: document, [XML_URL]: DOCUMENT }), ['wss://a.example.com/ws']);
    });
  }
});

describe('a domain names nothing', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['if nothing is there', {}],
    ['if XML is none', { [XML_URL]: '<html><br></html>' }],
    ['if XML names what is not secure', { [XML_URL]: DOCUMENT.replace('wss:', 'ws:') }],
    ['if XML holds a DOCTYPE', { [XML_URL]: `<!DOCTYPE XRD>${DOCUMENT}` }],
    ['if XML is too long', { [XML_URL]: DOCUMENT + ' '.repeat(64 * 1024) }],
  ];
  for (const [what, documents] of cases) test(what, async () => assert.deepEqual(await find(documents), []));
});

test('one that is given up is given up at once', async () => {
  const abort = new AbortController();
  const asked: string[] = [];
  const fetchText = async (url: string): Promise<string> => {
    asked.push(url);
    abort.abort(new Error('signed out'));
    throw new Error('aborted');
  };
  await assert.rejects(findServices(DOMAIN, fetchText, abort.signal));
  assert.deepEqual(asked, [JSON_URL]);
});
