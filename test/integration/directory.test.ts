/** Searching the organisation's people (XEP-0055): with the server kit on Prosody, and on ejabberd. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { DirectoryPage } from '../../src/core/people-view.js';
import type { CommandResult } from '../../src/ports/protocol.js';
import type { RawClient } from '../servers/raw-client.js';
import { IS_EJABBERD, onlyEjabberd, onlyProsody } from '../servers/start-server.js';
import type { Device } from '../support/device.js';
import { HOME, OUTSIDE, Scene, type Person } from '../support/scene.js';

interface Card {
  readonly first: string;
  readonly last: string;
  readonly title?: string;
  readonly mail?: string;
  readonly nick?: string;
}

const MANY = 60;
const scene = await Scene.start({
  hosts: [
    { domain: HOME, pubsub: true, accounts: [] },
    { domain: OUTSIDE, accounts: [] },
  ],
  directory: true,
});
after(() => scene.end());

async function writesCard(person: Person, { first, last, title, mail, nick }: Card): Promise<RawClient> {
  const client = await scene.client(person);
  const text = (name: string, value?: string): string => (value ? `<${name}>${value}</${name}>` : '');
  await client.iq(
    'set',
    `<vCard xmlns="vcard-temp"><FN>${first} ${last}</FN><N>${text('FAMILY', last)}${text('GIVEN', first)}</N>` +
      `${text('NICKNAME', nick)}${mail ? `<EMAIL>${text('USERID', mail)}</EMAIL>` : ''}${text('TITLE', title)}</vCard>`,
  );
  return client;
}

async function someone(card: Card, domain = HOME): Promise<Person> {
  const person = await scene.person(domain, card.last.toLowerCase().replace(/[^a-z]/g, ''));
  await (await writesCard(person, card)).close();
  return person;
}

/** Somebody at a device that shows the directory. */
async function searching(): Promise<{ readonly device: Device; readonly person: Person }> {
  const person = await scene.person(HOME, 'searcher');
  const device = await scene.signedIn(person);
  device.page.look({ people: [] });
  await device.until(({ people }) => people !== null, 'the directory to be there');
  return { device, person };
}

async function find(device: Device, text: string, after: string | null = null): Promise<DirectoryPage> {
  const result = (await device.command({ name: 'find-people', text, after })) as CommandResult<DirectoryPage>;
  assert.ok(result.ok && result.data, JSON.stringify(result));
  return result.data;
}

async function names(device: Device, text: string): Promise<string[]> {
  return (await find(device, text)).rows.map(({ name }) => name);
}

const administrator = await scene.administrator(HOME);
await administrator.publish({ domains: [HOME] });
const ina = await someone({ first: 'Ina', last: 'Berg', title: 'Head of Dispatch', mail: 'ina@mail.example' });
const otto = await someone({ first: 'Ótto', last: 'Møller-Lind', nick: 'ottokar' });
await someone({ first: 'Ina', last: 'Elsewhere' }, OUTSIDE);

describe('a search', () => {
  let device: Device;
  let person: Person;
  before(async () => {
    ({ device, person } = await searching());
  });

  test('finds people by first name, last name, nickname and mail address, with name, title and address', async () => {
    const found = { jid: ina.jid, name: 'Ina Berg', title: 'Head of Dispatch', mail: 'ina@mail.example' };
    for (const text of ['ina', 'INA', 'Berg', 'ina@mail.example', ' Ina  Berg ', 'berg ina']) {
      assert.deepEqual((await find(device, text)).rows, [found], text);
    }
    assert.deepEqual(await names(device, 'ottokar'), ['Ótto Møller-Lind']);
  });

  test('finds beginnings of words, and letters without their accents', { skip: onlyProsody('ejabberd finds whole fields alone where it keeps them in Mnesia') }, async () => {
    for (const text of ['otto', 'mol', 'lind', 'møl', 'ót mol', otto.username.slice(0, 5)]) {
      assert.deepEqual(await names(device, text), ['Ótto Møller-Lind'], text);
    }
    assert.deepEqual(await names(device, 'ller'), []);
  }); // prettier-ignore

  test('is no search where nothing was typed', async () => {
    assert.deepEqual(await find(device, '  '), { rows: [], total: 0, next: null, cut: false });
  });

  test('finds nobody of another domain, and not oneself', async () => {
    await (await writesCard(person, { first: 'Ina', last: 'Selfsame' })).close();
    assert.deepEqual(await names(device, 'ina'), ['Ina Berg']);
    assert.deepEqual(await names(device, 'Selfsame'), []);
  });

  test('finds what was written just now, and no longer what was there before', async () => {
    const vera = await scene.person(HOME, 'vera');
    const client = await writesCard(vera, { first: 'Vera', last: 'Before' });
    assert.deepEqual(await names(device, 'Before'), ['Vera Before']);
    await client.close();
    await (await writesCard(vera, { first: 'Vera', last: 'Afterwards' })).close();
    assert.deepEqual(await names(device, 'Before'), []);
    assert.deepEqual(await names(device, 'Afterwards'), ['Vera Afterwards']);
  });

  test('takes text of others as text, and cut', async () => {
    await someone({ first: '&lt;b&gt;Bold&lt;/b&gt;', last: 'Tagg', title: 'x'.repeat(150) });
    const [row] = (await find(device, 'Tagg')).rows;
    assert.equal(row?.name, '<b>Bold</b> Tagg');
    assert.equal(row.title.length, 121);
  });
});

describe('many who are found', () => {
  let device: Device;
  before(async () => {
    ({ device } = await searching());
    for (let index = 0; index < MANY; index++) {
      await someone({ first: 'Many', last: `Person${String(index).padStart(2, '0')}`, title: `Number ${index}` });
    }
  });

  test('come by pages, each once and in order, with how many there are', { skip: onlyProsody('ejabberd has no pages here') }, async () => {
    const pages: DirectoryPage[] = [];
    let after: string | null = null;
    do {
      const page: DirectoryPage = await find(device, 'many', after);
      pages.push(page);
      after = page.next;
    } while (after !== null);
    assert.deepEqual(pages.map(({ rows, total, cut }) => [rows.length, total, cut]), [[25, MANY, false], [25, MANY, false], [10, MANY, false]]);
    const found = pages.flatMap(({ rows }) => rows.map(({ name }) => name));
    assert.deepEqual(found, Array.from({ length: MANY }, (_, index) => `Many Person${String(index).padStart(2, '0')}`));
  }); // prettier-ignore

  test('come as far as the server gives them out, by pages, and it is said that there are more', { skip: onlyEjabberd('the kit tells them all') }, async () => {
    const first = await find(device, 'many');
    assert.deepEqual([first.rows.length, first.total, first.cut], [25, null, true]);
    assert.match(first.rows[0]?.title ?? '', /^Number \d+$/);
    const second = await find(device, 'many', first.next);
    assert.deepEqual([second.rows.length, second.next, second.cut], [5, null, true]);
  }); // prettier-ignore
});

test('an organisation without a directory has none to search', async (t) => {
  const without = await Scene.start({ hosts: [{ domain: HOME, pubsub: true, accounts: [] }] });
  t.after(() => without.end());
  await (await without.administrator(HOME)).publish({ domains: [HOME] });
  const device = await without.signedIn(await without.person(HOME));
  device.page.look({ people: [] });
  await device.until(({ people }) => people !== null, 'the directory to be there');
  const result = await device.command({ name: 'find-people', text: 'ina', after: null });
  assert.deepEqual(result, { ok: false, problem: { kind: 'no-directory' } });
});

test(`is searched at ${IS_EJABBERD ? 'a service of its own' : 'the domain itself'} once, and then at once`, async () => {
  const { device } = await searching();
  const asked: string[] = [];
  device.worker.onAct = (act, text) => {
    if (act === 'send' && text.includes('http://jabber.org/protocol/disco#info')) asked.push(text);
  };
  await find(device, 'ina');
  const first = asked.length;
  assert.ok(first > 0);
  await find(device, 'Berg');
  assert.equal(asked.length, first);
});
