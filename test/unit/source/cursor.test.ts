import { describe, expect, it } from 'vitest';
import { placeAt } from '../../../src/source/cursor/place';
import { findLossesIn } from '../../../src/source/discover';
import { parseModule } from '../../../src/source/modules/parse';

/** What stands at the bar in a text. */
function at(marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const parsed = parseModule('/loss.ts', text);
  const [found] = findLossesIn(parsed).losses;
  const place = placeAt(found, parsed.sourceFile, offset);
  return place?.kind === 'declaration' ? text.slice(place.value.start, place.value.end) : place;
}
const names = (...all: string[]) => ({ kind: 'names', names: all });

describe('a name of a parameter', () => {
  it.each([
    ['export const loss = (x|: number, y: number): number => x * y;', names('x')],
    ['export const loss = (x: number, y: number): number => x * |y;', names('y')],
    ['export const loss = (x: number, y: number): number => x| * y;', names('x')],
    ['export function loss(w: number[]): number { return w[|0] ** 2; }', names('w[0]')],
    ['export function loss(w: number[]): number { return |w[0] ** 2; }', names('w[0]', 'w')],
    ['export function loss(W: number[][]): number { return |W[0][1]; }', names('W[0][1]', 'W[0]', 'W')],
    ['export function loss(w: number[]): number { return w|.reduce((a, b) => a + b); }', names('w.reduce', 'w')],
    ['export function loss(p: { b: number; w: number[] }): number { return p.|b; }', names('p.b')],
    ['export const loss = ({ b, w }: { b: number; w: number[] }): number => |b + w[1];', names('b')],
    ['export const loss = ([a, c]: number[]): number => |c * a;', names('c')],
  ])('%s', (text, expected) => {
    expect(at(text)).toEqual(expected);
  });

  it('goes by other names inside of the loss, too', () => {
    const loss = (body: string) => `export function loss(p: { w: number[]; b: number }): number {\n  ${body}\n}`;
    expect(at(loss('const [first, second] = p.w;\n  return first + |second;'))).toEqual(names('p.w[1]'));
    expect(at(loss('const { w: weights } = p;\n  return |weights[2];'))).toEqual(names('p.w[2]', 'p.w'));
    expect(at(loss('const bias = p.b;\n  return |bias;'))).toEqual(names('p.b'));
  });

  it('is none where another variable hides it, or after a dot', () => {
    expect(at('export const loss = (x: number): number => [1].map((x) => |x)[0];')).toBeUndefined();
    expect(at('export function loss(x: number): number { { const x = 3; return |x; } }')).toBeUndefined();
    expect(at('export function loss(x: number): number { for (let x = 0; x < 3; x++) { g(|x); } return x; }')).toBeUndefined();
    expect(at('export const loss = (x: number): number => Math.|x;')).toBeUndefined();
    expect(at('export const loss = (x: number): number => g({ |x: 3 });')).toBeUndefined();
    expect(at('export function loss(w: number[]): number { return w[|i]; }')).toBeUndefined();
  });
});

describe('elsewhere', () => {
  it('a declaration stands for its value', () => {
    expect(at('export function loss(x: number): number {\n  const squa|re = x ** 2;\n  return square;\n}')).toBe('x ** 2');
    expect(at('export function loss(x: number): number {\n  let sum|;\n  return x;\n}')).toBeUndefined();
  });

  it('the tag of the start is told from other tags', () => {
    const loss = 'export const loss = (x: number, y: number): number => x * y;';
    expect(at(`/** @st|art [1, 2] */\n${loss}`)).toEqual({ kind: 'start' });
    expect(at(`/** @start [1, |2] */\n${loss}`)).toEqual({ kind: 'start' });
    expect(at(`/** @start [1, 2]\n * @unpenalized |y */\n${loss}`)).toEqual(names('y'));
    expect(at(`/** |A product. */\n${loss}`)).toBeUndefined();
  });

  it('is nothing outside of the loss', () => {
    expect(at('const x = |1;\nexport const loss = (x: number): number => x ** 2;')).toBeUndefined();
  });
});
