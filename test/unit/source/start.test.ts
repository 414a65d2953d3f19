import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createRuntime } from '../../../src/engine/autodiff/runtime';
import { OverlayFiles } from '../../../src/source/files';
import { shapeText } from '../../../src/source/layout';
import { type PreparedLoss, Workspace } from '../../../src/source/prepare';
import { SourceError } from '../../../src/source/problem';
import { draw, spreads } from '../../../src/source/start/draw';
import problems from '../../reference/minimise.json';
import { memoryFiles } from './files';

const space = (texts: Record<string, string>) => new Workspace(memoryFiles(texts), { runtime: createRuntime(), watch: new Int32Array(4) });
const prepared = (text: string, others: Record<string, string> = {}, start?: Float64Array): PreparedLoss =>
  space({ '/a.ts': text, ...others }).prepare({ file: '/a.ts', name: 'loss' }, start);
const startOf = (text: string, others: Record<string, string> = {}) => {
  const { start, startOrigin } = prepared(text, others);
  return { start: [...start], origin: startOrigin };
};
const errorOf = (body: () => unknown): SourceError => {
  try {
    body();
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('@start', () => {
  it.each([
    ['a flat vector', '/** @start [-1.2, 1] */ export function loss(x: number, y: number): number { return x * y }', [-1.2, 1]],
    [
      'a structured value',
      '/** @start {"W": [[1, 2]], "b": [3]} */ export function loss(W: number[][], b: number[]): number { return 0 }',
      [1, 2, 3],
    ],
    [
      'an exported constant',
      '/** @start initial */ export const loss = (w: number[]): number => 0;\nexport const initial = [4, 5];',
      [4, 5],
    ],
    [
      'a local constant',
      '/** @start initial */ export const loss = (w: number[]): number => 0;\nconst initial = new Float64Array([4, 5]);',
      [4, 5],
    ],
    [
      'a call',
      '/** @start initial(3, 0.5) */ export const loss = (w: number[]): number => 0;\nexport function initial(n: number, v: number) { return Array(n).fill(v) }',
      [0.5, 0.5, 0.5],
    ],
    [
      'a function without its call',
      '/** @start initial */ export const loss = (w: number[]): number => 0;\nconst initial = () => [1, 2];',
      [1, 2],
    ],
    [
      'a static member',
      '/** @start Model.start */ export const loss = (w: number[]): number => 0;\nclass Model { static start = [7] }',
      [7],
    ],
    ['an import', "import { initial } from './b';\n/** @start initial */ export const loss = (w: number[]): number => 0;", [8, 9]],
    [
      'an import of JSON',
      "import weights from './w.json';\n/** @start weights.first */ export const loss = (w: number[]): number => 0;",
      [6],
    ],
    ['a namespace import', "import * as b from './b';\n/** @start b.initial */ export const loss = (w: number[]): number => 0;", [8, 9]],
  ])('%s', (_, text, start) => {
    expect(startOf(text, { '/b.ts': 'export const initial = [8, 9];', '/w.json': '{"first": [6]}' })).toEqual({ start, origin: '@start' });
  });
  it('counts among the dependencies when imported for the tag alone', () => {
    const text = "import { initial } from './b';\n/** @start initial */ export const loss = (w: number[]): number => 0;";
    const texts = { '/a.ts': text, '/b.ts': 'export const initial = [8];' };
    const files = memoryFiles(texts);
    const workspace = new Workspace(files, { runtime: createRuntime(), watch: new Int32Array(4) });
    const prepare = () => workspace.prepare({ file: '/a.ts', name: 'loss' });
    expect(prepare().dependencies).toContain('/b.ts');
    files.texts['/b.ts'] = 'export const initial = [1, 2];';
    expect([...prepare().start]).toEqual([1, 2]);
  });
  it.each([
    ['/** @start [1, 2, 3] */ export function loss(x: number, y: number): number { return x }', '[1, 2, 3]', 'bad-input'],
    ['/** @start nowhere */ export function loss(x: number): number { return x }', 'nowhere', 'bad-input'],
    ['/** @start k(1) */ export function loss(x: number): number { return x }\nconst k = 1;', 'k(1)', 'bad-input'],
    [
      "/** @start broken() */ export function loss(x: number): number { return x }\nfunction broken() { throw new Error('oh') }",
      "new Error('oh')",
      'threw',
    ],
  ])('that does not fit: %s', (text, at, code) => {
    const error = errorOf(() => prepared(text));
    expect(error.code).toBe(code);
    expect(error.range && text.slice(error.range.start, error.range.end)).toBe(at);
  });
  it.each([
    ['/** @start [-1.2, 1] */ export function loss(x: number, y: number, a = 1, b = 100)', ['x', 'y'], 7],
    ['/** @start {"x": -1.2, "y": 1} */ export function loss(x: number, y: number, a = 7)', ['x', 'y'], 7],
    ['/** @start {"w": [-1.2, 1]} */ export function loss(p: { w: number[] }, x = 1)', ['p.w[0]', 'p.w[1]'], 7],
    ['/** @start [-1.2, 1, 3] */ export function loss(x: number, y: number, a = 1)', ['x', 'y', 'a'], 7],
  ])('leaves last parameters at their defaults when it says nothing of them: %s', (head, coordinates, value) => {
    const { layout, start, program } = prepared(`${head}: number { return arguments.length > 3 ? NaN : 7; }`);
    expect(layout.coordinates).toEqual(coordinates);
    expect(start).toHaveLength(coordinates.length);
    expect(program.plain(start)).toBe(value);
  });
  it('may give the elements of an array lengths of their own, as layers of a network have', () => {
    const { layout, program, start } = prepared(
      '/** @start init */ export function loss(layers: { w: number[][]; b: number[] }[]): number { return layers[1].w[0][2] + 10 * layers[0].w.length }\n' +
        'const init = [{ w: [[1, 2], [3, 4], [5, 6]], b: [7, 8, 9] }, { w: [[10, 11, 12]], b: [13] }];',
    );
    expect(layout.coordinates).toHaveLength(13);
    expect(layout.coordinates[11]).toBe('layers[1].w[0][2]');
    expect(program.plain(start)).toBe(12 + 30);
  });
  it('makes parameters of the optional fields that it gives', () => {
    const { layout, program, start } = prepared(
      '/** @start {"b": 2, "a": 1, "w": [3]} */ export function loss(p: { b?: number; a: number; c?: number; w?: number[] }): number {' +
        ' return p.a + 10 * (p.b ?? NaN) + 100 * (p.w?.[0] ?? NaN) + 1000 * (p.c ?? 4); }',
    );
    expect(layout.coordinates).toEqual(['p.a', 'p.b', 'p.w[0]']);
    expect(program.plain(start)).toBe(4321);
  });
  it('may give optional fields in some elements of a list alone', () => {
    const { layout, program, start } = prepared(
      '/** @start [{"w": 1}, {"w": 2, "b": 3}] */ export function loss(layers: { w: number; b?: number }[]): number {' +
        ' return layers.reduce((sum, { w, b }) => sum * 10 + w + (b ?? 0), 0); }',
    );
    expect(layout.coordinates).toEqual(['layers[0].w', 'layers[1].w', 'layers[1].b']);
    expect(program.plain(start)).toBe(15);
  });
  it('that gives an optional field which cannot be optimised does not fit', () => {
    const text =
      '/** @start {"a": 1, "note": "x"} */ export function loss(p: { a: number; b?: number; note?: string }): number { return p.a }';
    expect(errorOf(() => prepared(text)).message).toContain('which does not fit the parameters: p: { a: number, b?: number }.');
  });
  it('says which optional fields a flat vector holds', () => {
    const text =
      '/** @start {"a": 1, "b": 2, "w": [3, 4]} */ export function loss(p: { a: number; b?: number; w: number[] }): number { return p.b ?? 7 }';
    const given = (...values: readonly number[]) => prepared(text, {}, Float64Array.from(values)).layout.coordinates;
    expect(given(5, 6, 7, 8)).toEqual(['p.a', 'p.w[0]', 'p.w[1]', 'p.b']);
    expect(given(5, 6, 7)).toEqual(['p.a', 'p.w[0]', 'p.w[1]']);
  });
  it('that is too short for parameters without defaults does not fit', () => {
    const text = '/** @start [1] */ export function loss(x: number, y: number, a = 1): number { return x * y * a; }';
    expect(errorOf(() => prepared(text)).message).toContain('does not fit');
  });
  it('that is malformed is reported, and the start found otherwise', () => {
    const { findings, startOrigin } = prepared('/** @start [1, */ export function loss(x: number): number { return x }');
    expect(findings.map(({ code }) => code)).toEqual(['bad-input']);
    expect(findings[0].message).toMatch(/[^.]\.$/);
    expect(startOrigin).toBe('seeded draw');
  });
});

describe('parameter defaults', () => {
  it.each([
    ['(x = 1, y = -2)', [1, -2]],
    ['(w = [1, 2, 3])', [1, 2, 3]],
    ['(w: number[] = zeros)', [0, 0]],
    ['(w: number[] = make(2))', [2, 2]],
    ['(w = new Float64Array([5]))', [5]],
    ['({ w, b } = { w: [1, 2], b: 3 })', [1, 2, 3]],
    ['({ w, b }: typeof initial = initial)', [4, 5]],
  ])('%s', (parameters, start) => {
    const text = `const zeros = [0, 0];\nexport const initial = { w: [4], b: 5 };\nfunction make(n: number) { return Array(n).fill(n) }\nexport function loss${parameters}: number { return 1 }`;
    expect(startOf(text)).toEqual({ start, origin: 'parameter defaults' });
  });
  it('keep their place beside drawn ones', () => {
    const { start, origin } = startOf('export function loss(x: number, rate = 0.25): number { return x * rate }');
    expect(start[1]).toBe(0.25);
    expect(origin).toBe('parameter defaults and a seeded draw');
  });
  it('that cannot stand alone are drawn', () => {
    expect(startOf('export function loss(x = 1, y = 2 * x): number { return x * y }').origin).toBe('seeded draw');
  });
});

describe('array lengths', () => {
  const shapes = (text: string) => prepared(text).layout.parameters.map(({ shape }) => shapeText(shape));
  it.each([
    ['largest index', 'w: number[]', 'return w[0] + w[4]', ['number[5]']],
    ['Float64Array', 'w: Float64Array', 'return w[0] + w[2]', ['Float64Array[3]']],
    ['loops to a constant', 'w: number[]', 'let s = 0; for (let i = 0; i < 40; i++) s += w[i] ** 2; return s', ['number[40]']],
    ['destructuring inside', 'w: number[]', 'const [a, b, c] = w; return a * b * c', ['number[3]']],
    ['destructuring outside', '[a, b, c]: number[]', 'return a * b * c', ['number[3]']],
    ['any length', 'w: number[]', 'return w.reduce((s, x) => s + x * x, 0)', ['number[2]']],
    ['any length of a Float64Array', 'w: Float64Array', 'return w.reduce((s, x) => s + x * x, 0)', ['Float64Array[2]']],
    ['any length, spread', 'w: number[]', 'return Math.hypot(...w)', ['number[2]']],
    ['rest parameters', '...w: number[]', 'return Math.hypot(...w)', ['number[2]']],
    ['neighbours', 'w: number[]', 'let s = 0; for (let i = 0; i < w.length - 2; i++) s += (w[i + 2] - w[i]) ** 2; return s', ['number[2]']],
    ['pairs', 'w: number[]', 'let s = 0; for (let i = 0; i < w.length; i += 2) s += w[i] * w[i + 1]; return s', ['number[2]']],
    ['a length that is asked for', 'w: number[]', "if (w.length !== 5) throw new Error('five'); return w[0]", ['number[5]']],
    ['slices', 'w: number[]', 'const a = w.slice(0, 3), b = w.slice(3, 5); return a[0] * b[0]', ['number[5]']],
    [
      'slices of a Float64Array',
      'w: Float64Array',
      'const a = w.subarray(0, 3), b = w.subarray(3, 7); return a[0] * b[0]',
      ['Float64Array[7]'],
    ],
    ['at()', 'w: number[]', 'return w.at(3)! * w.at(0)!', ['number[4]']],
    ['matrices by index', 'W: number[][]', 'return W[1][0] + W[0][2]', ['number[2][3]']],
    [
      'matrices of any size',
      'W: number[][]',
      'let s = 0; for (const row of W) for (const v of row) s += v * v; return s',
      ['number[2][2]'],
    ],
    [
      'layers over data',
      'W: number[][], b: number[]',
      'const x = [1, 2, 3, 4]; let s = 0; for (let i = 0; i < 5; i++) { let z = b[i]; for (let j = 0; j < x.length; j++) z += W[i][j] * x[j]; s += z * z } return s',
      ['number[5][4]', 'number[5]'],
    ],
    ['a bias per row', 'W: number[][], b: number[]', 'return W.reduce((s, row, i) => s + row[2] * b[i], 0)', ['number[2][3]', 'number[2]']],
    ['fields', '{ w, b }: { w: number[]; b: number }', 'return w[3] * b', ['{ w: number[4], b: number }']],
    [
      'records in arrays',
      'layers: { W: number[][]; b: number[] }[]',
      'return layers[1].W[0][1] + layers[0].b[2]',
      ['({ W: number[1][2], b: number[3] })[2]'],
    ],
    [
      'missing elements made up for',
      'w: number[]',
      'let s = 0; for (let i = 0; i < w.length; i++) s += (w[i] - (w[i + 1] ?? 0)) ** 2; return s',
      ['number[2]'],
    ],
    [
      'a last element read after much data',
      'w: number[]',
      'let s = 0; for (let k = 0; k < 1000; k++) for (let i = 0; i < 100; i++) s += w[i] * k; return s + w[100]',
      ['number[101]'],
    ],
    ['a parameter never read', 'w: number[], x: number', 'return x * x', ['number[1]', 'number']],
  ])('%s', (_, parameters, body, expected) => {
    const text = `export function loss(${parameters}): number { ${body} }`;
    expect(shapes(text)).toEqual(expected);
    const { program, start } = prepared(text);
    expect(Number.isFinite(program.plain(start))).toBe(true);
  });
  it('come from a given start', () => {
    const text = 'export function loss(w: number[]): number { return w.reduce((s, x) => s + x * x, 0) }';
    const { layout, start, startOrigin } = prepared(text, {}, Float64Array.of(1, 2, 3, 4));
    expect([layout.n, [...start], startOrigin]).toEqual([4, [1, 2, 3, 4], 'given']);
  });
  it('of several arrays, flat: as probed', () => {
    const text = 'export function loss(W: number[][], b: number[]): number { return W[1][2] * b[3] }';
    expect(prepared(text, {}, new Float64Array(10)).layout.n).toBe(10);
    expect(errorOf(() => prepared(text, {}, new Float64Array(11))).message).toContain('does not fit');
  });
  it.each([
    ['a condition never met', 'w: number[]', "if (w.length !== 1e9) throw new Error('no'); return 1"],
    ['reading without end', 'w: number[]', 'let s = 0; for (let i = 0; w[i] !== undefined; i++) s += w[i]; return s + NaN * w.length'],
    ['a matrix of unknown size', 'x: number, W: number[][]', "if (W.length < 1e6) throw new RangeError('too few rows'); return W[0][0]"],
  ])('that cannot be known: %s', (_, parameters, body) => {
    const text = `export function loss(${parameters}): number { ${body} }`;
    const error = errorOf(() => prepared(text));
    expect(error.code).toBe('start-unknown');
    expect(error.hint).toContain('Add @start');
    const parameter = parameters.split(', ').at(-1);
    expect(error.range && text.slice(error.range.start, error.range.end)).toBe(parameter);
  });
});

describe('the seeded draw', () => {
  it('is the same each time, off zero, and finite where it can be', () => {
    const text = 'export function loss(x: number, y: number): number { return Math.log(x) + Math.sqrt(y) }';
    const { start } = startOf(text);
    expect(startOf(text).start).toEqual(start);
    expect(start.every((v) => v > 0)).toBe(true);
  });
  it('has hundredths in numbers, and the variance of the scheme in matrices', () => {
    const vector = draw([{ kind: 'array', container: 'array', element: { kind: 'number' }, length: 500 }], 3, spreads[0]);
    expect(vector.every((v) => v !== 0 && Math.abs(v) <= 1 && Math.abs(v * 100 - Math.round(v * 100)) < 1e-9)).toBe(true);
    const row = { kind: 'array', container: 'array', element: { kind: 'number' }, length: 50 } as const;
    const variance = (values: number[]) => values.reduce((s, v) => s + v * v, 0) / values.length;
    const matrix = { kind: 'array', container: 'array', element: row, length: 150 } as const;
    expect(variance(draw([matrix], 1, spreads[0], { init: { id: 'he', options: {} } })) / (2 / 50)).toBeCloseTo(1, 1);
    expect(variance(draw([matrix], 1, spreads[0])) / (2 / 200)).toBeCloseTo(1, 1);
  });
  it('stands even where the loss is never finite', () => {
    expect(startOf('export function loss(x: number): number { return x / 0 - x / 0 }').start).toHaveLength(1);
    expect(startOf("export function loss(x: number): number { throw new Error('always') }").start).toHaveLength(1);
  });
});

describe('other seeds', () => {
  const he = { id: 'he-normal', options: {} };
  const startFor = (text: string, seed: number, init?: Parameters<ReturnType<typeof prepared>['drawStart']>[1]) => [
    ...prepared(text).drawStart(seed, init),
  ];
  const network = 'export function loss({ W, b }: { W: number[][]; b: number[] }): number { return W[2][3] * b[2] + W[0][0] }';

  it('draw other starts, and seed 1 the one that the loss has', () => {
    const one = startFor(network, 1);
    expect(one).toEqual(startOf(network).start);
    expect(startFor(network, 2)).not.toEqual(one);
    const { drawStart } = prepared(network);
    expect(new Set(Array.from({ length: 100 }, (_, seed) => drawStart(seed)[0])).size).toBe(100);
  });
  it('draw by the initialiser that is named, with biases at 0', () => {
    const drawn = startFor(network, 4, he);
    expect(drawn.slice(12)).toEqual([0, 0, 0]);
    expect(drawn.slice(0, 12).every((weight) => weight !== 0)).toBe(true);
    expect(startFor(`/** @init he */ ${network}`, 4)).toEqual(drawn);
    expect(startFor(network, 4, { id: 'constant', options: { value: 0.5 } })).toEqual(Array(15).fill(0.5));
  });
  it('leave biases away from 0 where the loss is not finite there', () => {
    const text = 'export function loss(W: number[][], s: number): number { return W[1][1] + Math.log(s) }';
    expect(startFor(text, 3, he)[4]).toBeGreaterThan(0);
  });
  it('call the start of the source with them', () => {
    const text = `/** @start at(7) */ export function loss(x: number, y: number): number { return x * y }
      const at = (seed: number) => [seed, seed + 1];`;
    expect(startOf(text)).toEqual({ start: [7, 8], origin: '@start' });
    expect(startFor(text, 3)).toEqual([3, 4]);
    expect(startFor(text, 3, { id: 'zeros', options: {} })).toEqual([0, 0]);
  });
  it('whose start does not fit say so', () => {
    const text =
      '/** @start at(2) */ export function loss(w: number[]): number { return w[0] }\nconst at = (n: number) => Array(n).fill(1);';
    expect(errorOf(() => startFor(text, 3)).message).toContain('3 numbers with seed 3, and 2 without');
  });
  it('stay in the domain, also where it is narrow', () => {
    const text = '/** @domain x 3..4, y 0.001..0.002 */ export function loss(x: number, y: number): number { return x * y }';
    const { drawStart } = prepared(text);
    const starts = Array.from({ length: 50 }, (_, seed) => [...drawStart(seed)]);
    expect(starts.every(([x, y]) => x >= 3 && x <= 4 && y >= 0.001 && y <= 0.002)).toBe(true);
    expect(new Set(starts.map(([, y]) => y)).size).toBeGreaterThan(20);
    expect(startOf(text).start).toEqual(starts[1]);
  });
  it('keep defaults beside what is drawn, but not where there is nothing else', () => {
    const some = 'export function loss(x: number, rate = 0.25): number { return x * rate }';
    expect(startFor(some, 5)[1]).toBe(0.25);
    const all = 'export function loss(x = 1, y = 2): number { return x * y }';
    expect(startFor(all, 5)).not.toEqual([1, 2]);
  });
});

describe('data', () => {
  const body = 'return batch.reduce((s, [x, y]) => s + (w[0] * x + w[1] - y) ** 2, 0)';
  it.each([
    [
      'tagged',
      `/** @data samples */ export function loss(w: number[], batch: [number, number][]): number { ${body} }\nexport const samples = [[1, 3], [2, 5]];`,
    ],
    [
      'tagged function',
      `/** @data make(2) */ export function loss(w: number[], batch: [number, number][]): number { ${body} }\nconst make = (n: number) => [[1, 3], [2, 5]].slice(0, n);`,
    ],
    [
      'tagged JSON',
      `import samples from './d.json';\n/** @data samples */ export function loss(w: number[], batch: [number, number][]): number { ${body} }`,
    ],
    ['same name', `export function loss(w: number[], batch: [number, number][]): number { ${body} }\nconst batch = [[1, 3], [2, 5]];`],
    [
      'same type',
      `type Pair = [number, number];\nexport function loss(w: number[], batch: readonly Pair[]): number { ${body} }\nexport const pairs: Pair[] = [[1, 3], [2, 5]];`,
    ],
    ['default', `const pairs = [[1, 3], [2, 5]];\nexport function loss(w: number[], batch = pairs): number { ${body} }`],
  ])('%s', (_, text) => {
    const loss = prepared(text, { '/d.json': '[[1, 3], [2, 5]]' });
    expect(loss.layout.n).toBe(2);
    expect(loss.program.plain(Float64Array.of(2, 1))).toBe(0);
    expect(loss.program.plain(Float64Array.of(0, 0))).toBe(34);
  });
  it('unknown: says what to add, at the parameter', () => {
    const text = `export function loss(w: number[], batch: [number, number][]): number { ${body} }`;
    const error = errorOf(() => prepared(text));
    expect(error.hint).toContain('@data');
    expect(error.range && text.slice(error.range.start, error.range.end)).toBe('batch: [number, number][]');
  });
});

describe('findings', () => {
  it('tell of tags that name what is not there', () => {
    const text =
      '/** @domain q 0..1\n * @unpenalized w, z\n * @data d */\nexport function loss(w: number[]): number { return w[0] }\nconst d = [1];';
    const { findings, domain } = prepared(text);
    expect(findings.map(({ range }) => range && text.slice(range.start, range.end))).toEqual(['q 0..1', 'z', 'd']);
    expect(domain).toEqual([undefined]);
  });
});

describe('points as people write them', () => {
  const workspace = space({ '/a.ts': 'export function loss({ W, b }: { W: number[][]; b: number[] }): number { return W[1][1] * b[1] }' });
  const point = (value: unknown) => [...workspace.readPoint({ file: '/a.ts', name: 'loss' }, value)];
  it('flat and structured', () => {
    expect(point([1, 2, 3, 4, 5, 6])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(
      point({
        W: [
          [1, 2],
          [3, 4],
        ],
        b: [5, 6],
      }),
    ).toEqual([1, 2, 3, 4, 5, 6]);
    expect(errorOf(() => point([1, 2])).message).toContain('[1,2] does not fit');
    expect(errorOf(() => point({ W: 1 })).code).toBe('bad-input');
  });
});

describe('reference losses', () => {
  const folder = fileURLToPath(new URL('../../reference/losses/', import.meta.url));
  const workspace = new Workspace(new OverlayFiles(), { runtime: createRuntime(), watch: new Int32Array(4) });
  it.each(readdirSync(folder))('%s: start found, values as in the reference', (name) => {
    const file = `${folder}${name}`;
    const [found] = workspace.findLosses(file).losses;
    const problem = problems.problems.find(({ loss_file }) => loss_file.endsWith(name));
    if (!problem) throw new Error(`no reference for ${name}`);
    const own = workspace.prepare({ file, name: found.name });
    expect(Number.isFinite(own.program.plain(own.start))).toBe(true);
    const { program } = workspace.prepare({ file, name: found.name }, Float64Array.from(problem.x0));
    const value = program.plain(Float64Array.from(problem.x0));
    expect(Math.abs(value - problem.f_x0)).toBeLessThanOrEqual(1e-12 * Math.abs(problem.f_x0));
  });
});
