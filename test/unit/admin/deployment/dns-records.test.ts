import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRecords, usualRecords, type RecordsEntered } from '../../../../src/admin/deployment/dns-records.js';

function records(changes: Partial<RecordsEntered> = {}, domain = 'acme.example'): ReturnType<typeof readRecords> {
  return readRecords(domain, { ...usualRecords(domain), ...changes });
}

test('the usual ones are lines of a zone file, and commands that ask for them', () => {
  const { dns, errors } = records();
  assert.deepEqual(errors, {});
  assert.deepEqual(dns?.zone.split('\n'), [
    '_xmpp-server._tcp.acme.example. 3600 IN SRV 0 5 5269 xmpp.acme.example.',
    '_xmpp-client._tcp.acme.example. 3600 IN SRV 0 5 5222 xmpp.acme.example.',
    '',
  ]);
  assert.deepEqual(dns.commands.split('\n'), [
    'dig +short SRV _xmpp-server._tcp.acme.example.',
    'dig +short SRV _xmpp-client._tcp.acme.example.',
    '',
  ]);
});

test('names are written as the DNS has them, whatever they were typed as', () => {
  const { dns, hostMeta } = records({ host: ' Chat.BÜCHER.example. ' }, 'bücher.example');
  assert.match(dns?.zone ?? '', /^_xmpp-server\._tcp\.xn--bcher-kva\.example\. .* chat\.xn--bcher-kva\.example\.$/m);
  assert.match(hostMeta?.json ?? '', /wss:\/\/xn--bcher-kva\.example\/xmpp-websocket/);
  for (const name of ['_xmpp-server', '_xmpp-client']) {
    assert.match(records({}, 'bücher.example').dns?.zone ?? '', new RegExp(`^${name}.* xmpp\\.xn--bcher-kva\\.example\\.$`, 'm')); // prettier-ignore
  }
});

test('direct TLS has records where it has ports', () => {
  const { dns } = records({ serverTlsPort: '5270', clientTlsPort: '5223' });
  assert.match(dns?.zone ?? '', /^_xmpps-server\._tcp\.acme\.example\. +3600 IN SRV 0 5 5270 xmpp\.acme\.example\.$/m);
  assert.match(dns?.zone ?? '', /^_xmpps-client\._tcp\.acme\.example\. +3600 IN SRV 0 5 5223 xmpp\.acme\.example\.$/m);
});

test('what cannot be is said at its field, and the rest is there all the same', () => {
  for (const host of [
    '',
    'xmpp',
    '192.0.2.1',
    '[2001:db8::1]',
    'xmpp.acme.example:5222',
    'a b.example',
    'a;b.example',
  ]) {
    const { dns, hostMeta, errors } = records({ host });
    assert.deepEqual([dns, Object.keys(errors)], [undefined, ['host']], host);
    assert.ok(hostMeta);
  }
  for (const port of ['', '0', '65536', '-1', '5222.5', '5e3', 'xmpp', '٥٢٢٢']) {
    assert.deepEqual(Object.keys(records({ clientPort: port }).errors), ['clientPort'], port);
  }
  assert.deepEqual(Object.keys(records({ clientTlsPort: 'x' }).errors), ['clientTlsPort']);
  for (const websocket of ['', 'https://acme.example/', 'ws://acme.example/', 'wss://me@acme.example/']) {
    const { dns, hostMeta, errors } = records({ websocket });
    assert.deepEqual([hostMeta, Object.keys(errors)], [undefined, ['websocket']], websocket);
    assert.ok(dns);
  }
});

test('host-meta names the WebSocket in both of its forms', () => {
  const { hostMeta } = records({ websocket: 'wss://acme.example/ws?a=1&b="2"' });
  const href = 'wss://acme.example/ws?a=1&b=%222%22';
  assert.deepEqual(JSON.parse(hostMeta?.json ?? ''), { links: [{ rel: 'urn:xmpp:alt-connections:websocket', href }] });
  assert.match(
    hostMeta?.xml ?? '',
    /<Link rel="urn:xmpp:alt-connections:websocket" href="wss:\/\/acme\.example\/ws\?a=1&#38;b=%222%22"\/>/,
  );
});
