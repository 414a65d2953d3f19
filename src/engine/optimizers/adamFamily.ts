import { t } from '../../l10n/t';
import { power } from '../linalg/power';
import type { NumberOption, OptionsOf } from '../options';
import { biasCorrection, decayFactor, epsilon, learningRate, weightDecay } from './commonOptions';
import { decayedGradient, weightedAverage, weightedSquares } from './elementwise';
import type { Internals, Point, Stability, Step } from './optimizer';

/** Averages m of the gradient and v of its square, over t steps. */
export interface Moments {
  readonly t: number;
  readonly m: Float64Array;
  readonly v: Float64Array;
}

export interface AdamState extends Moments {
  /** The largest v so far, per coordinate: AMSGrad's denominator; zeros for the others. */
  readonly vMax: Float64Array;
}

export const momentOptions = {
  beta1: decayFactor('β₁', 0.9, t('How long gradients are remembered: about 1/(1 − β₁) steps.')),
  beta2: decayFactor('β₂', 0.999, t('How long squared gradients are remembered: about 1/(1 − β₂) steps.')),
  eps: epsilon(1e-8),
};

export const amsgradOption = {
  kind: 'boolean',
  label: t('AMSGrad'),
  help: t('Divides by the largest average so far, so that steps per unit of gradient never grow.'),
  default: false,
} as const;

export const adamOptions = (decay: NumberOption = weightDecay()) => ({
  learningRate: learningRate(1e-3),
  ...momentOptions,
  weightDecay: decay,
  amsgrad: amsgradOption,
  biasCorrection,
});

type AdamOptions = OptionsOf<ReturnType<typeof adamOptions>>;

export const zeroMoments = (n: number): Moments => ({ t: 0, m: new Float64Array(n), v: new Float64Array(n) });

export const adamInit = (x: Float64Array): AdamState => ({ ...zeroMoments(x.length), vMax: new Float64Array(x.length) });

/** m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g² (Kingma & Ba 2015, algorithm 1). */
export function updateMoments({ t, m, v }: Moments, g: Float64Array, beta1: number, beta2: number): Moments {
  return { t: t + 1, m: weightedAverage(beta1, m, g), v: weightedSquares(beta2, v, g) };
}

/** Corrections 1 − βᵗ of both averages; 1 when switched off. */
function corrections(t: number, { beta1, beta2, biasCorrection }: AdamOptions): readonly [first: number, second: number] {
  return biasCorrection ? [1 - power(beta1, t), 1 - power(beta2, t)] : [1, 1];
}

/** √v̂ + ε for the correction of v, with PyTorch's order of operations: AMSGrad takes the maximum before the correction. */
function denominator({ v, vMax }: AdamState, { amsgrad, eps }: AdamOptions, second: number): Float64Array {
  const squares = amsgrad ? vMax : v;
  const root = Math.sqrt(second);
  const result = new Float64Array(v.length);
  for (let i = 0; i < v.length; i++) result[i] = Math.sqrt(squares[i]) / root + eps;
  return result;
}

/** One step of torch.optim.Adam (coupled decay) or AdamW (decoupled: Loshchilov & Hutter 2019, algorithm 2). */
export function adamStep(
  point: Pick<Point, 'x' | 'gradient'>,
  last: AdamState,
  options: AdamOptions,
  decay: 'coupled' | 'decoupled',
): Step<AdamState> {
  const { x } = point;
  const { learningRate, weightDecay, beta1, beta2, amsgrad } = options;
  const g = decay === 'coupled' ? decayedGradient(point, weightDecay) : point.gradient;
  const moments = updateMoments(last, g, beta1, beta2);
  const state: AdamState = { ...moments, vMax: amsgrad ? last.vMax.map((top, i) => Math.max(top, moments.v[i])) : last.vMax };
  const [first, second] = corrections(state.t, options);
  const p = denominator(state, options, second);
  const shrink = decay === 'decoupled' ? 1 - learningRate * weightDecay : 1;
  const rate = learningRate / first;
  const moved = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) moved[i] = shrink * x[i] - (rate * state.m[i]) / p[i];
  return { x: moved, state };
}

export function adamInternals(state: AdamState, options: AdamOptions): Internals {
  const { t, m, v } = state;
  if (t === 0) return { m, v };
  const [first, second] = corrections(t, options);
  return {
    m,
    v,
    m̂: m.map((mi) => mi / first),
    v̂: (options.amsgrad ? state.vMax : v).map((vi) => vi / second),
    'effective step': denominator(state, options, second).map((p) => options.learningRate / p),
  };
}

/**
 * Adam with a slowly changing v is heavy-ball descent preconditioned by P = (1 − β₁ᵗ)·diag(√v̂ + ε), stable while
 * λmax(P⁻¹H) < 2(1 + β₁)/((1 − β₁)η): 38/η at β₁ = 0.9 (Cohen et al., arXiv 2207.14484, section 2).
 * Coupled decay λ adds λ to H; decoupled decay shrinks θ, which lowers the limit by the factor 1 − ηλ/2.
 */
export function adamStability(state: AdamState, options: AdamOptions, decay: 'coupled' | 'decoupled'): Stability | undefined {
  if (state.t === 0) return undefined;
  const { learningRate, weightDecay, beta1 } = options;
  const [first, second] = corrections(state.t, options);
  const shrink = decay === 'decoupled' ? 1 - (learningRate * weightDecay) / 2 : 1;
  return {
    limit: (shrink * 2 * (1 + beta1)) / ((1 - beta1) * learningRate),
    preconditioner: denominator(state, options, second).map((p) => first * p),
    shift: decay === 'coupled' ? weightDecay : 0,
  };
}
