/** Who published a revision, and when, in words. */
import { html, type TemplateResult } from 'lit';
import { formatExactly, usableLocale } from '../../ui/format.js';
import type { Revision } from '../policy/revision.js';

/** The publisher; one that the service does not vouch for is marked as such. */
export function publisherText({ publisher }: Revision): TemplateResult {
  if (!publisher) return html`<span class="muted">somebody</span>`;
  const { jid, isProven } = publisher;
  return html`<bdi>${jid}</bdi>${isProven ? '' : html` <span class="muted">(not confirmed by the server)</span>`}`;
}

/** The time by the clock of the publisher. */
export function timeText({ at }: Revision): TemplateResult {
  if (at === undefined) return html`<span class="muted">at an unknown time</span>`;
  return html`<time datetime=${new Date(at).toISOString()}>${formatExactly(at, timeLocale())}</time>`;
}

/** What it is called. */
export function revisionName({ revision }: Revision): string {
  return revision > 0 ? `Revision ${revision}` : 'A revision that cannot be read';
}

/** The language of times: English, as the reader has it. */
export function timeLocale(): string {
  return usableLocale('en', navigator.languages);
}
