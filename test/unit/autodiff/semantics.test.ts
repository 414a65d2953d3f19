import { describe, expect, test } from 'vitest';
import { differences, gradientDifferences } from './differences';
import { AREAS } from './semantics/all';
import type { Case, Point } from './semantics/case';
import { distance, flatten, gradientOf, hessianOf, load } from './support';

for (const [area, cases] of Object.entries(AREAS)) {
  describe(area, () => {
    for (const entry of cases) describe(entry.name, () => check(entry));
  });
}

function check({ source, points, paths, flags }: Case): void {
  const loaded = load(source, points[0].at);
  for (const point of points) {
    const x = flatten(point.at);
    test(`value and gradient at ${JSON.stringify(x)}`, () => {
      const gradient = new Float64Array(x.length);
      const value = loaded.objective.valueAndGradient(Float64Array.from(x), gradient);
      expect(loaded.objective.blockedBy).toBeUndefined();
      expect(distance([value], [loaded.plain(Float64Array.from(x))])).toBeLessThan(1e-14);
      const expected = point.gradient ?? differences((at) => loaded.plain(at), x);
      expect(distance(gradient, expected), `${gradient} is not ${expected}`).toBeLessThan(point.gradient ? 1e-13 : 1e-8);
    });
    if (!point.kink) test(`Hessian at ${JSON.stringify(x)}`, () => checkHessian(loaded, point, x));
  }
  if (paths !== undefined)
    test(`records ${paths} paths`, () =>
      expect(load(source, points[0].at)).toSatisfy((fresh: ReturnType<typeof load>) => pathsOf(fresh, points) === paths));
  if (flags !== undefined) test(`is flagged ${flags}`, () => expect(loaded.objective.flags.map(({ kind }) => kind)).toEqual(flags));
}

function checkHessian(loaded: ReturnType<typeof load>, point: Point, x: readonly number[]): void {
  const hessian = hessianOf(loaded, point.at);
  const expected = point.hessian ?? gradientDifferences((at) => gradientOf(loaded, at), x, 0.01);
  expect(distance(hessian, expected), `${hessian} is not ${expected}`).toBeLessThan(point.hessian ? 1e-14 : 1e-7);
}

function pathsOf(loaded: ReturnType<typeof load>, points: readonly Point[]): number {
  for (const { at } of points) gradientOf(loaded, at);
  return loaded.objective.pathsRecorded;
}
