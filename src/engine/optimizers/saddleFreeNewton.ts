import { t } from '../../l10n/t';
import { isCritical } from '../curvature/classify';
import { norm } from '../linalg/vector';
import { hasNegativeCurvature, isSecondOrderPoint, type LocalModel, localModel, requireDense } from './localModel';
import { defineOptimizer, type Point, type Step } from './optimizer';
import { alongLowest, noWayDown } from './secondOrder';
import { firstRadius, initialRadius, type TrustRegionState, trustRegionStep, withinRadius } from './trustRegionStep';

export const saddleFreeNewton = defineOptimizer({
  id: 'saddle-free-newton',
  name: 'Saddle-free Newton',
  help: t('Newton’s step with |λ| in place of λ: where the loss curves down it goes down, so that saddles repel it.'),
  formula: 'θ ← θ − (|H| + σI)⁻¹g,  |H| = Σ |λₖ|uₖuₖᵀ',
  source: 'Dauphin et al. 2014, algorithm 1, damped by a trust region',
  options: { initialRadius },
  judgesConvergence: true,

  init(x): TrustRegionState {
    requireDense('Saddle-free Newton', x.length);
    return { radius: undefined };
  },

  step(point, { radius }: TrustRegionState, options, environment) {
    const from = radius ?? firstRadius(point.x, options.initialRadius);
    const model = localModel(environment.objective, point);
    if (isSecondOrderPoint(point, model, environment)) {
      return { x: point.x, state: { radius: from }, evaluated: point, end: noWayDown };
    }
    const outOfSaddle = (): Step<TrustRegionState> => trustRegionStep(point, from, alongLowest(model), environment);
    if (isOnSaddle(point, model)) return outOfSaddle();
    const next = trustRegionStep(point, from, withinRadius(model, model.eigenvalues.map(Math.abs)), environment);
    // This near to a saddle |H|⁻¹g is too short for the loss to show what it yields.
    return next.end && hasNegativeCurvature(model) ? outOfSaddle() : next;
  },

  measures: ({ radius }) => (radius === undefined ? {} : { radius }),
});

/** Where the gradient is lost in rounding, its direction means nothing. */
function isOnSaddle({ gradient, loss }: Point, model: LocalModel): boolean {
  return hasNegativeCurvature(model) && isCritical(norm(gradient), loss, model.eigenvalues);
}
