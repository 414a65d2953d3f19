import { describe, expect, test } from 'vitest';
import { HessianMatrix } from '../../../src/engine/autodiff/hessianMatrix';
import { load } from './support';

const n = 60;
/** Couples neighbours, or next but one, as x₀ says, with kinks where a coordinate is 0; long and regular enough for loops over terms. */
const SOURCE = `export function loss(x: number[]): number {
  const f = (u: number, v: number): number => 100 * (v - u ** 2) ** 2 + (1 - u) ** 2 + Math.abs(u) * Math.max(u, 0);
  let s = 0;
  if (x[0] > 0) for (let i = 0; i + 1 < x.length; i++) s += f(x[i], x[i + 1]);
  else for (let i = 0; i + 2 < x.length; i++) s += f(x[i], x[i + 2]) + Math.sin(x[i]);
  return s;
}`;
const point = (first: number, kink = 0.5): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => (i === 0 ? first : i === 7 ? kink : 1 + 0.1 * Math.sin(i)));
const newObjective = () => load(SOURCE, [[...point(1)]]).objective;

describe('the matrix that Hessians are written into', () => {
  test('holds nothing of other paths, of kinks or of other points', () => {
    const objective = newObjective();
    const points = [point(1), point(-1), point(1, 0), point(2), point(-2, 0), point(-1), point(1)];
    for (const x of [...points, ...points]) expect(objective.hessian(x)).toEqual(newObjective().hessian(x));
  });

  test('is the same one for all of them', () => {
    const objective = newObjective();
    expect(objective.hessian(point(1))).toBe(objective.hessian(point(-1)));
  });

  test.each([
    ['in places', { touched: Int32Array.of(0, 3), added: Int32Array.of(3) }],
    ['anywhere', { touched: undefined, added: undefined }],
  ])('is 0 again after something was written %s, but for what is written again', (_, filling) => {
    const matrix = new HessianMatrix(2);
    const another = { touched: Int32Array.of(1), added: Int32Array.of(1) };
    expect(matrix.readyFor(filling)).toEqual(new Float64Array(4));
    for (const at of filling.touched ?? [0, 1, 2, 3]) matrix.entries[at] = 7;
    expect(matrix.readyFor(filling)).toEqual(Float64Array.of(filling.added === undefined ? 0 : 7, 0, 0, 0));
    expect(matrix.readyFor(another)).toEqual(new Float64Array(4));
    matrix.overwritten().fill(1);
    expect(matrix.readyFor(filling)).toEqual(new Float64Array(4));
  });
});
