import { expect, test } from 'vitest';
import { gradientOf, hessianOf, load } from './support';
test('smoke', () => {
  const l = load('export function loss(x: number, y: number): number { return (1 - x) ** 2 + 100 * (y - x * x) ** 2; }', [0, 0]);
  expect(gradientOf(l, [-1.2, 1])).toEqual([-215.59999999999997, -87.99999999999999]);
  console.log(hessianOf(l, [-1.2, 1]), l.objective.blockedBy, l.objective.expressionsAt(Float64Array.of(-1.2,1)).map(r => [l.text(r.range), r.value.min, r.adjoint.min]));
});
