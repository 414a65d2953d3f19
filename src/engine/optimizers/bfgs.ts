import { t } from '../../l10n/t';
import { dot, norm, plus, scaled } from '../linalg/vector';
import { learningRate } from './commonOptions';
import { isLower, lossDoubt } from './evaluate';
import { type LineSearchOptions, strongWolfe, wolfeDefaults } from './lineSearch';
import { requireDense } from './localModel';
import { defineOptimizer } from './optimizer';

interface BfgsState {
  /** The estimate of H⁻¹, row-major; undefined stands for the identity before the first pair gives it a scale. */
  readonly inverse: Float64Array | undefined;
}

const search: LineSearchOptions = { ...wolfeDefaults, toleranceChange: 1e-14, noise: lossDoubt };

export const bfgs = defineOptimizer({
  id: 'bfgs',
  name: 'BFGS',
  help: t('Newton’s direction with a Hessian that is learnt from the gradients along the way.'),
  formula: 'θ ← θ − t·Bg,  B ← (I − ρsyᵀ)B(I − ρysᵀ) + ρssᵀ,  ρ = 1/yᵀs',
  source: 'Nocedal & Wright 2006, algorithm 6.1, with strong Wolfe steps (algorithms 3.5 and 3.6)',
  options: { learningRate: learningRate(1, t('Share of the quasi-Newton step that is tried first.')) },

  init(x): BfgsState {
    requireDense('BFGS', x.length);
    return { inverse: undefined };
  },

  step(point, { inverse }: BfgsState, { learningRate }, { objective }) {
    const { gradient } = point;
    const direction = inverse === undefined ? scaled(-1, gradient) : scaled(-1, times(inverse, gradient));
    const first = learningRate * (inverse === undefined ? Math.min(1, 1 / norm(gradient)) : 1);
    const { best } = strongWolfe(objective, point, direction, first, search);
    if (best.t === 0 || !isLower(point, best, 0)) {
      // A direction that leads nowhere: forget what was learnt once, then give up.
      const end = inverse === undefined ? ({ kind: 'stalled', why: 'no step along the gradient leads lower' } as const) : undefined;
      return { x: point.x, state: { inverse: undefined }, evaluated: point, ...(end && { end }) };
    }
    return {
      x: best.x,
      state: { inverse: updated(inverse, scaled(best.t, direction), plus(best.gradient, -1, gradient)) },
      evaluated: best,
    };
  },
});

function times(matrix: Float64Array, v: Float64Array): Float64Array {
  const n = v.length;
  return v.map((_, i) => dot(matrix.subarray(i * n, i * n + n), v));
}

/** Equation 6.17; the first time from γI with γ = yᵀs/yᵀy (6.20). Without positive curvature along s nothing is learnt. */
function updated(inverse: Float64Array | undefined, s: Float64Array, y: Float64Array): Float64Array | undefined {
  const curvature = dot(y, s);
  if (!(curvature > Number.EPSILON * norm(y) * norm(s))) return inverse;
  const before = inverse ?? scaledIdentity(curvature / dot(y, y), s.length);
  const n = s.length;
  const image = times(before, y);
  const weight = (1 + dot(y, image) / curvature) / curvature;
  return before.map((entry, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return entry + weight * s[i] * s[j] - (image[i] * s[j] + s[i] * image[j]) / curvature;
  });
}

function scaledIdentity(scale: number, n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) matrix[i * n + i] = scale;
  return matrix;
}
