import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { beginningOf, blocksOf, isEmojiOnly } from '../../../src/ui/chat/message-blocks.js';

describe('the blocks of a message', () => {
  it('is prose unless a fence says that it is code', () => {
    assert.deepEqual(blocksOf('  a\n*b* <b>c</b>'), [{ kind: 'prose', text: '  a\n*b* <b>c</b>' }]);
  });

  it('keeps the indentation of code, and the prose around it', () => {
    assert.deepEqual(blocksOf('look:\n```ts\n  if (a)\n\n    b();\n```\n\nright?'), [
      { kind: 'prose', text: 'look:' },
      { kind: 'code', text: '  if (a)\n\n    b();' },
      { kind: 'prose', text: 'right?' },
    ]);
  });

  it('goes on to the end with a fence that nobody closed', () => {
    assert.deepEqual(blocksOf('```\na\nb'), [{ kind: 'code', text: 'a\nb' }]);
  });

  it('takes no fence from within a line', () => {
    assert.deepEqual(blocksOf('write ``` to begin\n``` and so on'), [
      { kind: 'prose', text: 'write ``` to begin\n``` and so on' },
    ]);
  });
});

describe('the beginning of a long message', () => {
  it('is wanted for many lines or many characters only', () => {
    assert.equal(beginningOf('a\n'.repeat(15)), undefined);
    assert.equal(beginningOf('word '.repeat(300)), undefined);
    assert.equal(beginningOf('a\n'.repeat(40)), Array.from({ length: 12 }, () => 'a').join('\n'));
  });

  it('ends between words, and within none of the characters of a long one', () => {
    const prose = beginningOf('word '.repeat(1000));
    assert.match(prose ?? '', /word$/);
    const emoji = beginningOf(`a${'😀'.repeat(2000)}`);
    assert.doesNotMatch(emoji ?? '', /[\uD800-\uDBFF]$/);
    assert.ok((emoji?.length ?? 0) > 1000);
  });
});

describe('a message of emoji only', () => {
  for (const text of ['😀', '👍🏽 👍🏽', '👨‍👩‍👧‍👦', '🇩🇪🇫🇷', '❤️', '🏴󠁧󠁢󠁷󠁬󠁳󠁿']) {
    it(`is ${text}`, () => assert.equal(isEmojiOnly(text), true));
  }
  for (const text of ['', ' ', '1', '#', 'a😀', '😀'.repeat(6), '5️⃣ to 4']) {
    it(`is not ${JSON.stringify(text)}`, () => assert.equal(isEmojiOnly(text), false));
  }
});
