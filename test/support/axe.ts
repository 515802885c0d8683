/** What axe finds on a page: nothing, or a line for each thing that keeps somebody out. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';
import { useScheme } from './gallery.js';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
}

/** Brings to its end what moves on a page, but for what never ends: on its way in, a text has too little contrast. */
const COME_TO_REST = `(function rest(root) {
  const ends = (animation) => animation.effect.getComputedTiming().endTime < Infinity;
  for (const animation of root.getAnimations().filter(ends)) animation.finish();
  for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) rest(shadowRoot);
})(document)`;

export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(COME_TO_REST);
  // As DevTools would: what a page's own policy lets in does not concern it.
  await page.evaluate(`if (!globalThis.axe) { ${SOURCE} }`);
  const { violations } = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
    readonly violations: readonly Violation[];
  };
  return violations.map(({ id, help, nodes }) => {
    const first = nodes[0];
    return `${id}: ${help} (${nodes.length}×; ${JSON.stringify(first?.target)} ${first?.failureSummary ?? ''})`;
  });
}

/** As it is now, in both colour schemes, axe finds nothing. */
export async function isAccessible(page: Page): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await useScheme(page, scheme);
    assert.deepEqual(await axeViolations(page), [], scheme);
  }
}
