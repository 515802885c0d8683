/** What comes over a port: from pages that are not ours, or of another version. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseHostMessage, parsePageMessage } from '../../src/ports/validate.js';
import vectors from '../vectors/port-messages.json' with { type: 'json' };
import { holds, type Property } from './property.js';

const NAMES = ['type', 'id', 'command', 'name', 'jid', 'window', 'offset', 'limit', 'expects', 'revision', 'view', 'slices', 'result', '__proto__', 'constructor']; // prettier-ignore
const names = fc.constantFrom(...NAMES);
const values = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
  fc.constantFrom('open', 'look', 'command', 'snapshot', 'changed', 'done', 'deny', 1, -1, NaN, 2 ** 53, '', null),
);
const made = fc.oneof(fc.anything(), fc.dictionary(names, fc.oneof(values, fc.dictionary(names, values))));

/** A message of a page in which one field, however deep, is another. */
const altered = fc
  .tuple(fc.constantFrom(...vectors.good.map(({ message }) => message)), fc.nat(), values, fc.boolean())
  .map(([message, which, value, isRemoved]) => {
    const copy = structuredClone(message) as object;
    const places = placesIn(copy);
    const place = places[which % places.length];
    if (place && isRemoved) Reflect.deleteProperty(place.of, place.key);
    else if (place) Reflect.set(place.of, place.key, value);
    return copy;
  });

function placesIn(of: object): { readonly of: object; readonly key: string }[] {
  return Object.entries(of).flatMap(([key, inner]: [string, unknown]) => [
    { of, key },
    ...(typeof inner === 'object' && inner !== null ? placesIn(inner) : []),
  ]);
}

export const portMessages: readonly Property[] = [
  holds(
    'whatever comes over a port, nothing throws',
    2000,
    fc.property(fc.oneof(made, altered), (given) => {
      parsePageMessage(given);
      parseHostMessage(given);
    }),
  ),
  holds(
    'what is understood of a page is understood again, and passes a port as it is',
    2000,
    fc.property(fc.oneof(made, altered), (given) => {
      const message = parsePageMessage(given);
      if (message === undefined) return;
      assert.deepEqual(parsePageMessage(message), message);
      assert.deepEqual(structuredClone(message), message);
    }),
  ),
];
