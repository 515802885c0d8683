/** A property that unit tests try a number of times, and fuzzers as long as one likes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';

export interface Property {
  readonly title: string;
  /** How often a unit test tries it. */
  readonly runs: number;
  /** What was found; undefined if it holds. The same seed finds the same. */
  readonly counterexample: (seed: number, runs: number) => string | undefined;
}

export function holds<Given>(title: string, runs: number, property: fc.IRawProperty<Given, false>): Property {
  return {
    title,
    runs,
    counterexample: (seed, count) => {
      const details = fc.check(property, { seed, numRuns: count });
      return details.failed ? fc.defaultReportMessage(details) : undefined;
    },
  };
}

/** The bounded part of fuzzing, with another seed each time. */
export function testAll(properties: readonly Property[]): void {
  for (const { title, runs, counterexample } of properties) {
    test(title, () => assert.equal(counterexample(randomSeed(), runs), undefined));
  }
}

/** Random, so that each run tries what none before it has tried; what is found names the seed that finds it again. */
export function randomSeed(): number {
  return Math.floor(Math.random() * 0x7fffffff);
}
