import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from '../../../src/ui/differences.js';

/** What differs in brackets. */
function marked(a: string, b: string): string[] {
  return differences(a, b).map((parts) => parts.map(({ text, differs }) => (differs ? `[${text}]` : text)).join(''));
}

test('two texts are cut where they begin or end to differ', () => {
  assert.deepEqual(marked('examp1e.com', 'example.com'), ['examp[1]e.com', 'examp[l]e.com']);
  assert.deepEqual(marked('exаmplе.com', 'example.com'), ['ex[а]mpl[е].com', 'ex[a]mpl[e].com']);
  assert.deepEqual(marked('example.com.elsewhere.test', 'example.com'), [
    'example.com[.elsewhere.test]',
    'example.com',
  ]);
  assert.deepEqual(marked('exarnple.com', 'example.com'), ['exa[rn]ple.com', 'exa[m]ple.com']);
  assert.deepEqual(marked('same', 'same'), ['same', 'same']);
});
