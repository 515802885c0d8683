/**
 * The interface in a language that nobody speaks, made of the texts in the code: in brackets, so that what is shown
 * without them stands in no catalogue; and longer than English by 40 %, as other languages are. What `Intl` has
 * written is in brackets of its own. It is served in place of a translation, so what shows it is what is shipped.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { Site } from '../servers/site.js';
import type { Message } from '../strings.mjs';
import { openBrowser } from '../support/browser.js';
import { ROOT, Tab } from '../support/e2e.js';
import { GALLERY, show } from '../support/gallery.js';
import { ELEMENTS, STATES, type ElementState } from '../support/states.js';
import { WRITTEN_BY_PEOPLE } from '../support/states-contacts.js';
import { sourceMessages } from '../support/translations.js';

/** In whose place it is served: one language of each direction. */
const LANGUAGES = { de: 'ltr', ar: 'rtl' } as const;
/** What is not ours to translate: names of fields, conditions of RFC 6120, what people wrote. */
const DATA =
  /system-shutdown|remote-server-not-found|accept-some|handling|domains|Fair in Rotterdam|Rotterdam, Antwerp, Le Havre|Freight|Work|Tomás Silva/g;
/** The same in tooltips. */
const PEOPLE = new RegExp(
  WRITTEN_BY_PEOPLE.map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
  'g',
);
const ADDRESS = /[^\s@()“”]+@[^\s@()“”]+|wss?:\/\/\S+|(?:\*\.)?[\w-]+(?:\.[\w-]+)+/g;

let site: Site;
let browser: Browser;

before(async () => {
  const messages = sourceMessages();
  const answer = (type: string, body: string) => () => ({ type: `text/${type}; charset=utf-8`, body });
  site = await Site.start({
    folders: { '/im/': join(ROOT, 'dist/widget') },
    pages: {
      ...Object.fromEntries(Object.entries(GALLERY).map(([path, body]) => [path, answer('html', body)])),
      ...Object.fromEntries(
        Object.keys(LANGUAGES).map((language) => [
          `/im/im-locale-${language}.js`,
          answer('javascript', pseudoModule(messages, language)),
        ]),
      ),
    },
  });
  browser = await openBrowser();
});

after(async () => {
  await browser.close();
  await site.stop();
});

for (const [language, direction] of Object.entries(LANGUAGES)) {
  describe(`in a language written ${direction}`, () => {
    for (const element of ELEMENTS) {
      test(`whatever ${element} shows is translated, and has room at 320 px`, async () => {
        const tab = await Tab.open(browser, `${site.origin}/gallery/${element}`, element, speaking(language));
        await tab.page.setViewport({ width: 320, height: 800 });
        await tab.untilText(/⟦/);
        const wrong: string[] = [];
        let read = 0;
        for (const state of STATES.filter((one) => one.element === element)) {
          await show(tab, state, (text) => pseudo(text).replaceAll(/\d+/g, '⦃$&⦄'));
          const { texts, cut, turned } = await look(tab.page, element);
          read += texts.length;
          wrong.push(
            ...texts
              .map((text) => said(state).reduce((left, one) => left.replaceAll(one, ''), text))
              .filter(isUntranslated)
              .map((text) => `${state.name}: not translated: ${text}`),
            ...cut.map((what) => `${state.name}: cut off: ${what}`),
            ...turned.filter((way) => way !== direction).map((way) => `${state.name}: an icon points as in ${way}`),
          );
        }
        assert.deepEqual(wrong, []);
        assert.ok(read > 100, `${read} texts were read`);
        await tab.page.close();
      });
    }
  });
}

/** Characters of a message that are read out with it. */
const SPOKEN = 300;

/** What the people of a conversation have said, whole or as far as it is read out, and their name; the longest first. */
function said({ view }: ElementState): readonly string[] {
  const { chat } = view ?? {};
  if (!chat) return [];
  const texts = chat.messages.flatMap(({ text }) => [text, text.slice(0, SPOKEN)]);
  return [chat.name, ...texts].filter((text) => text !== '').sort((a, b) => b.length - a.length);
}

function isUntranslated(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(
    text
      .replaceAll(/⟦[^⟧]*⟧|⦃[^⦄]*⦄/g, '')
      .replaceAll(ADDRESS, '')
      .replaceAll(DATA, '')
      .replaceAll(PEOPLE, ''),
  );
}

/** Each word longer, with letters that are not those of the code, in brackets; around what is filled in, and not in it. */
function pseudo(text: string): string {
  const [, start = '', words = '', end = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  if (!/\p{L}/u.test(words)) return text;
  const longer = words.replaceAll(/\p{L}+/gu, (word) => accented(word) + '~'.repeat(Math.ceil(word.length * 0.4)));
  return `${start}⟦${longer}⟧${end}`;
}

function accented(word: string): string {
  return word.replaceAll(/[aeiou]/gi, (letter) => `${letter}\u0301`.normalize('NFC'));
}

function pseudoModule(messages: readonly Message[], language: string): string {
  const templates = messages.map((message) => `${JSON.stringify(message.name)}: ${pseudoTemplate(message, language)}`);
  return `const html = (strings, ...values) => ({ _$litType$: 1, strings, values });
    const str = (strings, ...values) => ({ strTag: true, strings, values });
    export const templates = { ${templates.join(',\n')} };`;
}

function pseudoTemplate({ name, contents }: Message, language: string): string {
  if (name === 'language') return JSON.stringify(language);
  const isMarkup = name.startsWith('h');
  let values = 0;
  const parts = contents.map((part) => {
    if (typeof part === 'string') return quoted(pseudo(part));
    return part.untranslatable.replaceAll(/\$\{.*?\}(?=<|$)/gs, () => `\${${values++}}`);
  });
  const text = contents.filter((part) => typeof part === 'string').join('');
  if (text.startsWith('{count, plural,')) {
    return JSON.stringify(
      text.replaceAll(/(one|other) \{([^{}]*)\}/g, (_, form: string, of: string) => `${form} {${pseudo(of)}}`),
    );
  }
  return `${isMarkup ? 'html' : 'str'}\`${parts.join('')}\``;
}

function quoted(text: string): string {
  return text.replaceAll(/[\\`$]/g, '\\$&');
}

/** Run before any script of a page: the browser prefers this language, and what Intl writes can be told. */
function speaking(language: string): string {
  return `Object.defineProperty(navigator, 'languages', { value: ['${language}'] });
    const written = (text) => '⦃' + text + '⦄';
    for (const [type, name] of [['DateTimeFormat', 'format'], ['NumberFormat', 'format']]) {
      const { get } = Object.getOwnPropertyDescriptor(Intl[type].prototype, name);
      Object.defineProperty(Intl[type].prototype, name, { get() { return (value) => written(get.call(this)(value)); } });
    }
    for (const [type, name] of [['RelativeTimeFormat', 'format'], ['ListFormat', 'format'], ['DisplayNames', 'of']]) {
      const original = Intl[type].prototype[name];
      Intl[type].prototype[name] = function (...values) { return written(original.apply(this, values)); };
    }
    const { formatToParts } = Intl.ListFormat.prototype;
    Intl.ListFormat.prototype.formatToParts = function (list) {
      return formatToParts.call(this, list).map(({ type, value }) => ({ type, value: type === 'literal' ? written(value) : value }));
    };`;
}

interface Look {
  /** All that can be read, by eye or ear, but what people wrote. */
  readonly texts: string[];
  /** Elements that hide a part of what is in them. */
  readonly cut: string[];
  /** How the icons that point along the text are drawn. */
  readonly turned: string[];
}

function look(page: Page, selector: string): Promise<Look> {
  return page.evaluate((wanted) => {
    const THEIRS = 'bdi, code, .jid, blockquote, .avatar, dd[dir=ltr], option[lang]';
    const NAMES = ['aria-label', 'aria-description', 'aria-roledescription', 'alt', 'placeholder', 'title'];
    const within = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? within(one.shadowRoot) : [])]);
    const host = document.querySelector(wanted);
    const shown = host?.shadowRoot ? within(host.shadowRoot).filter((one) => one.checkVisibility()) : [];
    const textsOf = (one: Element): string[] =>
      one.localName === 'style' || one.closest(THEIRS)
        ? []
        : [...one.childNodes]
            .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
            .map((node) => node.textContent ?? '');
    const isCut = (one: Element): boolean => {
      const { overflowX, clipPath } = getComputedStyle(one);
      // What people wrote is cut off in lists; a tooltip has all of it.
      const hides = ['hidden', 'clip'].includes(overflowX) && clipPath === 'none' && !one.matches('bdi, .address');
      return hides && one.scrollWidth > one.clientWidth;
    };
    const page = document.documentElement;
    return {
      texts: shown
        .flatMap((one) => [...textsOf(one), ...NAMES.map((name) => one.getAttribute(name) ?? '')])
        .filter((text) => text.trim() !== ''),
      cut: [
        ...[host, ...shown]
          .filter((one) => one !== null && isCut(one))
          .map((one) => one?.outerHTML.slice(0, 200) ?? ''),
        ...(page.scrollWidth > page.clientWidth ? ['the page'] : []),
      ],
      turned: shown
        .filter((one) => one.matches('svg.directed'))
        .map((one) => (getComputedStyle(one).transform.startsWith('matrix(-1,') ? 'rtl' : 'ltr')),
    };
  }, selector);
}
