import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isReached, reachOf, reachWords, type Reach } from '../../../src/admin/policy/domain-reach.js';
import { changesOf, isCrossed } from '../../../src/admin/policy/revision-changes.js';
import { isPublicSuffix } from '../../../src/admin/policy/public-suffix.js';
import type { Domain } from '../../../src/core/jid.js';
import type { IqAnswer, IqOptions } from '../../../src/xmpp/iq.js';
import { xml, type Element } from '../../../src/xmpp/element.js';
import { draft, revision } from '../../support/policy-drafts.js';

describe('whether a domain is served', () => {
  const BOOKS = { ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' };

  async function reach(answer: IqAnswer, isOnline = true): Promise<{ reach: Reach; asked: (string | undefined)[] }> {
    const asked: (string | undefined)[] = [];
    const get = async (payload: Element, options?: IqOptions): Promise<IqAnswer> => {
      assert.ok(payload.is('query', 'http://jabber.org/protocol/disco#info'));
      asked.push(options?.to);
      return answer;
    };
    return { reach: await reachOf({ domain: 'example.com' as Domain, isOnline, get }, BOOKS), asked };
  }

  test('is told by its answer, asked for by its U-labels', async () => {
    const served = await reach({ ok: true, stanza: xml('iq', { type: 'result' }) });
    assert.deepEqual(served, { reach: 'answers', asked: ['bücher.example'] });
  });

  for (const [condition, expected] of [
    ['remote-server-not-found', 'silent'],
    ['remote-server-timeout', 'silent'],
    ['timeout', 'silent'],
    ['item-not-found', 'silent'],
    ['not-allowed', 'closed'],
    ['forbidden', 'closed'],
    ['disconnected', 'unknown'],
  ] as const) {
    test(`${condition}: ${expected}`, async () => {
      assert.equal((await reach({ ok: false, condition })).reach, expected);
      assert.equal(isReached(expected), reachWords(expected) === '');
    });
  }

  test('nobody is asked without a connection, and nobody about our own', async () => {
    assert.deepEqual(await reach({ ok: false, condition: 'timeout' }, false), { reach: 'unknown', asked: [] });
    const never = async (): Promise<IqAnswer> => assert.fail();
    for (const domain of [BOOKS.ascii, BOOKS.unicode]) {
      assert.equal(await reachOf({ domain: domain as Domain, isOnline: true, get: never }, BOOKS), 'own');
    }
  });
});

describe('what a revision changed', () => {
  const [first, second] = [revision(1, draft()), revision(2, draft({ addBack: 'all' }))];

  test('is the difference to the one that it was made from', () => {
    const fourth = revision(4, draft({ handling: 'prompt' }), { parent: 2 });
    const changes = changesOf([fourth, revision(3, undefined), second, first], 0);
    assert.deepEqual(changes.kind === 'changes' && changes.lines.map(({ field }) => field), ['handling', 'addBack']);
  });

  test('cannot be told without that one, of the first, or of one that cannot be read', () => {
    const all = [revision(4, draft(), { parent: 3 }), revision(0, undefined), second, first];
    assert.deepEqual(
      all.map((_, index) => changesOf(all, index).kind),
      ['unknown', 'unreadable', 'changes', 'first'],
    );
  });

  test('two that were made from the same one crossed; unreadable ones never do', () => {
    const other = revision(2, draft(), { id: 'other' });
    const unreadable = [revision(3, undefined), revision(4, undefined)];
    const all = [...unreadable, other, second, first];
    assert.deepEqual(
      all.map((each) => isCrossed(all, each)),
      [false, false, true, true, false],
    );
  });
});

describe('public suffixes', () => {
  test('are top-level domains, registries and providers, and nothing below or beside them', () => {
    for (const suffix of ['com', 'de', 'co.uk', 'com.au', 'or.jp', 'github.io', 'vercel.app']) {
      assert.ok(isPublicSuffix(suffix), suffix);
    }
    for (const domain of ['example.com', 'example.co.uk', 'uk.example', 'x.github.io', 'constructor.constructor']) {
      assert.ok(!isPublicSuffix(domain), domain);
    }
  });
});
