import { assert } from 'chai';
import { IndexedDbStore } from '../../src/session/indexed-db-store.js';

describe('a store in IndexedDB', () => {
  it('lets others delete its database, and makes a new one when it is next needed', async () => {
    const store = await IndexedDbStore.open('deleted');
    await store.set({ kept: 1 });
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase('deleted');
      request.addEventListener('success', resolve);
      request.addEventListener('blocked', () => reject(new Error('it is still open')));
    });
    assert.isUndefined(await store.get('kept'));
    await store.set({ kept: 2 });
    assert.equal(await store.get('kept'), 2);
  });
});
