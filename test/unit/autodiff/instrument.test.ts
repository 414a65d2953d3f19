// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the snippets are TypeScript text
import ts from '@typescript/typescript6';
import { describe, expect, test } from 'vitest';
import { SiteBlock, watchTransformer } from '../../../src/source/instrument';
import { emit, load, run } from './support';

describe('the trail for endless loops', () => {
  const marksOf = (source: string): string[] => {
    const sites = new SiteBlock();
    emit(source, watchTransformer('f.ts', sites));
    return Array.from({ length: sites.size }, (_, i) => source.slice(sites.get(i + 1).start, sites.get(i + 1).end));
  };

  test.each([
    ['for (let i = 0; i < 3; i++) f();', 'for (let i = 0; i < 3; i++)'],
    ['while (go()) { f(); }', 'while (go())'],
    ['do f(); while (go());', 'do'],
    ['for (const v of list) f(v);', 'for (const v of list)'],
    ['for (const k in o) {}', 'for (const k in o)'],
    ['while (true);', 'while (true)'],
    ['function named() { return 1; }', 'named'],
    ['const f = () => { return 1; };', '() => { return 1; }'],
    ['class A { method() { return 1; } }', 'method'],
    ['outer: for (;;) { break outer; }', 'for (;;)'],
  ])('%s', (source, mark) => {
    expect(marksOf(source)).toEqual([mark]);
  });

  test('an arrow function without a block gets none', () => {
    expect(marksOf('const f = (x: number) => x * 2;')).toEqual([]);
  });

  test('holds the last loop or function that ran, and changes nothing else', () => {
    const sites = new SiteBlock();
    const source =
      "'use strict'; export function sum(n: number) { 'use strict'; let s = 0; for (let i = 0; i < n; i++) s += i; return s; }";
    const watch = new Int32Array(1);
    const { sum } = run(emit(source, watchTransformer('f.ts', sites)), { __watch: watch }) as { sum(n: number): number };
    expect(sum(5)).toBe(10);
    expect(source.slice(sites.get(watch[0]).start, sites.get(watch[0]).end)).toBe('for (let i = 0; i < n; i++)');
    sum(0);
    expect(source.slice(sites.get(watch[0]).start, sites.get(watch[0]).end)).toBe('sum');
  });
});

describe('sites', () => {
  test('number from 1 and refuse what was never given out', () => {
    const sites = new SiteBlock();
    expect(sites.add({ file: 'a', start: 1, end: 2 })).toBe(1);
    expect(sites.get(1)).toEqual({ file: 'a', start: 1, end: 2 });
    expect(() => sites.get(0)).toThrow(RangeError);
    expect(() => sites.get(2)).toThrow(RangeError);
  });

  test('are exact behind comments, types and multi-byte text', () => {
    const source =
      "const π = 3; /* ∇ */ export const loss = (x: number /* 😀 */): number =>\n  // a comment\n  (x as number) * /* inside */ π + `${'é'}`.length;";
    const loaded = load(source, [1]);
    const texts = loaded.objective.expressionsAt(Float64Array.of(2)).map(({ range }) => loaded.text(range));
    expect(texts).toEqual(['(x as number) * /* inside */ π', "(x as number) * /* inside */ π + `${'é'}`.length"]);
  });
});

describe('findings', () => {
  const findingsOf = (source: string) =>
    load(`${source}; export const loss = (x: number) => x;`, [1]).findings.map(({ kind, range }) => [
      kind,
      range.file,
      range.start,
      range.end,
    ]);
  const textOf = (source: string) =>
    findingsOf(source).map(([kind, , start, end]) => `${kind}: ${source.slice(Number(start), Number(end))}`);

  test.each([
    ['let n = 0; function f() { n++; }', ['outer-write: n++']],
    ['let n = 0; const f = () => { n += 1; }', ['outer-write: n += 1']],
    ['const s = { n: 0 }; function f() { s.n = 1; }', ['outer-write: s.n = 1']],
    ['const b = [0]; function f() { b[0] = 1; }', ['outer-write: b[0] = 1']],
    ['const h: number[] = []; function f() { h.push(1); }', ['outer-write: h.push(1)']],
    ['let n = 0; n = 1;', []],
    ['let n = 0; function f() { let n = 1; n = 2; }', []],
    ['let n = 0; function f(n: number) { n = 2; return () => { n = 3; }; }', []],
    ['const f = async () => { await 1; };', ['async: await 1']],
  ])('%s', (source, expected) => {
    expect(textOf(source)).toEqual(expected);
  });
});

test('what TypeScript makes of an instrumented file is valid, whatever is in it', () => {
  const source = `
    import type { T } from './types';
    @sealed class Base { @field x = 1; constructor(protected readonly y = 2 * 3) {} get z(): number { return this.x * this.y; } }
    function sealed(_target: unknown, _context: unknown) {} function field(_target: unknown, _context: unknown) {}
    abstract class Shape<K extends string = 'a'> { abstract area(): number; static { Shape.count += 1; } static count = 0; #p = 1; has(o: object) { return #p in o; } }
    class Derived extends Base { constructor() { super(4); this.x *= super.z; } }
    declare const ambient: number; type F = (a: number) => number; interface I { [k: string]: number }
    namespace Space { export namespace Inner { export const v = 1 + 2; } }
    enum E { A = 1, B = A << 2, C = 'c'.length }
    label: for (const [i, { length: l = 3 }] of Object.entries({ a: [1] })) { if (Number(i) + l > 100) continue label; }
    export const loss = (x: number): number => { const d = new Derived(); let t: T | undefined; return d.x * x + E.B + Space.Inner.v + [x][0]!; };
  `;
  const loaded = load(source, [1]);
  expect(loaded.objective.value(Float64Array.of(2))).toBe(4 * 2 + 4 + 3 + 2);
  expect(ts.version).toMatch(/^6\./);
});
