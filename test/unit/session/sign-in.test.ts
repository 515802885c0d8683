import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SignInRecord } from '../../../src/session/sign-in-record.js';
import { SignIn } from '../../../src/session/sign-in.js';
import { FakePlatform } from '../../support/fake-platform.js';
import { INA } from '../core/device.js';

const RECORD: SignInRecord = { jid: INA, username: 'ina', service: null, stay: true, bearer: false };
const TOKEN = { mechanism: 'HT-SHA-256-NONE', token: 'secret', expiry: '2030-01-01T00:00:00Z' };

describe('a sign-in that is forgotten leaves nothing behind', () => {
  let platform: FakePlatform;

  function signIn(): SignIn {
    platform = new FakePlatform();
    const made = new SignIn(platform, RECORD, { kind: 'password', password: 'pencil', allowPlain: false });
    made.tokenSaved(TOKEN);
    return made;
  }

  /** All but the strongest mechanism of a domain, which is about nobody. */
  function keys(): string[] {
    const all = [platform.sessionStore, platform.localStore].flatMap(({ entries }) => [...entries.keys()]);
    return all.filter((key) => !key.startsWith('strength:')).sort();
  }

  test('(one that succeeded is kept)', async () => {
    await signIn().succeeded();
    assert.deepEqual(keys(), ['sign-in', 'sign-in', 'token']);
  });

  test('where it is still being kept', async () => {
    const forgotten = signIn();
    await forgotten.choose(['SCRAM-SHA-256']);
    const kept = forgotten.succeeded();
    await Promise.all([kept, forgotten.forget()]);
    assert.deepEqual(keys(), []);
  });

  test('where it succeeds only after that', async () => {
    const forgotten = signIn();
    await forgotten.forget();
    await forgotten.succeeded();
    assert.deepEqual(keys(), []);
  });
});
