import { combination, decrease, denseLimit, hasNegativeCurvature, type LocalModel, localModel } from './localModel';
import type { End, Environment, Point, Step } from './optimizer';
import type { Proposal } from './steihaug';
import { firstRadius, type TrustRegionState, trustRegionStep } from './trustRegionStep';

export const noWayDown = { kind: 'converged', why: 'a critical point with no way down' } as const;
export const noGradient = { kind: 'converged', why: 'the gradient vanishes' } as const;

/** Along the eigenvector of the lowest eigenvalue: the way out of a saddle. */
export function alongLowest(model: LocalModel): (radius: number) => Proposal {
  return (radius) => {
    const p = new Float64Array(model.n);
    p[0] = model.slopes[0] > 0 ? -radius : radius;
    return { step: combination(model, p), predicted: decrease(model, p), onBoundary: true };
  };
}

/**
 * Where a method that sees gradients would end: the Hessian tells whether it does, or goes on along the direction that curves down most
 * (McCormick 1977; Moré & Sorensen 1979). With too many parameters for that it ends.
 */
export function endOrWayDown(point: Point, environment: Environment, end: End = noWayDown): Step<TrustRegionState> {
  const model = point.x.length <= denseLimit ? localModel(environment.objective, point) : undefined;
  const way = model && hasNegativeCurvature(model) && trustRegionStep(point, firstRadius(point.x, 0), alongLowest(model), environment);
  return way && !way.end ? way : { x: point.x, state: { radius: undefined }, evaluated: point, end };
}
