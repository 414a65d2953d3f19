import { t } from '../../l10n/t';
import type { Objective } from '../objective';
import { denseLimit, isSecondOrderPoint, localModel } from './localModel';
import { defineOptimizer, type Point } from './optimizer';
import { noWayDown } from './secondOrder';
import { type Proposal, steihaug } from './steihaug';
import { firstRadius, initialRadius, type TrustRegionState, trustRegionStep, withinRadius } from './trustRegionStep';

export const trustRegion = defineOptimizer({
  id: 'trust-region',
  name: 'Trust region',
  help: t('Goes to the lowest point of the quadratic model within a radius that grows while the model is right. It leaves every saddle.'),
  formula: 'θ ← θ + argmin {gᵀp + ½pᵀHp : ‖p‖ ≤ Δ}',
  source: 'Moré & Sorensen 1983; Nocedal & Wright 2006, algorithm 4.1; Steihaug 1983 for many parameters',
  options: { initialRadius },
  judgesConvergence: true,

  init: (): TrustRegionState => ({ radius: undefined }),

  step(point, { radius }: TrustRegionState, options, environment) {
    const from = radius ?? firstRadius(point.x, options.initialRadius);
    if (point.x.length > denseLimit) return trustRegionStep(point, from, iterative(environment.objective, point), environment);
    const model = localModel(environment.objective, point);
    if (isSecondOrderPoint(point, model, environment)) {
      return { x: point.x, state: { radius: from }, evaluated: point, end: noWayDown };
    }
    return trustRegionStep(point, from, withinRadius(model), environment);
  },

  measures: ({ radius }) => (radius === undefined ? {} : { radius }),
});

function iterative(objective: Objective, { x, gradient }: Point): (radius: number) => Proposal {
  const multiply = (v: Float64Array): Float64Array => {
    const product = new Float64Array(v.length);
    objective.hessianVector(x, v, product);
    return product;
  };
  return (radius) => steihaug(gradient, multiply, radius);
}
