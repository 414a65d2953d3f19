import { describe, expect, it } from 'vitest';
import { findLosses } from '../../../src/source/discover';
import { covers, domainOf } from '../../../src/source/domain';
import { compileCall, type Layout, layoutOf, shapeText, unflatten } from '../../../src/source/layout';
import { readPoint } from '../../../src/source/start/given';

const lossOf = (parameters: string) => findLosses('/a.ts', `export function loss(${parameters}): number { return 0 }`).losses[0];
const pointOf = (parameters: string, value: unknown) => readPoint(lossOf(parameters), value);
const layout = (parameters: string, value: unknown): Layout => {
  const point = pointOf(parameters, value);
  if (!point) throw new Error('does not fit');
  return layoutOf(lossOf(parameters).parameters, point.shapes);
};

const cases: [parameters: string, value: unknown, coordinates: string[], args: unknown[]][] = [
  ['x: number, y: number', [1, 2], ['x', 'y'], [1, 2]],
  ['w: number[]', [1, 2], ['w[0]', 'w[1]'], [[1, 2]]],
  ['w: Float64Array', [1, 2], ['w[0]', 'w[1]'], [Float64Array.of(1, 2)]],
  [
    'W: number[][], b: number[]',
    {
      W: [
        [1, 2],
        [3, 4],
      ],
      b: [5],
    },
    ['W[0][0]', 'W[0][1]', 'W[1][0]', 'W[1][1]', 'b[0]'],
    [
      [
        [1, 2],
        [3, 4],
      ],
      [5],
    ],
  ],
  ['[x1, x2]: [number, number]', [1, 2], ['x1', 'x2'], [[1, 2]]],
  ['[a, ...rest]: number[]', [1, 2, 3], ['a', 'rest[0]', 'rest[1]'], [[1, 2, 3]]],
  ['{ w, b: bias }: { w: number[]; b: number }', { w: [1, 2], b: 3 }, ['w[0]', 'w[1]', 'bias'], [{ w: [1, 2], b: 3 }]],
  [
    'p: { a: number; net: { v: [number, number] }[] }',
    { a: 1, net: [{ v: [2, 3] }] },
    ['p.a', 'p.net[0].v[0]', 'p.net[0].v[1]'],
    [{ a: 1, net: [{ v: [2, 3] }] }],
  ],
  ['[a, , c]: number[]', [1, 2, 3], ['a', '[1]', 'c'], [[1, 2, 3]]],
  ['{ w: [a, b] }: { w: number[]; s: number }', { w: [1, 2], s: 3 }, ['a', 'b', 's'], [{ w: [1, 2], s: 3 }]],
  ['...w: number[]', [1, 2], ['w[0]', 'w[1]'], [1, 2]],
];

describe('coordinates and arguments', () => {
  it.each(cases)('(%s)', (parameters, value, coordinates, args) => {
    const point = pointOf(parameters, value);
    const made = layout(parameters, value);
    expect(made.coordinates).toEqual(coordinates);
    expect(made.n).toBe(coordinates.length);
    expect(unflatten(made, point?.values ?? [], (values) => Float64Array.from(values))).toEqual(args);
    const received: unknown[][] = [];
    const call = compileCall(made, (...given: never[]) => received.push(given), true);
    call(Float64Array.from(point?.values ?? []), 'batch');
    expect(received).toEqual([[...args, 'batch']]);
  });
  it('gives each call arrays of its own, long ones too', () => {
    const x = new Float64Array(3000).map((_, i) => i);
    const seen: number[][] = [];
    const call = compileCall(layout('w: number[]', x), (w: never) => seen.push(w), false);
    call(x, undefined);
    call(x, undefined);
    expect(seen[0]).toEqual([...x]);
    expect(seen[0]).not.toBe(seen[1]);
  });
});

describe('points', () => {
  it.each<[string, unknown, number[] | undefined]>([
    ['x: number, y: number', { x: 1, y: 2 }, [1, 2]],
    ['x: number, y: number', { y: 2, x: 1 }, [1, 2]],
    ['x: number, y: number', [1], undefined],
    ['x: number, y: number', [1, 2, 3], undefined],
    ['x: number, y: number', { x: 1 }, undefined],
    ['x: number', 5, [5]],
    ['w: number[]', { w: [1, 2] }, [1, 2]],
    ['w: number[]', [], undefined],
    ['w: number[], b: number', [1, 2, 3], [1, 2, 3]],
    [
      'W: number[][]',
      [
        [1, 2],
        [3, 4],
      ],
      [1, 2, 3, 4],
    ],
    ['W: number[][]', [[1, 2], [3]], [1, 2, 3]],
    ['W: number[][]', [[1, 2], 3], undefined],
    [
      'layers: { w: number[][]; b: number[] }[]',
      [
        { w: [[1, 2]], b: [3] },
        { w: [[4], [5]], b: [6, 7] },
      ],
      [1, 2, 3, 4, 5, 6, 7],
    ],
    ['W: number[][]', [1, 2, 3, 4], undefined],
    ['W: number[][], b: number[]', [[[1, 2]], [3]], [1, 2, 3]],
    ['[a, b]: number[]', [1, 2], [1, 2]],
    ['[a, b]: number[]', [1, 2, 3], undefined],
    ['w: [number, number][]', [1, 2, 3, 4], [1, 2, 3, 4]],
    ['w: [number, number][]', [1, 2, 3], undefined],
    ['p: { w: number[]; b: number }', [1, 2, 3], [1, 2, 3]],
    ['p: { w: number[]; b: number }', { p: { w: [1], b: 2 } }, [1, 2]],
    ['w: number[]', Float64Array.of(1, 2), [1, 2]],
    ['w: number[]', 'text', undefined],
    ['w: number[]', ['1'], undefined],
    ['w: number[]', null, undefined],
  ])('(%s) from %j', (parameters, value, values) => expect(pointOf(parameters, value)?.values).toEqual(values));
});

describe('texts', () => {
  it.each([
    ['W: number[][]', [[1, 2, 3]], 'number[1][3]'],
    ['w: Float64Array', [1], 'Float64Array[1]'],
    ['p: { w: number[]; b: number }', { w: [1], b: 1 }, '{ w: number[1], b: number }'],
    ['p: { a: number }[]', [{ a: 1 }, { a: 2 }], '({ a: number })[2]'],
  ])('(%s)', (parameters, value, text) => expect(shapeText(layout(parameters, value).parameters[0].shape)).toBe(text));
});

describe('domains', () => {
  const entry = (name: string | undefined, low: number, high: number) => ({
    name,
    interval: [low, high] as const,
    range: { file: '', start: 0, end: 0 },
  });
  it('cover parameters, parts and everything; later ones win', () => {
    const { domain, unmatched } = domainOf(
      [entry(undefined, -9, 9), entry('w', -1, 1), entry('w[1]', 0, 2), entry('q', 0, 1)],
      ['w[0]', 'w[1]', 'b'],
    );
    expect(domain).toEqual([
      [-1, 1],
      [0, 2],
      [-9, 9],
    ]);
    expect(unmatched.map(({ name }) => name)).toEqual(['q']);
    expect(covers('w', 'weights')).toBe(false);
  });
});
