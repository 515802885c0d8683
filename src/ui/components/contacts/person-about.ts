/** What is to know of a person in one quiet line: their availability in words, what they say of it, how they stand to us. */
import { html, type TemplateResult } from 'lit';
import type { Seen } from '../../../core/people-view.js';
import { idleText, seenText } from '../../strings/availability.js';
import { relationText, type Standing } from '../../strings/contacts.js';

export interface Shown extends Standing {
  readonly seen: Seen;
  readonly status: string;
  readonly idleSince: number | null;
}

/** The same as plain text, whole, where the line may be cut off. */
export function aboutText(person: Shown, now: number, locale: string): string {
  const relation = relationText(person);
  if (person.blocked || person.suspended || (relation !== null && person.seen === 'unknown')) return relation ?? '';
  const { seen, status, idleSince } = person;
  const idle = idleSince === null ? '' : idleText(idleSince, now, locale);
  return [seenText(seen), idle, status, relation].filter(Boolean).join(' · ');
}

/** Parts, each cut off at its own end; see `.about` in `styles/person-row.ts`. */
export function renderAbout(person: Shown, now: number, locale: string): TemplateResult {
  const { seen, status, idleSince, blocked, suspended } = person;
  const relation = relationText(person);
  if (relation !== null) {
    // Who does not show us their availability has none that could be named.
    if (blocked || suspended || seen === 'unknown') return html`<span>${relation}</span>`;
    return html`<span class="seen">${seenText(seen)}</span> <span>${relation}</span>`;
  }
  // Who is available and says something says enough; the word is still read aloud.
  const isPlain = status !== '' && (seen === 'available' || seen === 'chat');
  const word = html`<span class=${isPlain ? 'visually-hidden' : 'word'}>${seenText(seen)}</span>`;
  if (status) return html`${word} <bdi>${status}</bdi>`;
  return idleSince === null ? word : html`${word} <span>${idleText(idleSince, now, locale)}</span>`;
}
