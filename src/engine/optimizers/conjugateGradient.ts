import { dot, norm, plus, scaled } from '../linalg/vector';
import { learningRate } from './commonOptions';
import { lossNoise } from './evaluate';
import { type LineSearchOptions, strongWolfe, wolfeDefaults } from './lineSearch';
import { defineOptimizer } from './optimizer';

interface CgState {
  /** The last step's direction, gradient, length t and slope; absent at a (re)start. */
  readonly last:
    | { readonly direction: Float64Array; readonly gradient: Float64Array; readonly t: number; readonly slope: number }
    | undefined;
}

const search: LineSearchOptions = { ...wolfeDefaults, c2: 0.1, toleranceChange: 1e-14, noise: lossNoise };

export const conjugateGradient = defineOptimizer({
  id: 'conjugate-gradient',
  name: 'Conjugate gradient',
  help: 'Each direction is made conjugate to the last, so that a quadratic bowl is done in n line searches; it needs hardly any memory.',
  formula: 'd ← −g + βd,  θ ← θ + t·d',
  source: 'Hager & Zhang 2005, equations 1.3–1.6, with strong Wolfe steps (Nocedal & Wright 2006, algorithms 3.5 and 3.6)',
  options: { learningRate: learningRate(1, 'Share of the estimated step that is tried first.') },

  init: (): CgState => ({ last: undefined }),

  step(point, { last }: CgState, { learningRate }, { objective }) {
    const { gradient } = point;
    const direction = conjugate(gradient, last);
    const slope = dot(gradient, direction);
    const guess = last === undefined ? Math.min(1, 1 / norm(gradient)) : (last.t * last.slope) / slope;
    const { best } = strongWolfe(objective, point, direction, learningRate * guess, search);
    if (best.t === 0) {
      const end = last === undefined ? ({ kind: 'stalled', why: 'no step along the gradient leads lower' } as const) : undefined;
      return { x: point.x, state: { last: undefined }, evaluated: point, ...(end && { end }) };
    }
    return { x: best.x, state: { last: { direction, gradient, t: best.t, slope } }, evaluated: best };
  },

  internals: ({ last }) => (last === undefined ? {} : { d: last.direction }),
});

/** −g + βd with Hager and Zhang's β, bounded below (their equation 1.5 with η = 0.01); steepest descent where it would not lead down. */
function conjugate(gradient: Float64Array, last: CgState['last']): Float64Array {
  const steepest = scaled(-1, gradient);
  if (last === undefined) return steepest;
  const { direction: d, gradient: before } = last;
  const y = plus(gradient, -1, before);
  const dy = dot(d, y);
  const beta = (dot(y, gradient) - (2 * dot(y, y) * dot(d, gradient)) / dy) / dy;
  const least = -1 / (norm(d) * Math.min(0.01, norm(before)));
  const direction = plus(steepest, Math.max(beta, least), d);
  return dot(direction, gradient) < 0 ? direction : steepest;
}
