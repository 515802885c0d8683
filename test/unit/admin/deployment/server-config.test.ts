/** What is written into configuration files is what was given, whatever characters it has. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lua, luaList, yaml, yamlList } from '../../../../src/admin/deployment/quoting.js';
import { ejabberdConfig, prosodyConfig } from '../../../../src/admin/deployment/server-config.js';

const BASE = { domain: 'home.example', listedDomains: [], administrators: ['admin@home.example'] };

describe('a string of Lua', () => {
  for (const [given, written] of [
    ['home.example', '"home.example"'],
    ['bücher', '"bücher"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['a\nb\r\0', '"a\\010b\\013\\000"'],
    ['a\n1', '"a\\0101"'],
    ['\u2028\u202e', '"\\226\\128\\168\\226\\128\\174"'],
    [']]--', '"]]--"'],
  ] as const) {
    test(`${written} for ${JSON.stringify(given)}`, () => assert.equal(lua(given), written));
  }
});

describe('a string of YAML', () => {
  for (const [given, written] of [
    ['home.example', '"home.example"'],
    ['a: #b', '"a: #b"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['a\nb', '"a\\U0000000ab"'],
    ['\u0085\u2028\u{e0001}', '"\\U00000085\\U00002028\\U000e0001"'],
    ['\ud800', '"\ufffd"'],
  ] as const) {
    test(`${written} for ${JSON.stringify(given)}`, () => assert.equal(yaml(given), written));
  }

  test('none in a list', () => {
    assert.deepEqual([yamlList([]), yamlList(['a', 'b']), luaList([]), luaList(['a', 'b'])], ['[]', '["a", "b"]', '{ }', '{ "a", "b" }']); // prettier-ignore
  });
});

describe('the configuration of a server', () => {
  for (const [name, write] of [
    ['Prosody', prosodyConfig],
    ['ejabberd', ejabberdConfig],
  ] as const) {
    test(`has administrators in it who can sign in, and names the others: ${name}`, () => {
      const text = write({ ...BASE, administrators: ['admin@home.example', 'home.example', 'a@b\nc'] });
      assert.match(text, /"admin@home\.example"/);
      assert.match(text, /Left out[^\n]*"home\.example", "a@b/);
      assert.doesNotMatch(text, /^c/m);
    });

    test(`says so where nobody is named: ${name}`, () => {
      assert.match(write({ ...BASE, administrators: [] }), /nobody may set the policy/);
      assert.doesNotMatch(write(BASE), /nobody may set the policy/);
    });

    test(`asks the servers of listed domains for certificates, our own not being one: ${name}`, () => {
      const own = { ascii: 'home.example', unicode: 'home.example' };
      const listedDomains = [own, { ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' }, { ascii: 'a b', unicode: 'a b' }]; // prettier-ignore
      const text = write({ ...BASE, listedDomains });
      assert.match(text, /(s2s_secure_domains = \{|server: \[) ?"xn--bcher-kva\.example", "bücher\.example" ?[\]}]/);
      assert.doesNotMatch(write({ ...BASE, listedDomains: [own] }), /s2s_secure_domains|im_listed|im_dialback/);
    });

    test(`names a WebSocket only where one is given: ${name}`, () => {
      const websocketUrl = 'wss://chat.home.example/ws';
      assert.match(write({ ...BASE, websocketUrl }), /"wss:\/\/chat\.home\.example\/ws"/);
      assert.doesNotMatch(write(BASE), /websocket_url/);
    });
  }

  test('names the folder of the kit', () => {
    assert.match(prosodyConfig(BASE), /^plugin_paths = \{ "\/usr\/local\/lib\/prosody\/modules" \}$/m);
    assert.match(
      prosodyConfig({ ...BASE, prosodyModules: '/opt/"kit"' }),
      /^plugin_paths = \{ "\/opt\/\\"kit\\"" \}$/m,
    );
  });
});
