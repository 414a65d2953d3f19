/** Initialisers against their definitions: moments, bounds and orthogonality of large draws. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { OptionError, type OptionValue } from '../../../src/engine/options';
import { initialiserById, initialisers } from '../../../src/engine/training/initialisers';

const fans = { fanIn: 300, fanOut: 200 };
const count = fans.fanIn * fans.fanOut;

function drawn(id: string, options: Readonly<Record<string, OptionValue>> = {}, shape = fans): number[] {
  const generator = xoroshiro128plus(5);
  return initialiserById(id).draw(shape, options, () => uniformFloat64(generator));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const moment = (values: readonly number[], power: number): number => mean(values.map((value) => value ** power));

/** What torch.nn.init's documentation says of each: the variance, and the bound of the uniform ones. */
const specified: readonly (readonly [string, Readonly<Record<string, OptionValue>>, { variance: number; uniform: boolean }])[] = [
  ['uniform', { reach: 0.5 }, { variance: 0.5 ** 2 / 3, uniform: true }],
  ['normal', { deviation: 0.02 }, { variance: 0.02 ** 2, uniform: false }],
  ['xavier-uniform', {}, { variance: 2 / 500, uniform: true }],
  ['xavier-uniform', { gain: 5 / 3 }, { variance: (25 / 9) * (2 / 500), uniform: true }],
  ['xavier-normal', {}, { variance: 2 / 500, uniform: false }],
  ['he-uniform', {}, { variance: 2 / 300, uniform: true }],
  ['he-normal', {}, { variance: 2 / 300, uniform: false }],
  ['he-normal', { slope: 0.2 }, { variance: 2 / (1.04 * 300), uniform: false }],
];

describe.each(specified)('%s %o', (id, options, { variance, uniform }) => {
  const values = drawn(id, options);
  const deviation = Math.sqrt(variance);

  it('has as many weights as the layer, about 0', () => {
    expect(values).toHaveLength(count);
    expect(Math.abs(mean(values))).toBeLessThan((4 * deviation) / Math.sqrt(count));
  });
  it('has the variance, and the fourth moment of its distribution', () => {
    // Within four standard errors: Var(x²) = E x⁴ − σ⁴ is 0.8 σ⁴ for uniform draws, and 2 σ⁴ for normal ones.
    const error = 4 * Math.sqrt((uniform ? 0.8 : 2) / count);
    expect(Math.abs(moment(values, 2) / variance - 1)).toBeLessThan(error);
    expect(moment(values, 4) / variance ** 2).toBeCloseTo(uniform ? 9 / 5 : 3, 0);
  });
  it('keeps within its bounds', () => {
    const largest = Math.max(...values.map(Math.abs));
    if (uniform) expect(largest).toBeLessThanOrEqual(Math.sqrt(3 * variance));
    else expect(largest).toBeGreaterThan(3.5 * deviation);
  });
});

describe('orthogonal', () => {
  it.each([
    { fanIn: 7, fanOut: 4 },
    { fanIn: 4, fanOut: 7 },
    { fanIn: 60, fanOut: 60 },
    { fanIn: 1, fanOut: 3 },
  ])('has orthogonal rows or columns of the length of the gain: %o', (shape) => {
    const weights = drawn('orthogonal', { gain: 1.5 }, shape);
    const { fanIn, fanOut } = shape;
    const at = (row: number, column: number) => weights[row * fanIn + column];
    const rows = Array.from({ length: fanOut }, (_, r) => Array.from({ length: fanIn }, (_, c) => at(r, c)));
    const columns = Array.from({ length: fanIn }, (_, c) => Array.from({ length: fanOut }, (_, r) => at(r, c)));
    const vectors = fanOut <= fanIn ? rows : columns;
    for (const [i, a] of vectors.entries())
      for (const [j, b] of vectors.entries()) {
        const product = a.reduce((sum, value, k) => sum + value * b[k], 0);
        expect(Math.abs(product - (i === j ? 2.25 : 0))).toBeLessThan(1e-13);
      }
  });
  it('has no preferred sign: the first component of the first row is as often positive', () => {
    const generator = xoroshiro128plus(1);
    const orthogonal = initialiserById('orthogonal');
    const positive = Array.from({ length: 400 }, () =>
      orthogonal.draw({ fanIn: 3, fanOut: 2 }, {}, () => uniformFloat64(generator)).map((value) => (value > 0 ? 1 : 0)),
    );
    for (let k = 0; k < 6; k++) expect(Math.abs(mean(positive.map((one) => one[k])) - 0.5)).toBeLessThan(0.1);
  });
});

describe('the others', () => {
  it('zeros and a constant', () => {
    expect(drawn('zeros', {}, { fanIn: 2, fanOut: 2 })).toEqual([0, 0, 0, 0]);
    expect(drawn('constant', { value: -0.5 }, { fanIn: 1, fanOut: 2 })).toEqual([-0.5, -0.5]);
  });
  it('are known by their other names, and refuse what there is not', () => {
    expect(['xavier', 'glorot-uniform', 'he', 'kaiming', 'kaiming-uniform'].map((id) => initialiserById(id).id)).toEqual([
      'xavier-normal',
      'xavier-uniform',
      'he-normal',
      'he-normal',
      'he-uniform',
    ]);
    expect(() => initialiserById('lecun')).toThrow(OptionError);
    expect(() => drawn('normal', { deviation: -1 })).toThrow(OptionError);
  });
  it('all explain themselves', () => {
    for (const { name, help, formula, source } of initialisers)
      for (const words of [name, help, formula, source]) expect(words).not.toBe('');
  });
});
