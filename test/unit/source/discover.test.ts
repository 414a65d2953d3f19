import { readdirSync, readFileSync } from 'node:fs';
import ts from '@typescript/typescript6';
import { describe, expect, it } from 'vitest';
import { findLosses } from '../../../src/source/discover';
import { shapeText } from '../../../src/source/layout';
import { memoryFiles } from './files';

const namesIn = (text: string) => findLosses('/a.ts', text).losses.map(({ name }) => name);
const only = (text: string) => {
  const { losses } = findLosses('/a.ts', text);
  expect(losses).toHaveLength(1);
  return losses[0];
};
const shapesIn = (text: string) => only(text).parameters.map(({ shape }) => shapeText(shape));

describe('reference losses', () => {
  const folder = new URL('../../reference/losses/', import.meta.url);
  it.each(readdirSync(folder))('%s holds exactly one', (file) => {
    const { losses, syntaxErrors } = findLosses(`/${file}`, readFileSync(new URL(file, folder), 'utf8'));
    expect(syntaxErrors).toEqual([]);
    expect(losses.map(({ exported, data }) => ({ exported, data }))).toEqual([{ exported: true, data: undefined }]);
  });
});

describe('which functions are offered', () => {
  it.each([
    ['a declaration', 'export function f(x: number): number { return x }', ['f']],
    ['an arrow', 'export const f = (x: number): number => x', ['f']],
    ['a function expression', 'export const f = function g(x: number): number { return x }', ['f']],
    ['a default declaration', 'export default function f(x: number): number { return x }', ['f']],
    ['an anonymous default', 'export default (x: number): number => x * x', ['default']],
    ['exported by a list', 'function f(x: number) { return x * x }\nexport { f }', ['f']],
    ['exported under another name', 'function f(x: number) { return x * x }\nexport { f as g }', ['f']],
    ['exported as default by name', 'const f = (x: number) => x * x;\nexport default f', ['f']],
    [
      'static methods',
      'export class Model { static f(x: number): number { return x } static g = (x: number) => x * x; h(x: number): number { return x } }',
      ['Model.f', 'Model.g'],
    ],
    [
      'namespaces',
      'export namespace N { export function f(x: number): number { return x } function g(x: number): number { return x } }',
      ['N.f'],
    ],
    ['wrapped in satisfies', 'type F = (x: number) => number;\nexport const f = ((x) => x * x) satisfies F', ['f']],
    ['several in one statement', 'export const f = (x: number) => x * x, g = (x: number) => -x', ['f', 'g']],
    ['unicode names', 'export const Лосс = (θ: number) => θ ** 2', ['Лосс']],
  ])('%s', (_, text, names) => expect(namesIn(text)).toEqual(names));

  it.each(['loss', 'trainLoss', 'mse_loss', 'LOSS', 'logisticCost2', 'objective', 'freeEnergy', 'NLL'])(
    'local ones by their name: %s',
    (name) => {
      expect(namesIn(`const ${name} = (x: number) => x * x`)).toEqual([name]);
    },
  );
  it.each(['square', 'glossy', 'costume', 'lossless'])('no local one called %s', (name) => {
    expect(namesIn(`const ${name} = (x: number) => x * x`)).toEqual([]);
  });
  it('local ones with @loss, and none with @loss off', () => {
    expect(namesIn('/** @loss */ function f(x: number) { return x * x }')).toEqual(['f']);
    expect(namesIn('/** @loss off */ export function f(x: number) { return x * x }')).toEqual([]);
    expect(namesIn('/** The @loss of it all. */ const f = (x: number) => x * x')).toEqual(['f']);
  });
  it.each([
    ['without parameters', 'export function loss(): number { return 1 }'],
    [
      'overloads',
      'export function loss(x: number): number; export function loss(x: number[]): number; export function loss(x: any): number { return 1 }',
    ],
    ['declared only', 'export declare function loss(x: number): number'],
    ['async', 'export async function loss(x: number) { return x * x }'],
    ['generators', 'export function* loss(x: number): Generator<number> { yield x }'],
    ['generic', 'export function loss<T extends number>(x: T): number { return x }'],
    ['of strings', 'export function loss(x: string): number { return x.length }'],
    ['of unions', 'export function loss(x: number | string): number { return 1 }'],
    ['with a this parameter', 'export function loss(this: Date, x: number): number { return x }'],
    ['inside functions', 'export function make() { function loss(x: number): number { return x } return loss }'],
    ['optional parameters alone', 'export function loss(x?: number): number { return x ?? 0 }'],
    [
      'private static methods',
      'export class M { private static loss(x: number): number { return x } static #loss(x: number): number { return x } }',
    ],
  ])('none %s', (_, text) => expect(namesIn(text)).toEqual([]));
});

describe('inferred results', () => {
  const offered = (body: string, parameters = 'x: number') =>
    namesIn(`type P = { w: number[] };\nexport function f(${parameters}) ${body}`).length > 0;
  it.each([
    '{ return x * x }',
    '{ let sum = 0; for (let i = 0; i < 3; i++) sum += x; return sum }',
    '{ const y = -x; return y }',
    '{ if (x > 0) return x; else return 0; }',
    '{ return x > 0 ? Math.log(x) : 0 }',
    '{ return [x, 1].reduce((a, b) => a + b, 0) }',
    '{ const g = (t: number): number => t; return g(x) }',
    '{ return (x as number)! }',
    '{ return x++ }',
    '{ return Math.PI }',
    '{ const f = () => { return "inner" }; return x }',
  ])('a number: %s', (body) => expect(offered(body)).toBe(true));
  it.each([
    '{ return `text` }',
    '{ return x + String(1) + "!" }',
    '{ return [x] }',
    '{ return { x } }',
    '{ return x > 0 }',
    '{ return !x }',
    '{}',
    '{ return }',
    '{ return () => x }',
    '{ return x > 0 ? x : undefined }',
    '{ return x.toFixed(2) }',
    '{ return new Date(x) }',
    '{ throw new Error() }',
    '{ return void x }',
    '{ return typeof x }',
    '{ return 1n }',
    '{ return [x].map((v) => v) }',
  ])('not a number: %s', (body) => expect(offered(body)).toBe(false));
  it.each([
    ['p: P', '{ return p.w[0] }'],
    ['w: number[]', '{ return w[0] + w[1] }'],
    ['w: number[]', '{ const [a] = w; return a }'],
    ['W: number[][]', '{ let s = 0; for (const row of W) for (const v of row) s += v; return s }'],
    ['{ w }: P', '{ return w.length }'],
    ['[a, b]: [number, number]', '{ return a + b }'],
    ['x = 1', '{ return x }'],
  ])('follows parameters: (%s) %s', (parameters, body) => expect(offered(body, parameters)).toBe(true));
  it('unknown results only by name', () => {
    expect(namesIn('import { g } from "./g";\nexport const f = (x: number) => g(x);\nexport const loss = (x: number) => g(x);')).toEqual([
      'loss',
    ]);
  });
  it('through functions of the same file, recursion included', () => {
    expect(
      namesIn('const sq = (x: number) => x * x;\nexport const f = (x: number) => sq(x);\nexport const g = (x: number): any => g(x);'),
    ).toEqual(['f']);
    expect(namesIn('export function f(x: number) { return f(x) }')).toEqual([]);
  });
});

describe('parameters', () => {
  it.each([
    ['x: number, y: number', ['number', 'number']],
    ['w: number[]', ['number[]']],
    ['w: readonly number[]', ['number[]']],
    ['w: Array<number>', ['number[]']],
    ['w: ReadonlyArray<number>', ['number[]']],
    ['W: number[][]', ['number[][]']],
    ['w: Float64Array', ['Float64Array[]']],
    ['w: [number, number]', ['[number, number]']],
    ['w: readonly [a: number, b: number[]]', ['[number, number[]]']],
    ['[a, b, c]: number[]', ['number[3]']],
    ['[a, ...rest]: number[]', ['number[]']],
    ['{ w, b }: { w: number[]; b: number }', ['{ w: number[], b: number }']],
    ['{ w: [a, b], b }: { w: number[]; b: number; note?: string }', ['{ w: number[2], b: number }']],
    ['p: { w: number; b?: number; note?: string }', ['{ w: number, b?: number }']],
    ['p: { a?: number; c: number; e?: number[] } & Base', ['{ c: number, a: number, e?: number[] }']],
    ['x = 1, y = -2.5', ['number', 'number']],
    ['w = [1, 2]', ['number[]']],
    ['p = { w: [[0, 1]], b: 0 }', ['{ w: number[][], b: number }']],
    ['w = new Float64Array(3)', ['Float64Array[]']],
    ['w = new Array(3).fill(0)', ['number[]']],
    ['...w: number[]', ['number[]']],
    ['net: Net', ['{ layers: ({ W: number[][], b: number[] })[], scale: number }']],
    ['p: typeof initial', ['{ w: number[], b: number }']],
    ['v: Vec', ['number[]']],
    ['p: Base & { c: number }', ['{ a: number, c: number }']],
    ['p: Derived', ['{ a: number, d: number }']],
    ['p: Readonly<Base>', ['{ a: number }']],
  ])('(%s)', (parameters, shapes) => {
    const types = `interface Layer { W: number[][]; b: number[] }
type Net = { layers: Layer[]; scale: number };
type Vec = readonly number[];
interface Base { a: number }
interface Derived extends Base { d: number }
const initial = { w: [0, 0], b: 0 };`;
    expect(shapesIn(`${types}\nexport function f(${parameters}): number { return 0 }`)).toEqual(shapes);
  });
  it('takes types from the variable', () => {
    expect(shapesIn('export const f: (x: number, w: number[]) => number = (x, w) => x * w[0];')).toEqual(['number', 'number[]']);
    expect(shapesIn('type F = (x: number) => number;\nexport const f: F = (x) => x;')).toEqual(['number']);
    expect(shapesIn('export const f = ((w) => w[0]) satisfies (w: number[]) => number;')).toEqual(['number[]']);
  });
  it('resolves types through relative imports and re-exports', () => {
    const files = memoryFiles({
      '/lib/types.ts': 'export interface Params { w: Vec; b: number }\ntype Vec = number[];',
      '/lib/index.ts': "export * from './types';\nexport type { Params as Renamed } from './types';",
    });
    const text =
      "import type { Params } from './lib';\nimport { type Renamed as R } from './lib/index';\nexport function f(p: Params, r: R): number { return 0 }";
    const [loss] = findLosses('/a.ts', text, files).losses;
    expect(loss.parameters.map(({ shape }) => shapeText(shape))).toEqual(['{ w: number[], b: number }', '{ w: number[], b: number }']);
  });
  it('stops at types that refer to themselves', () => {
    expect(namesIn('interface Tree { left: Tree; v: number }\nexport function loss(t: Tree): number { return t.v }')).toEqual([]);
    const files = memoryFiles({ '/b.ts': "export * from './c';", '/c.ts': "export * from './b';" });
    expect(findLosses('/a.ts', "import { T } from './b';\nexport function loss(t: T): number { return 0 }", files).losses).toEqual([]);
  });
});

describe('data batches', () => {
  const data = (text: string) => only(text).data?.name;
  it('are last parameters that cannot be optimised', () => {
    expect(data('interface S { x: string }\nexport function f(w: number[], items: S[]): number { return 0 }')).toBe('items');
    expect(namesIn('export function f(items: string[], w: number[]): number { return 0 }')).toEqual([]);
    expect(namesIn('export function f(items: string[]): number { return 0 }')).toEqual([]);
  });
  it('or are named so, or tagged', () => {
    expect(data('export function f(w: number[], batch: number[][]): number { return 0 }')).toBe('batch');
    expect(data('export function f(w: number[], trainingData: number[]): number { return 0 }')).toBe('trainingData');
    expect(data('/** @data xs */ export function f(w: number[], v: number[]): number { return 0 }')).toBe('v');
    expect(data('export function f(w: number[], v: number[]): number { return 0 }')).toBeUndefined();
    expect(data('export function f(samples: number[]): number { return 0 }')).toBeUndefined();
  });
});

describe('places', () => {
  const cut = (text: string, { start, end }: { start: number; end: number }) => text.slice(start, end);
  it('name, extent and signature', () => {
    const text = '// head\n/** A loss. */\nexport const loss = (\n  x: number, // first\n  y: number,\n) => x * y;\n';
    const { nameRange, extent, signature } = only(text);
    expect(cut(text, nameRange)).toBe('loss');
    expect(cut(text, extent)).toBe(text.slice(text.indexOf('/**'), -1));
    expect(signature).toBe('(x: number, y: number)');
  });
  it('a hashbang and CRLF change nothing', () => {
    const text = '#!/usr/bin/env node\r\n\r\nexport function loss(x: number): number {\r\n  return x;\r\n}\r\n';
    expect(cut(text, only(text).nameRange)).toBe('loss');
  });
});

describe('broken and large files', () => {
  it('reports syntax errors with their place and finds what it can', () => {
    const text = 'export function loss(x: number): number { return x * ; }\nexport function cost(y: number): number { return y }';
    const { losses, syntaxErrors } = findLosses('/a.ts', text);
    expect(losses.map(({ name }) => name)).toEqual(['loss', 'cost']);
    expect(syntaxErrors[0]).toMatchObject({
      code: 'syntax',
      message: 'Expression expected.',
      range: { start: text.indexOf(';'), end: text.indexOf(';') + 1 },
    });
  });
  it('looks through 20,000 lines in little more time than parsing takes', () => {
    const functions = Array.from(
      { length: 4000 },
      (_, i) => `export function f${i}(x: number, y: number) {\n  const a = x * ${i} + y;\n  let s = 0;\n  return a + s;\n}`,
    );
    const text = functions.join('\n');
    const time = (body: () => void) => {
      const start = performance.now();
      body();
      return performance.now() - start;
    };
    const best = (body: () => void) => Math.min(...Array.from({ length: 3 }, () => time(body)));
    const parsing = best(() => ts.createSourceFile('/a.ts', text, ts.ScriptTarget.ES2022));
    const finding = best(() => expect(findLosses('/a.ts', text).losses).toHaveLength(4000));
    expect(finding / parsing).toBeLessThan(6);
  }, 60_000);
});
