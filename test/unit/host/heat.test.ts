import { describe, expect, it } from 'vitest';
import { chainRule } from '../../../src/host/chainRule';
import { lineHeat, strongest } from '../../../src/host/heat/lineHeat';
import type { ExpressionReading } from '../../../src/protocol/model';

function reading(line: number, adjoint: number, { count = 1, file = 'a.ts' } = {}): ExpressionReading {
  const location = { file, line, column: 1, endLine: line, endColumn: 9 };
  return { location, count, value: { min: 1, max: 1 }, adjoint: { min: adjoint, max: adjoint } };
}

describe('heat of lines', () => {
  it('goes by the logarithm of the largest |adjoint| of each line', () => {
    const heat = lineHeat([reading(1, 1), reading(2, -100), reading(2, 3), reading(3, 1e4)], 'a.ts');
    expect(heat).toEqual([
      { line: 0, level: 1, magnitude: 1 },
      { line: 1, level: 3, magnitude: 100 },
      { line: 2, level: 5, magnitude: 1e4 },
    ]);
  });

  it('leaves out lines of other files and those that the loss does not depend on', () => {
    expect(lineHeat([reading(1, 0), reading(2, 1, { file: 'b.ts' })], 'a.ts')).toEqual([]);
  });

  it('does not blow small differences up, and shows what is not a number at the top', () => {
    const levels = (adjoints: number[]) =>
      lineHeat(
        adjoints.map((adjoint, i) => reading(i + 1, adjoint)),
        'a.ts',
      ).map(({ level }) => level);
    expect(levels([1, 1.1])).toEqual([5, 5]);
    expect(levels([1, 100, Number.NaN])).toEqual([1, 5, 5]);
    expect(levels([Number.POSITIVE_INFINITY])).toEqual([5]);
  });

  it('lets the stronger bar stand where losses share a line', () => {
    const [weak, strong] = [
      { line: 1, level: 2, magnitude: 9 },
      { line: 1, level: 4, magnitude: 3 },
    ];
    expect(strongest([weak, strong])).toEqual([strong]);
  });
});

describe('the chain rule', () => {
  const sources = new Map<ExpressionReading, string>();
  const named = (source: string, adjoint: number, count = 1): ExpressionReading => {
    const made = reading(1, adjoint, { count });
    sources.set(made, source);
    return made;
  };
  const sourceOf = (of: ExpressionReading): string => sources.get(of) ?? '';

  it('divides by the adjoint of the smallest expression around', () => {
    const [inner, outer, outermost] = [named('x * y', 6), named('(x * y) ** 2', 2), named('1 + (x * y) ** 2', 1)];
    expect(chainRule(inner, [outermost, inner, outer], sourceOf)).toEqual({ outer, local: 3 });
  });

  it('is not claimed where it need not hold', () => {
    const inner = named('x * y', 6);
    expect(chainRule(inner, [inner], sourceOf)).toBeUndefined();
    expect(chainRule(inner, [inner, named('f(() => x * y) + 1', 2)], sourceOf)).toBeUndefined();
    expect(chainRule(inner, [inner, named('(s = x * y) + s', 2)], sourceOf)).toBeUndefined();
    expect(chainRule(inner, [inner, named('(x * y) ** 2', 2, 3)], sourceOf)).toBeUndefined();
    expect(chainRule(inner, [inner, named('0 * (x * y)', 0)], sourceOf)).toBeUndefined();
  });
});
