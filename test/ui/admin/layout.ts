/** How a pane behaves on a narrow screen, and by keyboard alone. */
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { LitElement } from 'lit';
import { deep, focused, nameOf, settled } from '../support.js';

/** Nothing is cut off or makes the page scroll sideways at 320 pixels, in either direction of text. */
export async function fitsNarrow(pane: LitElement): Promise<void> {
  const frame = pane.parentElement;
  if (!frame) throw new Error('the pane is in no frame');
  frame.style.inlineSize = '320px';
  for (const direction of ['ltr', 'rtl']) {
    frame.dir = direction;
    await settled(pane);
    const { left, right } = frame.getBoundingClientRect();
    const outside = deep(pane, '*').filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 1 && !scrolls(element) && (box.left < left - 1 || box.right > right + 1);
    });
    expect(outside.map((element) => `${direction} ${element.tagName}.${element.className}`)).to.deep.equal([]);
  }
  frame.removeAttribute('style');
  frame.dir = 'ltr';
}

/** Whether it is inside of something that scrolls by itself. */
function scrolls(element: Element): boolean {
  for (let at: Element | null = element.parentElement; at; at = at.parentElement) {
    if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(at).overflowX)) return true;
  }
  return false;
}

/** The names of what the Tab key reaches, in its order. */
export async function tabThrough(pane: LitElement): Promise<string[]> {
  const names: string[] = [];
  const [before, behind] = [document.createElement('button'), document.createElement('button')];
  pane.before(before);
  // Else the focus goes on to the browser, and stays there when the page of the next tests is opened.
  pane.after(behind);
  before.focus();
  for (let count = 0; count < 200; count++) {
    await sendKeys({ press: 'Tab' });
    const at = focused();
    if (!at || at === before || at === behind || at === document.body || !holds(pane, at)) break;
    names.push(nameOf(at));
  }
  before.remove();
  behind.remove();
  return names;
}

function holds(pane: Element, element: Element): boolean {
  for (let at: Node | null = element; at; at = at instanceof ShadowRoot ? at.host : at.parentNode) {
    if (at === pane) return true;
  }
  return false;
}
