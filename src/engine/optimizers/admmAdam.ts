import { t } from '../../l10n/t';
import { norm, plus } from '../linalg/vector';
import type { Objective } from '../objective';
import { type OptionsOf, resolveOptions } from '../options';
import { type AdamState, adamInit, adamOptions, adamStep } from './adamFamily';
import { learningRate } from './commonOptions';
import { evaluateAt } from './evaluate';
import { defineOptimizer, type End, type Environment } from './optimizer';

interface AdmmState {
  /** Outer iterations done. */
  readonly k: number;
  readonly w: Float64Array;
  /** ∇f(w), once it is known. */
  readonly gradient: Float64Array | undefined;
  /** The scaled dual variable. */
  readonly u: Float64Array;
  readonly adam: AdamState;
  readonly residuals: Residuals | undefined;
}

interface Residuals {
  /** ‖w − z‖ */
  readonly primal: number;
  /** ρ‖z⁺ − z‖ */
  readonly dual: number;
  /** ‖∇f(w) + ρu‖ */
  readonly stationarity: number;
}

const options = {
  learningRate: learningRate(0.05, t('Of the inner Adam; it falls as 1/√(k + 1) over the outer iterations, η.')),
  innerSteps: {
    kind: 'integer',
    label: t('Inner steps'),
    help: t('Adam steps per outer iteration, K.'),
    default: 10,
    min: 1,
    max: 1e6,
    range: [1, 100],
    scale: 'log',
  },
  rho: {
    kind: 'number',
    label: 'ρ',
    help: t('How strongly w and z are tied together.'),
    default: 1,
    min: Number.MIN_VALUE,
    max: 1e12,
    range: [1e-2, 100],
    scale: 'log',
  },
} as const;

type AdmmOptions = OptionsOf<typeof options>;

const adamDefaults = resolveOptions(adamOptions(), {});

export const admmAdam = defineOptimizer({
  id: 'admm-adam',
  name: 'ADMM (Adam inner solver)',
  help: t(
    'Splits loss and penalty: Adam lowers the loss over w, the penalty’s proximal map gives z, and a dual variable draws them together. The path is that of z.',
  ),
  formula: 'w ← Adam(f(w) + (ρ/2)‖w − z + u‖²),  z ← prox(w + u),  u ← u + w − z',
  source: 'Boyd et al. 2011, sections 3.1.1 and 3.3; named after Lin, Lin & Tang 2021, where Adam trains the regulariser',
  options,
  judgesConvergence: true,
  penalties: 'own',

  init: (x): AdmmState => ({
    k: 0,
    w: x,
    gradient: undefined,
    u: new Float64Array(x.length),
    adam: adamInit(x),
    residuals: undefined,
  }),

  step({ x: z }, last: AdmmState, options, environment) {
    const { rho } = options;
    const inner = minimiseOverW(z, last, options, environment);
    const a = plus(inner.w, 1, last.u);
    const next = environment.regulariser.proximal(a, 1 / rho);
    const u = plus(a, -1, next);
    const residuals = {
      primal: norm(plus(inner.w, -1, next)),
      dual: rho * norm(plus(next, -1, z)),
      stationarity: norm(plus(inner.gradient, rho, u)),
    };
    const end = convergence(residuals, inner.w, next, u, rho, environment.tolerance);
    return { x: next, state: { ...inner, k: last.k + 1, u, residuals }, ...(end && { end }) };
  },

  internals: ({ w, u, adam }) => ({ w, u, m: adam.m, v: adam.v }),
  measures: ({ residuals }) => (residuals ? { ...residuals } : {}),
});

/** K Adam steps on f(w) + (ρ/2)‖w − z + u‖²; the moments and their step count carry over from one outer iteration to the next. */
function minimiseOverW(
  z: Float64Array,
  last: AdmmState,
  { learningRate, innerSteps, rho }: AdmmOptions,
  { objective, clip }: Environment,
): Pick<AdmmState, 'w' | 'adam'> & { readonly gradient: Float64Array } {
  const rate = learningRate / Math.sqrt(last.k + 1);
  let { w, adam } = last;
  let gradient = last.gradient ?? gradientAt(objective, w);
  for (let i = 0; i < innerSteps; i++) {
    const q = clip(gradient).map((g, j) => g + rho * (w[j] - z[j] + last.u[j]));
    const step = adamStep({ x: w, gradient: q }, adam, { ...adamDefaults, learningRate: rate }, 'coupled');
    [w, adam] = [step.x, step.state];
    gradient = gradientAt(objective, w);
  }
  return { w, adam, gradient };
}

const gradientAt = (objective: Objective, x: Float64Array): Float64Array => evaluateAt(objective, x).gradient;

/**
 * The residuals of Boyd et al. 2011 (section 3.3.1) can both vanish at a wrong point, when the inner solver has stopped
 * moving: the stationarity of w must be small too. And since theirs are loose, all three must reach the tolerance.
 */
function convergence(
  residuals: Residuals,
  w: Float64Array,
  z: Float64Array,
  u: Float64Array,
  rho: number,
  tolerance: number,
): End | undefined {
  const { primal, dual, stationarity } = residuals;
  const absolute = Math.sqrt(w.length) * 1e-4;
  const met = primal <= absolute + 0.01 * Math.max(norm(w), norm(z)) && dual <= absolute + 0.01 * rho * norm(u);
  const exact = Math.max(primal, dual, stationarity) <= tolerance * (1 + norm(z));
  return met && exact ? { kind: 'converged', why: 'all three residuals are small' } : undefined;
}
