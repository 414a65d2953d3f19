import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { descend } from '../../../src/engine/descend';
import { power, powerOf096 } from '../../../src/engine/linalg/power';
import type { OptionValue } from '../../../src/engine/options';
import { objectiveOf } from './support/objective';
import type { Loss } from './support/scalar';

interface Run {
  readonly optimizer: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly at: readonly number[];
  readonly params: readonly (readonly number[])[];
}
const { start, runs }: { start: readonly number[]; runs: readonly Run[] } = JSON.parse(
  readFileSync(new URL('../../reference/optimizers-bits.json', import.meta.url), 'utf8'),
);

/** A gradient in which nothing can be added up in another order. */
const loss: Loss = ([x, y]) =>
  x
    .times(x)
    .times(0.5 * 3.7)
    .plus(y.times(y).times(0.5 * 0.41))
    .plus(x.times(y).times(0.9));

describe('every step is PyTorch’s to the last bit where the gradients are', () => {
  it.each(runs.map((run) => [run.optimizer, JSON.stringify(run.options), run] as const))('%s %s', (id, _, { options, at, params }) => {
    const run = descend(objectiveOf(loss, 2), {
      optimizer: { id, options },
      start: Float64Array.from(start),
      steps: at[at.length - 1],
      tolerance: 0,
    });
    expect(at.map((k) => Array.from(run.params.subarray(2 * k, 2 * k + 2)))).toEqual(params);
  });
});

describe('powers are rounded once', () => {
  // From Python 3.11, whose ** is the C library's pow; V8's own ** is a bit off in each.
  it.each([
    [0.9, 4, 0.6561],
    [0.999, 16, 0.9841194418156399],
    [0.999, 107, 0.8984775710829259],
    [0.97, 6, 0.8329720049289998],
    [0.7, 4, 0.24009999999999995],
    [0.7, 6, 0.11764899999999996],
    [0.7, 65, 8.538323413450815e-11],
    [0.3, 333, 7.609880231320505e-175],
  ])('%d to the %d', (base, exponent, expected) => {
    expect(power(base, exponent)).toBe(expected);
  });

  it.each([
    [30.8, 0.2844159694597593],
    [107.8, 0.012269840625708251],
    [4.8, 0.8220569749824697],
    [6.8999999999999995, 0.7545213063128134],
    [177.1, 0.0007248286835840925],
    [7.199999999999999, 0.7453373378929521],
  ])('0.96 to the %d', (exponent, expected) => {
    expect(powerOf096(exponent)).toBe(expected);
  });
});
