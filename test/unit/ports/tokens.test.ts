import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { CommandResult } from '../../../src/ports/protocol.js';
import { INA } from '../core/device.js';
import { Host, OPEN, types } from './fake-host.js';
import { turn } from './wire.js';

const GIVING = { ...OPEN, givesTokens: true };
const SIGN_IN = { type: 'command', id: 1, command: { name: 'sign-in-with-token', jid: INA, service: null } };

/** A host whose sign-in wants a token, and says which it got. */
function wanting(context: TestContext): Host & { readonly got: (string | undefined)[] } {
  const host = new Host(context);
  const got: (string | undefined)[] = [];
  host.session.perform = async (_, askToken): Promise<CommandResult> => {
    got.push(await askToken(INA));
    return { ok: true };
  };
  return Object.assign(host, { got });
}

test('a token is asked of the page that signs in', async (context) => {
  const host = wanting(context);
  const [, page] = [await host.connect(GIVING), await host.connect(GIVING, SIGN_IN)];
  assert.deepEqual(page.toPage.at(-1), { type: 'credential-wanted', id: 1, jid: INA });
  page.say({ type: 'credential', id: 1, token: 'abc' });
  await page.deliver();
  assert.deepEqual(host.got, ['abc']);
  assert.deepEqual(types(page.toPage).at(-1), 'done');
});

test('a token is asked of another page if the first has none, or is gone', async (context) => {
  for (const end of ['none', 'gone']) {
    const host = wanting(context);
    const [other, page] = [await host.connect(GIVING), await host.connect(GIVING, SIGN_IN)];
    if (end === 'gone') await page.cut();
    else page.say({ type: 'credential', id: 1, token: null });
    await turn();
    await other.deliver();
    other.say({ type: 'credential', id: 1, token: 'xyz' });
    await turn();
    assert.deepEqual(host.got, ['xyz'], end);
    context.mock.timers.reset();
  }
});

test('a token is not asked of a page that gives none', async (context) => {
  const host = wanting(context);
  const page = await host.connect(OPEN, SIGN_IN);
  assert.deepEqual(host.got, [undefined]);
  assert.deepEqual(types(page.toPage), ['snapshot', 'done']);
});

test('a token that does not come is waited for half a minute', async (context) => {
  const host = wanting(context);
  await host.connect(GIVING, SIGN_IN);
  host.tick(29_999);
  await turn();
  assert.deepEqual(host.got, []);
  host.tick(1);
  await turn();
  assert.deepEqual(host.got, [undefined]);
});

test('a token that nobody asked for is passed over', async (context) => {
  const host = wanting(context);
  const page = await host.connect(GIVING, SIGN_IN, { type: 'credential', id: 2, token: 'abc' });
  assert.deepEqual(host.got, []);
  page.say({ type: 'credential', id: 1, token: 'right' });
  page.say({ type: 'credential', id: 1, token: 'late' });
  await turn();
  assert.deepEqual(host.got, ['right']);
});
