import { describe, expect, it } from 'vitest';
import { findLossesIn } from '../../../src/source/discover';
import { parseModule } from '../../../src/source/modules/parse';
import { penaltyRemedy } from '../../../src/source/remedies/penalty';
import { stableForms } from '../../../src/source/remedies/stableForms';
import { startRemedy } from '../../../src/source/remedies/start';
import { applied } from './applied';

const file = '/loss.ts';

describe('stable forms', () => {
  const stable = (expression: string): string[] => {
    const text = `const f = (x: number, z: number[]) => ${expression};`;
    return stableForms(parseModule(file, text).sourceFile).map((remedy) =>
      applied(text, remedy).slice('const f = (x: number, z: number[]) => '.length, -1),
    );
  };
  const value = (expression: string, x: number, z: number[]): unknown =>
    new Function('x', 'z', `return ${expression.replace('(top: number)', '(top)')}`)(x, z);

  it.each([
    ['Math.log(1 + Math.exp(x))', 'Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))'],
    ['2 * Math.log(Math.exp(-x) + 1)', '2 * (Math.max(-x, 0) + Math.log1p(Math.exp(-Math.abs(-x))))'],
    ['Math.log1p(Math.exp(x))', 'Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))'],
    [
      'Math.log(Math.exp(x) + Math.exp(2 * x))',
      '((top: number) => top + Math.log(Math.exp(x - top) + Math.exp((2 * x) - top)))(Math.max(x, 2 * x))',
    ],
    [
      'Math.log(z.reduce((s, v) => s + Math.exp(v), 0))',
      '((top: number) => top + Math.log(z.reduce((s, v) => s + Math.exp(v - top), 0)))(Math.max(...z))',
    ],
  ])('of %s', (expression, form) => {
    expect(stable(expression)).toEqual([form]);
    expect(value(form, 0.7, [1, 2, 3])).toBeCloseTo(Number(value(expression, 0.7, [1, 2, 3])), 12);
    expect(value(form, 1000, [1000, 999])).toSatisfy(Number.isFinite);
    expect(
      value(expression, -1000, [1000, 999]) === Number.POSITIVE_INFINITY ||
        value(expression, 1000, [1000, 999]) === Number.POSITIVE_INFINITY,
    ).toBe(true);
  });

  it.each(['Math.log(1 + x)', 'Math.log(2 + Math.exp(x))', 'Math.log1p(x)', 'Math.exp(x) + 1', 'Math.log(z.reduce((s, v) => s + v, 0))'])(
    'not of %s',
    (expression) => {
      expect(stable(expression)).toEqual([]);
    },
  );
});

describe('a penalty', () => {
  const penalised = (text: string): string | undefined => {
    const parsed = parseModule(file, text);
    const [found] = findLossesIn(parsed).losses;
    const remedy = penaltyRemedy(found, parsed.sourceFile);
    return remedy && applied(text, remedy);
  };

  it.each([
    ['export const loss = (x: number, y: number): number => x * y;', 'x * y + 0.01 * (x ** 2 + y ** 2);'],
    [
      'export function loss(w: number[]): number { return w[0] > 0 ? w[1] : 2; }',
      '(w[0] > 0 ? w[1] : 2) + 0.01 * (w.reduce((sum, value) => sum + value ** 2, 0));',
    ],
    ['export const loss = (W: number[][]): number => f(W);', 'W.flat().reduce((sum, value) => sum + value ** 2, 0)'],
    ['export const loss = ({ b, c }: { b: number; c: number }): number => b - c;', 'b - c + 0.01 * (b ** 2 + c ** 2);'],
    [
      'export const loss = (p: { b: number; w: [number, number] }): number => f(p);',
      'f(p) + 0.01 * (p.b ** 2 + p.w[0] ** 2 + p.w[1] ** 2);',
    ],
  ])('on %s', (text, end) => {
    expect(penalised(text)).toContain(end);
  });

  it('is added to every value that is returned, but not by functions within', () => {
    const text =
      'export function loss(x: number): number {\n  const g = (t: number) => { return t; };\n  if (x > 0) return x;\n  return g(x);\n}\n';
    expect(penalised(text)).toBe(text.replace('return x;', 'return x + 0.01 * (x ** 2);').replace('g(x);', 'g(x) + 0.01 * (x ** 2);'));
  });
});

describe('a start', () => {
  const started = (text: string): string | undefined => {
    const parsed = parseModule(file, text);
    const [found] = findLossesIn(parsed).losses;
    const remedy = startRemedy(found, parsed.sourceFile);
    return remedy && applied(text, remedy);
  };
  const loss = 'export const loss = (w: number[], b: number): number => f(w, b);\n';

  it('goes into a comment of its own, or to the end of the one that is there', () => {
    const tag = '@start {"w": [0, 0], "b": 0}';
    expect(started(loss)).toBe(`/** ${tag} */\n${loss}`);
    expect(started(`/** A loss. */\n${loss}`)).toBe(`/** A loss.\n * ${tag} */\n${loss}`);
    expect(started(`/**\r\n * A loss.\r\n */\r\n${loss}`)).toBe(`/**\r\n * A loss.\r\n * ${tag}\r\n */\r\n${loss}`);
    expect(started('class M {\n  static loss(x: number): number { return x; }\n}')).toBe(
      'class M {\n  /** @start 0 */\n  static loss(x: number): number { return x; }\n}',
    );
  });

  it('is not added twice', () => {
    expect(started(`/** @start [1] */\nexport const loss = (w: number[]): number => f(w);\n`)).toBeUndefined();
  });
});
