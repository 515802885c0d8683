import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeMenu } from '../../../src/ui/place-menu.js';

const WINDOW = { width: 400, height: 600 };
const MENU = { width: 200, height: 150 };
const button = (left: number, top: number) => ({ left, top, right: left + 36, bottom: top + 36 });

test('a menu is below its button, and begins where that does', () => {
  assert.deepEqual(placeMenu(button(50, 100), MENU, WINDOW, 'ltr'), { left: 50, top: 140 });
  assert.deepEqual(placeMenu(button(300, 100), MENU, WINDOW, 'rtl'), { left: 136, top: 140 });
});

test('a menu is above its button where there is no room below', () => {
  assert.equal(placeMenu(button(50, 500), MENU, WINDOW, 'ltr').top, 346);
});

test('a menu never leaves the window', () => {
  assert.equal(placeMenu(button(350, 100), MENU, WINDOW, 'ltr').left, 192);
  assert.equal(placeMenu(button(10, 100), MENU, WINDOW, 'rtl').left, 8);
  assert.deepEqual(placeMenu(button(0, 300), { width: 500, height: 700 }, WINDOW, 'ltr'), { left: 8, top: 8 });
});
