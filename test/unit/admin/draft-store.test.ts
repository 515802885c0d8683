import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PolicyEditor, FIRST_DRAFT } from '../../../src/admin/policy/draft-store.js';
import type { PolicyState } from '../../../src/admin/policy/revision.js';
import { FakePolicyStore, foreign, ready } from '../../support/fake-policy-store.js';
import { draft, listed, revision } from '../../support/policy-drafts.js';

const FIRST = revision(1, draft());
const THEIRS = revision(2, draft({ handling: 'prompt' }), { id: 'theirs-2' });

function editing(state: PolicyState = ready([FIRST])): { store: FakePolicyStore; editor: PolicyEditor } {
  const store = new FakePolicyStore(state);
  return { store, editor: new PolicyEditor(store) };
}

function changed(editor: PolicyEditor): string[] {
  return editor.changes.map(({ field, before, after }) => `${field}: ${before} → ${after}`);
}

test('begins with the revision in force, once it is known, and with nothing to save', () => {
  const { store, editor } = editing({ kind: 'unknown' });
  assert.equal(editor.draft, undefined);
  editor.set({ addBack: 'all' });
  store.tell(ready([FIRST]));
  assert.deepEqual(editor.draft, draft());
  assert.deepEqual([editor.isChanged, editor.canSave], [false, false]);
});

test('where nothing was published, the first draft can be saved as it is', async () => {
  const { store, editor } = editing(ready([]));
  assert.deepEqual([editor.draft, editor.base, editor.isChanged, editor.canSave], [FIRST_DRAFT, null, false, true]);
  assert.equal((await editor.save())?.kind, 'saved');
  assert.deepEqual(store.published, [{ draft: FIRST_DRAFT, base: null }]);
  assert.equal(editor.canSave, false);
});

test('says what was changed; discarding goes back', () => {
  const { editor } = editing();
  editor.set({ addBack: 'all', domains: listed('example.com', 'example.org') });
  assert.deepEqual(changed(editor), ['addBack: From the listed domains → All of them', 'domains:  → example.org']);
  assert.ok(editor.canSave);
  editor.discard();
  assert.deepEqual([editor.draft, editor.isChanged], [draft(), false]);
});

test('whoever may not publish cannot save', async () => {
  const { store, editor } = editing(foreign([FIRST]));
  editor.set({ addBack: 'all' });
  assert.equal(await editor.save(), undefined);
  assert.deepEqual([editor.canSave, store.published], [false, []]);
});

test('what is saved is published on the revision it began with, and is the new base', async () => {
  const { store, editor } = editing();
  editor.set({ addBack: 'all' });
  const saving = editor.save();
  assert.deepEqual([editor.isSaving, editor.canSave], [true, false]);
  assert.equal(await editor.save(), undefined, 'not twice');
  editor.set({ temporaryAvailability: true });
  await saving;
  assert.deepEqual(store.published, [{ draft: draft({ addBack: 'all' }), base: FIRST }]);
  assert.deepEqual(changed(editor), ['temporaryAvailability: off → on'], 'typed while it was being saved');
  assert.equal(editor.base?.revision, 2);
});

test('a store that has not read our publication yet takes nothing back', async () => {
  const { store, editor } = editing();
  store.answers.push((mine) => {
    queueMicrotask(() => store.tell(ready([FIRST])));
    return { kind: 'saved', mine: { ...mine, draft: mine.draft } };
  });
  editor.set({ addBack: 'all' });
  await editor.save();
  store.tell(ready([FIRST]));
  assert.deepEqual([editor.draft?.addBack, editor.isChanged], ['all', false]);
});

test('a refused publication leaves the changes where they are', async () => {
  const { store, editor } = editing();
  store.answers.push(() => ({ kind: 'failed', problem: { kind: 'forbidden' } }));
  editor.set({ addBack: 'all' });
  assert.equal((await editor.save())?.kind, 'failed');
  assert.deepEqual([editor.isChanged, editor.canSave], [true, true]);
});

test('follows what others publish as long as nothing is changed here', () => {
  const { store, editor } = editing();
  store.add(THEIRS);
  assert.deepEqual([editor.draft, editor.clash, editor.isChanged], [THEIRS.draft, undefined, false]);
});

describe('somebody else publishes while something is changed here:', () => {
  function clashing(): ReturnType<typeof editing> {
    const made = editing();
    made.editor.set({ addBack: 'all' });
    made.store.add(THEIRS);
    return made;
  }

  test('nothing changes but that Save waits', () => {
    const { editor } = clashing();
    assert.deepEqual(editor.draft, draft({ addBack: 'all' }));
    assert.deepEqual(editor.clash, { kind: 'behind', base: draft(), mine: draft({ addBack: 'all' }), theirs: THEIRS });
    assert.equal(editor.canSave, false);
  });

  test('mine on top of theirs is both, and what was typed meanwhile', async () => {
    const { store, editor } = clashing();
    editor.set({ temporaryAvailability: true });
    editor.keepMine();
    assert.deepEqual(editor.draft, draft({ addBack: 'all', handling: 'prompt', temporaryAvailability: true }));
    assert.equal(editor.clash, undefined);
    await editor.save();
    assert.equal(store.published[0]?.base, THEIRS);
  });

  test('of what both changed, the person says whose', () => {
    const { editor } = clashing();
    editor.set({ handling: 'accept-all' });
    editor.keepMine(new Set(['handling']));
    assert.deepEqual(editor.draft, draft({ addBack: 'all', handling: 'prompt' }));
  });

  test('theirs as it is leaves nothing to save', () => {
    const { editor } = clashing();
    editor.takeTheirs();
    assert.deepEqual([editor.draft, editor.isChanged, editor.clash], [THEIRS.draft, false, undefined]);
  });

  test('a third one counts instead of the second', () => {
    const { store, editor } = clashing();
    const third = revision(3, draft({ handling: 'accept-all' }));
    store.add(third);
    assert.deepEqual([editor.clash?.theirs, editor.clash?.base], [third, draft()]);
  });

  test('if it says the same, there is nothing to choose', () => {
    const { store, editor } = editing();
    editor.set({ addBack: 'all' });
    store.add(revision(2, draft({ addBack: 'all' })));
    assert.deepEqual([editor.clash, editor.isChanged], [undefined, false]);
  });

  test('taking our change back by hand, or discarding it, follows theirs', () => {
    const byHand = clashing().editor;
    byHand.set({ addBack: 'listed' });
    const discarded = clashing().editor;
    discarded.discard();
    for (const editor of [byHand, discarded]) assert.deepEqual([editor.draft, editor.clash], [THEIRS.draft, undefined]);
  });

  test('a publication that cannot be read hides nothing of ours', () => {
    const { store, editor } = editing();
    editor.set({ addBack: 'all' });
    store.add(revision(2, undefined));
    assert.equal(editor.clash?.theirs.draft, undefined);
    editor.keepMine();
    assert.deepEqual([editor.draft, editor.canSave], [draft({ addBack: 'all' }), true]);
  });

  test('Save that finds itself behind says so, and has published nothing', async () => {
    const { store, editor } = editing();
    editor.set({ addBack: 'all' });
    store.answers.push(() => ({ kind: 'behind', theirs: [THEIRS] }));
    assert.equal((await editor.save())?.kind, 'behind');
    assert.deepEqual([editor.clash?.kind, editor.isChanged], ['behind', true]);
  });
});

describe('two publish at the same moment:', () => {
  async function crossing(winner: 'mine' | 'theirs'): Promise<ReturnType<typeof editing>> {
    const made = editing();
    made.editor.set({ addBack: 'all' });
    made.store.answers.push((mine) => {
      made.store.tell(ready(winner === 'mine' ? [mine, THEIRS, FIRST] : [THEIRS, mine, FIRST]));
      return { kind: 'crossed', mine, theirs: [THEIRS], inForce: winner === 'mine' ? mine.id : THEIRS.id };
    });
    await made.editor.save();
    return made;
  }

  test('theirs is in force: mine is unsaved again, alone or on top of theirs', async () => {
    const { editor } = await crossing('theirs');
    assert.equal(editor.clash?.kind, 'lost');
    assert.deepEqual(editor.draft, draft({ addBack: 'all' }));
    editor.insistOnMine();
    assert.deepEqual([editor.draft, editor.base, editor.canSave], [draft({ addBack: 'all' }), THEIRS, true]);
    const both = (await crossing('theirs')).editor;
    both.keepMine();
    assert.deepEqual(both.draft, draft({ addBack: 'all', handling: 'prompt' }));
    const given = (await crossing('theirs')).editor;
    given.takeTheirs();
    assert.deepEqual([given.draft, given.isChanged], [THEIRS.draft, false]);
  });

  test('mine is in force: theirs can be put back, or both together', async () => {
    const { store, editor } = await crossing('mine');
    assert.deepEqual([editor.clash?.kind, editor.isChanged], ['won', false]);
    editor.takeTheirs();
    await editor.save();
    assert.deepEqual(store.published[1]?.draft, THEIRS.draft);
    const left = (await crossing('mine')).editor;
    left.insistOnMine();
    assert.deepEqual([left.clash, left.isChanged], [undefined, false]);
    const both = (await crossing('mine')).editor;
    both.keepMine();
    assert.deepEqual(changed(both).length, 1);
    assert.deepEqual(both.draft, draft({ addBack: 'all', handling: 'prompt' }));
  });

  test('theirs is heard of only after mine was saved: it is told all the same', async () => {
    const { store, editor } = editing();
    editor.set({ addBack: 'all' });
    await editor.save();
    store.add(THEIRS); // made from the first revision, as mine was
    assert.deepEqual([editor.clash?.kind, editor.clash?.base, editor.draft?.addBack], ['lost', draft(), 'all']);
    editor.keepMine();
    assert.deepEqual(editor.draft, draft({ addBack: 'all', handling: 'prompt' }));
  });

  test('what somebody builds on mine is no clash', async () => {
    const { store, editor } = editing();
    editor.set({ addBack: 'all' });
    await editor.save();
    const next = revision(3, draft({ addBack: 'never' }));
    store.add(next);
    assert.deepEqual([editor.clash, editor.draft], [undefined, next.draft]);
  });
});

test('where the revision in force cannot be read, the last readable one can be saved anew', async () => {
  const { store, editor } = editing(ready([revision(2, undefined), FIRST]));
  assert.deepEqual([editor.draft, editor.isChanged, editor.needsMending, editor.canSave], [draft(), false, true, true]);
  await editor.save();
  assert.equal(store.published[0]?.base?.id, 'item-2');
  assert.equal(editor.needsMending, false);
});

test('a node that is gone takes the draft with it, unless something is changed in it', () => {
  const gone = { kind: 'no-node', service: 'pubsub.example.com' } as const;
  const { store, editor } = editing();
  store.tell(gone);
  assert.equal(editor.draft, undefined);
  const other = editing();
  other.editor.set({ addBack: 'all' });
  other.store.tell(gone);
  assert.deepEqual([other.editor.draft?.addBack, other.editor.canSave], ['all', false]);
});

describe('what was in force is gone', () => {
  test('everything: what is saved next is the first again, and what was typed is still there', async () => {
    const { store, editor } = editing();
    editor.set({ addBack: 'all' });
    store.tell(ready([]));
    assert.deepEqual(
      [editor.base, editor.clash, editor.draft?.addBack, editor.canSave],
      [null, undefined, 'all', true],
    );
    assert.equal((await editor.save())?.kind, 'saved');
    assert.equal(store.published[0]?.base, null);
  });

  test('the newest alone: the one before it is in force, and shown', () => {
    const { store, editor } = editing(ready([THEIRS, FIRST]));
    store.tell(ready([FIRST]));
    assert.deepEqual([editor.base, editor.draft, editor.isChanged], [FIRST, FIRST.draft, false]);
  });
});
