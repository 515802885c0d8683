import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseFrame } from '../../../src/xmpp/frame-parser.js';
import type { Element } from '../../../src/xmpp/element.js';
import { parseSearchForm, parseSearchResult, searchSet } from '../../../src/xmpp/xep0055-search.js';
import { resultSet } from '../../../src/xmpp/xep0059-rsm.js';

const DATA = 'jabber:x:data';
const NO_PAGE = { first: undefined, last: undefined, count: undefined, index: undefined };

function answer(inside: string): Element {
  const frame = `<iq xmlns="jabber:client" type="result"><query xmlns="jabber:iq:search">${inside}</query></iq>`;
  const parsed = parseFrame(frame);
  if (!parsed.ok) throw new Error('this is no frame');
  return parsed.element;
}

function field(name: string, value: string): string {
  return `<field var="${name}"><value>${value}</value></field>`;
}

describe('the fields of a directory', () => {
  test('are those of its data form, where it has one', () => {
    const form = parseSearchForm(
      answer(
        `<instructions/><first/><x xmlns="${DATA}" type="form"><field var="FORM_TYPE" type="hidden"><value>jabber:iq:search</value></field>` +
          '<field var="search" type="text-single"/><field var="Name" type="boolean"/><field var="fn"/><field type="fixed"/></x>',
      ),
    );
    assert.deepEqual(form, { kind: 'form', texts: ['search', 'fn'], ticks: ['Name'] });
  });

  test('are the plain ones else', () => {
    assert.deepEqual(parseSearchForm(answer('<instructions>…</instructions><last/><email/><key/>')), {
      kind: 'plain',
      texts: ['last', 'email'],
      ticks: [],
    });
  });

  test('are none where there is nothing to fill in', () => {
    assert.equal(parseSearchForm(answer('<instructions>Go to a web site</instructions>')), undefined);
    assert.equal(parseSearchForm(answer('')), undefined);
  });
});

describe('a search', () => {
  test('fills in a data form, ticks what is to be looked at, and asks for a page', () => {
    const form = { kind: 'form', texts: ['search'], ticks: ['Name'] } as const;
    const query = searchSet(form, { search: 'a<b' }, resultSet({ max: 25, after: 'x' })).toString();
    assert.match(query, /<field var="search"><value>a&#60;b<\/value><\/field><field var="Name"><value>1<\/value>/);
    assert.match(query, /<set xmlns="http:\/\/jabber.org\/protocol\/rsm"><max>25<\/max><after>x<\/after><\/set>/);
  });

  test('fills in plain fields', () => {
    const query = searchSet({ kind: 'plain', texts: ['first'], ticks: [] }, { first: 'Ina' }).toString();
    assert.equal(query, '<query xmlns="jabber:iq:search"><first>Ina</first></query>');
  });
});

describe('who was found', () => {
  const reported = (...names: readonly string[]): string =>
    `<reported>${names.map((name) => `<field var="${name}"/>`).join('')}</reported>`;

  test('stands in a table, whatever the names of its columns', () => {
    const { found } = parseSearchResult(
      answer(
        `<x xmlns="${DATA}" type="result">${reported('jid', 'title')}` +
          `<item>${field('jid', 'Ina@HOME.example/x')}${field('fn', 'Ina Berg')}${field('title', 'Head')}${field('email', 'i@b.c')}</item>` +
          `<item>${field('jid', 'otto@home.example')}${field('Name', 'Otto')}${field('Email', 'o@b.c')}</item></x>`,
      ),
    );
    assert.deepEqual(
      found.map(({ jid, name, title, mail }) => [jid, name, title, mail]),
      [
        ['Ina@home.example', 'Ina Berg', 'Head', 'i@b.c'],
        ['otto@home.example', 'Otto', '', 'o@b.c'],
      ],
    );
  });

  test('stands in items else, and has no title that is known', () => {
    const { found, set } = parseSearchResult(
      answer('<item jid="ina@home.example"><first>Ina</first><last>Berg</last><nick>i</nick><email/></item>'),
    );
    assert.deepEqual(found, [{ jid: 'ina@home.example', name: 'Ina Berg', title: undefined, mail: '', words: 'Ina Berg i  ina@home.example' }]); // prettier-ignore
    assert.deepEqual(set, NO_PAGE);
  });

  test('is left out without an address of a person', () => {
    const items = ['', 'home.example', 'a b@home.example', 'ina@'].map((jid) => `<item jid="${jid}"/>`);
    assert.deepEqual(parseSearchResult(answer(items.join(''))).found, []);
    assert.deepEqual(parseSearchResult(answer('<item><first>Ina</first></item>')).found, []);
  });

  test('has a name that can be shown: no controls, cut', () => {
    const name = `\u202E${'n'.repeat(200)}`;
    const [one] = parseSearchResult(answer(`<item jid="ina@home.example"><first>${name}</first></item>`)).found;
    assert.match(one?.name ?? '', /^n{120}…$/);
  });

  test('may be one page of many', () => {
    const set = '<set xmlns="http://jabber.org/protocol/rsm"><first index="25">a</first><last>b</last><count>60</count></set>'; // prettier-ignore
    assert.deepEqual(parseSearchResult(answer(set)).set, { first: 'a', last: 'b', count: 60, index: 25 });
    const odd = '<set xmlns="http://jabber.org/protocol/rsm"><first index="-1">a</first><last/><count>many</count></set>'; // prettier-ignore
    assert.deepEqual(parseSearchResult(answer(odd)).set, { ...NO_PAGE, first: 'a' });
  });
});
