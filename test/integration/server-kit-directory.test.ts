/** The server kit's directory, as other clients ask it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ADMIN, conditionOf, isCompleted, perform } from '../servers/ad-hoc.js';
import { Prosody } from '../servers/prosody.js';
import type { RawClient } from '../servers/raw-client.js';
import { onlyProsody } from '../servers/start-server.js';
import { HOME, OUTSIDE, Scene } from '../support/scene.js';

const SEARCH = 'jabber:iq:search';
const skip = onlyProsody('a module of Prosody');
/** More than are read in one go. */
const CROWD = 120;

const field = (name: string, value: string): string => `<field var="${name}"><value>${value}</value></field>`;
const form = (fields: Readonly<Record<string, string>>, set = ''): string =>
  `<query xmlns="${SEARCH}"><x xmlns="jabber:x:data" type="submit">${field('FORM_TYPE', SEARCH)}${Object.entries(fields)
    .map(([name, value]) => field(name, value))
    .join('')}</x>${set}</query>`;
const page = (inside: string): string => `<set xmlns="http://jabber.org/protocol/rsm">${inside}</set>`;

function jids(answer: string): string[] {
  const inTable = [...answer.matchAll(/<field var=["']jid["']><value>([^<]*)</g)];
  const inItems = [...answer.matchAll(/<item[^>]* jid=["']([^"']+)/g)];
  return [...inTable, ...inItems].map(([, jid = '']) => jid);
}

describe('the directory of the server kit', { skip }, () => {
  let scene: Scene<Prosody>;
  let searcher: RawClient;
  let admin: RawClient;
  const find = (text: string, set = ''): Promise<string> => searcher.iq('set', form({ search: text }, set), HOME);
  const card = (inside: string): string => `<vCard xmlns="vcard-temp">${inside}</vCard>`;

  before(async () => {
    const crowd = Array.from({ length: CROWD }, (_, index) => ({ username: `crowd${index}`, password: 'secret' }));
    const accounts = [...crowd, { username: 'admin', password: 'secret' }];
    const server = await Prosody.start({
      hosts: [
        { domain: HOME, accounts },
        { domain: OUTSIDE, accounts: [] },
      ],
      extraModules: ['account_commands', 'user_directory'],
    });
    scene = Scene.on(server);
    searcher = await scene.contact(HOME, 'searcher');
    admin = await scene.client({ jid: `admin@${HOME}`, username: 'admin', password: 'secret' });
  });
  after(() => scene.end());

  test('is announced, and has a form and the plain fields', async () => {
    const info = await searcher.iq('get', '<query xmlns="http://jabber.org/protocol/disco#info"/>', HOME);
    assert.match(info, /urn:im-contact-requests:kit:user_directory/);
    assert.match(info, /<identity(?=[^>]* category=["']directory["'])(?=[^>]* type=["']user["'])/);
    const asked = await searcher.iq('get', `<query xmlns="${SEARCH}"/>`, HOME);
    assert.match(asked, /<first\/><last\/><nick\/><email\/>/);
    assert.match(asked, /<field(?=[^>]* var=["']search["'])/);
  });

  test('answers people of its host, and nobody of another one', async () => {
    const stranger = await scene.contact(OUTSIDE);
    assert.equal(conditionOf(await stranger.iq('set', form({ search: 'crowd' }), HOME)), 'forbidden');
    assert.equal(conditionOf(await stranger.iq('get', `<query xmlns="${SEARCH}"/>`, HOME)), 'forbidden');
    assert.match(await find('crowd'), new RegExp(`<count>${CROWD}</count>`));
  });

  test('answers no more at once than it may, whoever asks for more, and goes on where it was', async () => {
    assert.equal(jids(await find('crowd')).length, 50);
    assert.equal(jids(await find('crowd', page('<max>1000</max>'))).length, 50);
    const first = await find('crowd', page('<max>2</max>'));
    assert.deepEqual(jids(first), [`crowd0@${HOME}`, `crowd1@${HOME}`]);
    const [, last = ''] = /<last>([^<]*)</.exec(first) ?? [];
    const second = await find('crowd', page(`<max>2</max><after>${last}</after>`));
    assert.deepEqual(jids(second), [`crowd10@${HOME}`, `crowd100@${HOME}`]);
    assert.match(second, /<first index=["']2["']>/);
    assert.deepEqual(jids(await find('crowd', page('<max>0</max>'))), []);
    assert.equal(conditionOf(await find('crowd', page('<after>nobody</after>'))), 'item-not-found');
  });

  test('refuses a search for nothing', async () => {
    for (const text of ['', '   ', ' , ']) assert.equal(conditionOf(await find(text)), 'not-acceptable', text);
  });

  test('finds whoever has a vCard without a mail address, or with one that is odd', async () => {
    const person = await scene.person(HOME, 'odd');
    const client = await scene.client(person);
    for (const inside of ['<FN>Odd One</FN>', '<FN>Odd One</FN><N/><EMAIL/><TITLE><b/></TITLE>']) {
      await client.iq('set', card(inside));
      assert.deepEqual(jids(await find('odd one')), [person.jid], inside);
    }
    await client.iq('set', card(`<FN>${'ä'.repeat(300)} Longest</FN>`));
    assert.deepEqual(jids(await find('äää')), [person.jid]);
  });

  test('takes plain fields, all of which have to fit', async () => {
    const person = await scene.person(HOME, 'plain');
    const client = await scene.client(person);
    await client.iq('set', card('<FN>Paula Plain</FN><N><FAMILY>Plain</FAMILY><GIVEN>Paula</GIVEN></N>'));
    const plain = (inside: string): Promise<string> =>
      searcher.iq('set', `<query xmlns="${SEARCH}">${inside}</query>`, HOME);
    assert.deepEqual(jids(await plain('<first>pau</first><last>PLAIN</last>')), [person.jid]);
    assert.deepEqual(jids(await plain('<first>pau</first><last>other</last>')), []);
    assert.deepEqual(jids(await plain('<first>plain</first>')), []);
  });

  test('leaves out whoever is disabled or deleted, and follows what an administrator writes', async () => {
    const person = await scene.person(HOME, 'changing');
    const found = async (text: string): Promise<string[]> => jids(await find(text));
    await (await scene.client(person)).iq('set', card('<FN>Chang Ing</FN>'));
    assert.deepEqual(await found('chang ing'), [person.jid]);
    const does = async (node: string, fields: Record<string, string>): Promise<void> => {
      const answer = await perform(admin, node, fields);
      assert.ok(isCompleted(answer), answer);
    };
    await does(`${ADMIN}#disable-user`, { accountjids: person.jid });
    assert.deepEqual(await found('chang ing'), []);
    await does(`${ADMIN}#reenable-user`, { accountjids: person.jid });
    assert.deepEqual(await found('chang ing'), [person.jid]);
    await does('urn:im-contact-requests:accounts:1#set-profile', { accountjid: person.jid, first_name: 'Renata' });
    assert.deepEqual(await found('renata'), [person.jid]);
    await does(`${ADMIN}#delete-user`, { accountjids: person.jid });
    assert.deepEqual(await found('renata'), []);
  });
});
