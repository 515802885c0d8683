import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { done, failed, type AdminProblem, type Outcome } from '../../../../src/admin/outcome.js';
import { publishOnce } from '../../../../src/admin/policy/publication.js';
import type { Published, Revision } from '../../../../src/admin/policy/revision.js';

const MINE = 'mine';

function revision(id: string, parent: number): Revision {
  return { id, revision: parent + 1, parent, draft: undefined, errors: [], publisher: undefined, at: undefined };
}

/** A node, newest first, with what goes wrong at each publication, and what happens around it. */
class FakeNode {
  present: Revision[];
  puts = 0;
  online = true;
  readonly #faults: ((take: () => void) => Outcome)[];

  constructor(present: readonly Revision[], faults: readonly ((take: () => void) => Outcome)[] = []) {
    this.present = [...present];
    this.#faults = [...faults];
  }

  publish(base: Revision | null): Promise<Published> {
    return publishOnce({
      id: MINE,
      base,
      read: async () => (this.online ? done([...this.present]) : failed({ kind: 'offline' })),
      put: async () => {
        this.puts++;
        const take = (): void => {
          this.present = [revision(MINE, base?.revision ?? 0), ...this.present.filter(({ id }) => id !== MINE)];
        };
        const fault = this.#faults.shift();
        if (fault) return fault(take);
        take();
        return done(undefined);
      },
      isBack: async () => this.online,
    });
  }
}

const base = revision('base', 0);
const mine = revision(MINE, 1);
const offline: Outcome = failed({ kind: 'offline' });

describe('a publication', () => {
  test('on what is there is saved', async () => {
    assert.deepEqual(await new FakeNode([base]).publish(base), { kind: 'saved', mine });
    assert.deepEqual(await new FakeNode([]).publish(null), { kind: 'saved', mine: revision(MINE, 0) });
  });

  test('on what is not the newest any more is none', async () => {
    const theirs = revision('theirs', 1);
    const node = new FakeNode([theirs, base]);
    assert.deepEqual(await node.publish(base), { kind: 'behind', theirs: [theirs] });
    assert.equal(node.puts, 0);
    assert.deepEqual(await node.publish(null), { kind: 'behind', theirs: [theirs, base] });
    assert.deepEqual(await node.publish(revision('gone', 4)), { kind: 'behind', theirs: [theirs, base] });
  });

  for (const [why, order] of [
    ['before ours', (present: Revision[], theirs: Revision) => [present[0], theirs, ...present.slice(1)]],
    ['after ours', (present: Revision[], theirs: Revision) => [theirs, ...present]],
  ] as const) {
    test(`is told of one from the same parent that came in ${why}`, async () => {
      const theirs = revision('theirs', 1);
      const node: FakeNode = new FakeNode(
        [base],
        [
          (take) => {
            take();
            node.present = order(node.present, theirs).filter((one) => one !== undefined);
            return done(undefined);
          },
        ],
      );
      const inForce = why === 'after ours' ? 'theirs' : MINE;
      assert.deepEqual(await node.publish(base), { kind: 'crossed', mine, theirs: [theirs], inForce });
    });
  }

  test('on which somebody has built at once is saved', async () => {
    const next = revision('next', 2);
    const node: FakeNode = new FakeNode(
      [base],
      [
        (take) => {
          take();
          node.present = [next, ...node.present];
          return done(undefined);
        },
      ],
    );
    assert.deepEqual(await node.publish(base), { kind: 'saved', mine });
  });
});

describe('an answer that was lost', () => {
  test('is found again where the publication was taken', async () => {
    const node = new FakeNode(
      [base],
      [
        (take) => {
          take();
          return offline;
        },
      ],
    );
    assert.deepEqual(await node.publish(base), { kind: 'saved', mine });
    assert.equal(node.puts, 1);
  });

  test('is a reason to publish again where it was not, with the same id', async () => {
    const node = new FakeNode([base], [() => offline, () => failed({ kind: 'timeout' })]);
    assert.deepEqual(await node.publish(base), { kind: 'saved', mine });
    assert.deepEqual([node.puts, node.present.length], [3, 2]);
  });

  test('is none where somebody else was faster meanwhile', async () => {
    const theirs = revision('theirs', 1);
    const node: FakeNode = new FakeNode(
      [base],
      [
        () => {
          node.present = [theirs, ...node.present];
          return offline;
        },
      ],
    );
    assert.deepEqual(await node.publish(base), { kind: 'behind', theirs: [theirs] });
  });

  test('is all that is known where the connection does not come back', async () => {
    const node: FakeNode = new FakeNode(
      [base],
      [
        () => {
          node.online = false;
          return offline;
        },
      ],
    );
    assert.deepEqual(await node.publish(base), { kind: 'failed', problem: { kind: 'offline' } });
  });
});

describe('what is refused', () => {
  test('is not tried again', async () => {
    const problem: AdminProblem = { kind: 'forbidden' };
    const node = new FakeNode([base], [() => failed(problem)]);
    assert.deepEqual(await node.publish(base), { kind: 'failed', problem });
    assert.equal(node.puts, 1);
  });

  test('because the server has no time is tried again, and not for ever', async () => {
    const busy = failed({ kind: 'refused', condition: 'internal-server-error' });
    assert.equal((await new FakeNode([base], [() => busy]).publish(base)).kind, 'saved');
    const node = new FakeNode(
      [base],
      Array.from({ length: 100 }, () => () => busy),
    );
    assert.equal((await node.publish(base)).kind, 'failed');
    assert.ok(node.puts < 20);
  });

  test('says so on a node that keeps nothing', async () => {
    const node = new FakeNode([base], [() => done(undefined)]);
    assert.deepEqual(await node.publish(base), { kind: 'failed', problem: { kind: 'not-found' } });
  });
});
