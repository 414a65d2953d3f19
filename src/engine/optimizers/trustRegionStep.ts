import { t } from '../../l10n/t';
import { dot, norm, plus, scaled } from '../linalg/vector';
import type { NumberOption } from '../options';
import { evaluateAt, lossDoubt, lossNoise } from './evaluate';
import { combination, decrease, type LocalModel } from './localModel';
import type { Environment, Point, Step } from './optimizer';
import type { Proposal } from './steihaug';
import { solveTrustRegion } from './trustRegionSubproblem';

export interface TrustRegionState {
  /** Undefined before the first step. */
  readonly radius: number | undefined;
}

/** A step that yields less than this share of what the model promises is not taken. */
const leastRatio = 1e-4;
/** Below the first ratio the radius shrinks, above the second, at the boundary, it grows. */
const [poor, good] = [0.25, 0.75];
/** No step is this small: the search is over. */
const smallestRadius = 1e-150;

export const initialRadius: NumberOption = {
  kind: 'number',
  label: t('First radius'),
  help: t('How far the quadratic model is trusted at first; 0 stands for max(1, ‖θ‖).'),
  default: 0,
  min: 0,
  max: 1e12,
  range: [0, 10],
  scale: 'linear',
};

export const firstRadius = (x: Float64Array, initial: number): number => (initial > 0 ? initial : Math.max(1, norm(x)));

/** A share of the exact solution within the radius; `curvatures` in place of the eigenvalues change the model. */
export function withinRadius(model: LocalModel, curvatures = model.eigenvalues, share = 1): (radius: number) => Proposal {
  return (radius) => {
    const { p, onBoundary } = solveTrustRegion(curvatures, model.slopes, radius);
    const taken = scaled(share, p);
    return { step: combination(model, taken), predicted: decrease(model, taken), onBoundary };
  };
}

/**
 * One accepted step of a trust-region method: proposals within a shrinking radius until one keeps enough of its promise
 * (Nocedal & Wright 2006, algorithm 4.1; rounding of the loss is forgiven as in Conn, Gould & Toint 2000, section 17.4.2). The radius shrinks to the minimum of the parabola through what was found.
 */
export function trustRegionStep(
  point: Point,
  from: number,
  propose: (radius: number) => Proposal,
  { objective }: Environment,
): Step<TrustRegionState> {
  for (let radius = from; radius > smallestRadius; ) {
    const { step, predicted, onBoundary } = propose(radius);
    const trial = evaluateAt(objective, plus(point.x, 1, step));
    const scale = Math.abs(point.loss);
    const noise = lossNoise * scale;
    if (predicted <= lossDoubt * scale && norm(trial.gradient) < norm(point.gradient)) return accepted(trial, radius);
    if (predicted <= noise) return stalled(point, from, 'the loss can show no further decrease');
    const ratio = (point.loss - trial.loss + noise) / (predicted + noise);
    if (ratio >= leastRatio && trial.gradient.every(Number.isFinite)) {
      const wider = ratio > good && onBoundary ? 2 * radius : radius;
      return accepted(trial, ratio < poor ? shrunk(point, trial, step, radius) : wider);
    }
    radius = shrunk(point, trial, step, radius);
  }
  return stalled(point, from, 'no step leads lower');
}

function accepted(trial: Point, radius: number): Step<TrustRegionState> {
  return { x: trial.x, state: { radius }, evaluated: trial };
}

/** Between a tenth and half of the step's length: where the parabola through both losses and the slope is lowest. */
function shrunk(point: Point, trial: Point, step: Float64Array, radius: number): number {
  const slope = dot(point.gradient, step);
  const lowest = -slope / (2 * (trial.loss - point.loss - slope));
  return Math.min(norm(step), radius) * Math.max(0.1, Math.min(0.5, Number.isFinite(lowest) ? lowest : 0.1));
}

function stalled(point: Point, radius: number, why: string): Step<TrustRegionState> {
  return { x: point.x, state: { radius }, evaluated: point, end: { kind: 'stalled', why } };
}
