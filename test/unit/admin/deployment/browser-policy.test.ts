import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { browserPolicies, type BrowserPolicyInput } from '../../../../src/admin/deployment/browser-policy.js';
import { extensionAddress } from '../../../../src/admin/deployment/extension-address.js';
import {
  CHROME_EXTENSION_ID,
  CHROME_WEB_STORE,
  FIREFOX_EXTENSION_ID,
} from '../../../../src/admin/deployment/extension-ids.js';
import type { PolicyDraft } from '../../../../src/admin/policy/revision.js';
import { parseManagedPreset } from '../../../../src/extension/managed-preset.js';

const DRAFT: PolicyDraft = {
  allowUserOptions: false,
  handling: 'accept-organization',
  domains: [
    { ascii: 'acme.example', unicode: 'acme.example' },
    { ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' },
  ],
  addBack: 'never',
  temporaryAvailability: true,
  federation: 'open',
  trusted: [],
  refused: [],
  logging: 'unset',
  loggingDays: 0,
  loggingAlways: [],
  loggingNever: [],
  groups: [],
};
const INPUT: BrowserPolicyInput = {
  draft: DRAFT,
  domain: 'acme.example',
  service: 'wss://chat.acme.example/ws',
  pin: true,
  chromeExtensionId: CHROME_EXTENSION_ID,
  firefoxExtensionId: FIREFOX_EXTENSION_ID,
  chromeUpdateUrl: 'https://acme.example/updates.xml',
  firefoxInstallUrl: 'https://acme.example/im.xpi',
};
const VALUES = {
  domain: 'acme.example',
  service: 'wss://chat.acme.example/ws',
  handling: 'accept-organization',
  domains: ['acme.example', 'xn--bcher-kva.example', 'bücher.example'],
  addBack: 'never',
};

function text(id: string, input: Partial<BrowserPolicyInput> = {}): string {
  return browserPolicies({ ...INPUT, ...input }).find((file) => file.id === id)?.text ?? '';
}

test('Chrome on Linux installs the extension, and gives it its values', () => {
  assert.deepEqual(JSON.parse(text('chrome-linux')), {
    ExtensionSettings: {
      [CHROME_EXTENSION_ID]: {
        installation_mode: 'force_installed',
        update_url: 'https://acme.example/updates.xml',
        override_update_url: true,
      },
    },
    '3rdparty': { extensions: { [CHROME_EXTENSION_ID]: VALUES } },
  });
});

test('Firefox does, by its own names', () => {
  assert.deepEqual(JSON.parse(text('firefox')), {
    policies: {
      ExtensionSettings: {
        [FIREFOX_EXTENSION_ID]: { installation_mode: 'force_installed', install_url: 'https://acme.example/im.xpi' },
      },
      '3rdparty': { Extensions: { [FIREFOX_EXTENSION_ID]: VALUES } },
    },
  });
});

for (const [id, product] of [
  ['chrome-windows', 'Google\\Chrome'],
  ['edge-windows', 'Microsoft\\Edge'],
] as const) {
  test(`the registry of ${product} is filled key by key, and what stood there before is removed`, () => {
    const root = `HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\${product}`;
    const policy = `${root}\\3rdparty\\extensions\\${CHROME_EXTENSION_ID}\\policy`;
    assert.equal(
      text(id),
      `Windows Registry Editor Version 5.00

[-${root}\\ExtensionSettings\\${CHROME_EXTENSION_ID}]

[-${policy}]

[${root}\\ExtensionSettings\\${CHROME_EXTENSION_ID}]
"installation_mode"="force_installed"
"update_url"="https://acme.example/updates.xml"
"override_update_url"=dword:00000001

[${policy}]
"domain"="acme.example"
"service"="wss://chat.acme.example/ws"
"handling"="accept-organization"
"addBack"="never"

[${policy}\\domains]
"1"="acme.example"
"2"="xn--bcher-kva.example"
"3"="bücher.example"
`,
    );
  });
}

test('a registry file is UTF-16 LE with a byte order mark, its lines end in CRLF', () => {
  const file = browserPolicies(INPUT).find(({ id }) => id === 'chrome-windows');
  assert.ok(file);
  assert.deepEqual([...file.octets.subarray(0, 4)], [0xff, 0xfe, 0x57, 0x00]);
  const decoded = new TextDecoder('utf-16le').decode(file.octets);
  assert.equal(decoded.replaceAll('\r\n', '\n'), file.text);
  assert.doesNotMatch(decoded, /[^\r]\n/);
  assert.match(decoded, /"3"="bücher\.example"\r\n$/);
});

test('quotes and backslashes do not end a value in the registry', () => {
  assert.match(text('chrome-windows', { domain: 'a"\\b' }), /^"domain"="a\\"\\\\b"$/m);
});

test('without addresses nobody is told to install anything, and what is installed keeps its values', () => {
  const none = { chromeUpdateUrl: undefined, firefoxInstallUrl: undefined };
  for (const { text } of browserPolicies({ ...INPUT, ...none })) assert.doesNotMatch(text, /ExtensionSettings|force_/);
  assert.deepEqual(JSON.parse(text('chrome-linux', none)), {
    '3rdparty': { extensions: { [CHROME_EXTENSION_ID]: VALUES } },
  });
});

test('the store of Chrome updates what comes from it', () => {
  assert.doesNotMatch(text('chrome-linux', { chromeUpdateUrl: CHROME_WEB_STORE }), /override_update_url/);
});

test('a handling that is not pinned is left out, with its domains; so is a service that is to be found', () => {
  for (const input of [{ pin: false }, { draft: null }]) {
    for (const { text } of browserPolicies({ ...INPUT, ...input, service: undefined })) {
      assert.doesNotMatch(text, /handling|domains|addBack|service/);
    }
  }
});

test('a pinned handling without domains has an empty list, for else it could not be read', () => {
  const draft = { ...DRAFT, domains: [] };
  const written = JSON.parse(text('chrome-linux', { draft })) as Record<string, { extensions: object }>;
  assert.deepEqual(written['3rdparty']?.extensions, { [CHROME_EXTENSION_ID]: { ...VALUES, domains: [] } });
  assert.match(text('edge-windows', { draft }), /\\policy\\domains\]\n$/);
});

test('the extension reads what is written as it was meant', () => {
  const { policies } = JSON.parse(text('firefox')) as {
    policies: { '3rdparty': { Extensions: Record<string, Record<string, unknown>> } };
  };
  assert.deepEqual(parseManagedPreset(policies['3rdparty'].Extensions[FIREFOX_EXTENSION_ID] ?? {}), {
    domain: 'acme.example',
    service: 'wss://chat.acme.example/ws',
    policy: { handling: 'accept-organization', domains: VALUES.domains, addBack: 'never' },
  });
});

test('only fields of the schema are written, all of them if there is something to pin', () => {
  const schema = JSON.parse(readFileSync('public/extension/managed-schema.json', 'utf8')) as { properties: object };
  assert.deepEqual(Object.keys(schema.properties).sort(), Object.keys(VALUES).sort());
});

test('the names of the extension are those of its manifest', () => {
  const manifest = JSON.parse(readFileSync('manifest.json', 'utf8')) as {
    key: string;
    browser_specific_settings: { gecko: { id: string } };
  };
  const digest = createHash('sha256').update(Buffer.from(manifest.key, 'base64')).digest('hex').slice(0, 32);
  const letters = digest.replace(/./g, (digit) => String.fromCharCode('a'.charCodeAt(0) + parseInt(digit, 16)));
  assert.equal(CHROME_EXTENSION_ID, letters);
  assert.equal(FIREFOX_EXTENSION_ID, manifest.browser_specific_settings.gecko.id);
});

test('an address of the extension is one that browsers take', () => {
  const url = (text: string): string | undefined => {
    const entered = extensionAddress(text);
    return entered.ok ? entered.url : 'refused';
  };
  assert.equal(url('  '), undefined);
  assert.equal(url(' https://acme.example/a "b".xpi '), 'https://acme.example/a%20%22b%22.xpi');
  assert.equal(url('file:///opt/im.xpi'), 'file:///opt/im.xpi');
  assert.equal(url('http://127.0.0.1:8080/im.xpi'), 'http://127.0.0.1:8080/im.xpi');
  for (const refused of [
    'acme.example/im.xpi',
    'http://acme.example/im.xpi',
    'https://me:secret@acme.example/im.xpi',
    'javascript:1',
  ]) {
    assert.equal(url(refused), 'refused', refused);
  }
});
