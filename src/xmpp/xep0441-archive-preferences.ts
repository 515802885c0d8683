/**
 * What of an account's messages its archive keeps (XEP-0441, which shares the namespace of XEP-0313). Prosody 0.12 and
 * ejabberd 23.01 answer with `default` and both lists, whatever was set before.
 */
import type { LoggingMode } from '../core/policy/schema.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

const DEFAULTS = { everyone: 'always', contacts: 'roster', nobody: 'never' } as const;

export type SetMode = Exclude<LoggingMode, 'unset'>;

export function archivePreferencesGet(): Element {
  return xml('prefs', { xmlns: NS.archive });
}

/** Of everybody alike: nobody is kept, or left out, by name. */
export function archivePreferencesSet(mode: SetMode): Element {
  return xml('prefs', { xmlns: NS.archive, default: DEFAULTS[mode] }, xml('always'), xml('never'));
}

/** Whether the answer says what `archivePreferencesSet` would. */
export function hasArchivePreferences(iq: Element, mode: SetMode): boolean {
  const prefs = iq.getChild('prefs', NS.archive);
  const isNamed = prefs?.getChildElements().some((list) => list.getChildElements().length > 0);
  return prefs?.attrs.default === DEFAULTS[mode] && !isNamed;
}
