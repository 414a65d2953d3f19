import { type SymmetricEigen, symmetricEigen } from '../linalg/symmetricEigen';
import { addScaled, dot, largestMagnitude, norm, plus, row } from '../linalg/vector';
import { finish } from '../work';
import { isCritical } from './classify';
import type { Smooth } from './unitCube';

/** Loss, gradient and spectrum at a point. */
export interface Local {
  readonly x: Float64Array;
  readonly loss: number;
  readonly gradient: Float64Array;
  readonly gradientNorm: number;
  readonly eigen: SymmetricEigen;
}

const maximumIterations = 100;
/** A search has converged when its step is this short; the unit is the search box. */
const resolution = 1e-13;
/** A root must be one to first order: Newton's step at it this short. Tails of exp(−x²) fail that. */
const largestLastStep = 1e-7;
/** μ of the first step, against λ²max. */
const firstDamping = 1e-3;
/** What becomes of the damping after a step that fails, and after one that succeeds well. */
const [raise, lower] = [4, 1 / 8];
const polishingSteps = 6;

export function localModel(objective: Smooth, x: Float64Array): Local {
  const gradient = new Float64Array(objective.n);
  const loss = objective.valueAndGradient(x, gradient);
  return { x, loss, gradient, gradientNorm: norm(gradient), eigen: symmetricEigen(objective.hessian(x), objective.n) };
}

/**
 * Where a search has ended: at a critical point; at a point where ‖∇L‖ is lowest but not zero ("gradient-flat": H∇L ≈ 0,
 * which Frye et al. 2021 show is what such searches mostly find on networks); unfinished, at neither; or nowhere, having left or met
 * values that are not finite.
 */
export type SearchEnd = { readonly kind: 'critical' | 'flat' | 'unfinished'; readonly local: Local } | { readonly kind: 'lost' };

const lost: SearchEnd = { kind: 'lost' };

/** A solution of ∇L = 0 by `searchRoot`; undefined where that ends otherwise. */
export function gradientRoot(objective: Smooth, start: Float64Array, outside: (x: Float64Array) => boolean): Local | undefined {
  const end = searchRoot(objective, start, outside);
  return end.kind === 'critical' ? end.local : undefined;
}

export const searchRoot = (objective: Smooth, start: Float64Array, outside: (x: Float64Array) => boolean): SearchEnd =>
  finish(rootSearch(objective, start, outside));

/**
 * Looks for a solution of ∇L = 0 from a start, for L scaled to a search box of size 1; may be interrupted between its steps.
 * Levenberg–Marquardt on ½‖∇L‖² with the exact Hessian as Jacobian: d = −Σ λᵢ/(λᵢ² + μ) (uᵢᵀg) uᵢ. With μ proportional to ‖g‖ it
 * converges quadratically even to roots that are not isolated (Fan & Yuan 2005, theorem 2.1). It is drawn to minima, saddles
 * and maxima alike.
 */
export function* rootSearch(
  objective: Smooth,
  start: Float64Array,
  outside: (x: Float64Array) => boolean,
): Generator<undefined, SearchEnd> {
  let local = localModel(objective, start);
  let damping = (firstDamping * largestMagnitude(local.eigen.values) ** 2) / local.gradientNorm;
  for (let iteration = 0; iteration < maximumIterations; iteration++) {
    yield undefined;
    if (!isUsable(local)) return lost;
    if (local.gradientNorm === 0) break;
    const step = dampedNewtonStep(local, damping * local.gradientNorm);
    if (norm(step) <= resolution) break;
    const x = plus(local.x, 1, step);
    if (outside(x)) return lost;
    const next = localModel(objective, x);
    const gain = isUsable(next) ? gainRatio(local, step, next.gradientNorm) : Number.NaN;
    if (gain > 1e-4) local = next;
    damping = gain > 0.75 ? damping * lower : gain > 0.25 ? damping : damping * raise;
  }
  if (isRoot(local) && !isOnKink(objective, local)) return { kind: 'critical', local: polished(objective, local) };
  return { kind: isGradientFlat(local) && isFlattest(objective, local) ? 'flat' : 'unfinished', local };
}

/** Followed across the whole box, the gradient changes by no more than this part of itself, to first order: ‖Hg‖ ≤ flatness·‖g‖². */
const flatness = 1e-3;

function isGradientFlat({ gradient, gradientNorm, eigen }: Local): boolean {
  const image = new Float64Array(gradient.length);
  eigen.values.forEach((value, k) => {
    const u = row(eigen.vectors, k, gradient.length);
    addScaled(image, value * dot(u, gradient), u);
  });
  return gradientNorm > 0 && norm(image) <= flatness * gradientNorm ** 2;
}

/** How far away, as a part of the box, ‖∇L‖ is looked at for a lower and for a higher one, and by which part of itself it must differ. */
const [aside, further, noticeable] = [1e-3, 0.05, 1e-9];

/**
 * Where the loss is steepest ‖∇L‖ is stationary too: a start in the middle of a step meets such points. And on a slope that is even, as
 * beside |x|, all points are such. Neither is near anything critical: there ‖∇L‖ is lower than beside, and grows along ∇L both ways.
 */
function isFlattest(objective: Smooth, { x, gradient, gradientNorm, eigen: { values, vectors } }: Local): boolean {
  const there = new Float64Array(x.length);
  const normAt = (direction: Float64Array, distance: number): number => {
    objective.valueAndGradient(plus(x, distance, direction), there);
    return norm(there);
  };
  const isLower = (direction: Float64Array, distance: number): boolean => normAt(direction, distance) < gradientNorm * (1 - noticeable);
  const isHigher = (distance: number): boolean => normAt(gradient, distance / gradientNorm) > gradientNorm * (1 + noticeable);
  if (!isHigher(further) || !isHigher(-further)) return false;
  return values.every((_, k) => {
    const u = row(vectors, k, x.length);
    return !isLower(u, aside) && !isLower(u, -aside);
  });
}

/** Outside the domain of a loss its derivatives may be finite all the same. */
function isUsable({ loss, gradientNorm, eigen }: Local): boolean {
  return Number.isFinite(loss) && Number.isFinite(gradientNorm) && !Number.isNaN(eigen.values[0]);
}

/** μ = 0 is Newton's step by the pseudo-inverse. */
function dampedNewtonStep({ gradient, eigen }: Local, mu: number): Float64Array {
  const step = new Float64Array(gradient.length);
  eigen.values.forEach((value, k) => {
    const u = row(eigen.vectors, k, gradient.length);
    if (value !== 0) addScaled(step, -dot(u, gradient) / (value + mu / value), u);
  });
  return step;
}

/** How much of the decrease of ‖g‖² that the linear model g + Hd promises has come true. */
function gainRatio({ gradient, gradientNorm, eigen }: Local, step: Float64Array, newNorm: number): number {
  let predicted = 0;
  eigen.values.forEach((value, k) => {
    const u = row(eigen.vectors, k, gradient.length);
    const before = dot(u, gradient) / gradientNorm;
    const after = before + (value * dot(u, step)) / gradientNorm;
    predicted += before * before - after * after;
  });
  return (1 - (newNorm / gradientNorm) ** 2) / predicted;
}

/** A step of length 0 does not show a root: far out in a tail g, λ and λ/(λ² + μ) g all vanish. Newton's own step and a small g do. */
function isRoot(local: Local): boolean {
  return isCritical(local.gradientNorm, local.loss, local.eigen.values) && norm(newtonStep(local)) <= largestLastStep;
}

/** How far from a root the gradient must have grown, and to how many times what rounding has left at it. */
const [nearby, growth] = [1e-6, 1e3];
/** A gradient this small against 1 + |L| needs no such comparison. */
const noGradient = 1e-10;

/** How far across a kink the gradient is looked at, and how far it may leave its tangent, in multiples of ‖H‖ times that. */
const [across, bend] = [1e-8, 10];

/** Where two smooth pieces meet, a root of one is no root of the other; at a tip, it is a root of none. */
function isOnKink(objective: Smooth, local: Local): boolean {
  return isOnTip(objective, local) || isOnEdge(objective, local);
}

/**
 * At the tip of a cone the Hessian is huge and Newton's step tiny, though the gradient does not go to 0: from a root the
 * gradient grows with the distance.
 */
function isOnTip(objective: Smooth, { x, loss, gradientNorm, eigen: { values, vectors } }: Local): boolean {
  if (gradientNorm <= noGradient * (1 + Math.abs(loss))) return false;
  const steepest = Math.abs(values[0]) > Math.abs(values[values.length - 1]) ? 0 : values.length - 1;
  const beside = localModel(objective, plus(x, nearby, row(vectors, steepest, x.length)));
  return !(beside.gradientNorm >= growth * gradientNorm);
}

/**
 * Searches on a ramp max(0, x) may end at its edge, from the flat side, although the loss falls beyond. There the gradient jumps; else it
 * changes over a short way by about ‖H‖ times that. Any edge through x is crossed by one of the ±u.
 */
function isOnEdge(objective: Smooth, { x, loss, gradient, eigen: { values, vectors } }: Local): boolean {
  const rounding = noGradient * (1 + Math.abs(loss));
  const there = new Float64Array(x.length);
  const jumps = (beside: Float64Array): boolean => {
    objective.valueAndGradient(beside, there);
    const excess = norm(plus(there, -1, gradient)) - rounding;
    const exceeds = (curvatures: Float64Array): boolean => excess > bend * across * largestMagnitude(curvatures);
    // At a degenerate root the Hessian, too, grows with the distance.
    return exceeds(values) && exceeds(localModel(objective, beside).eigen.values);
  };
  return values.some((_, k) => {
    const u = row(vectors, k, x.length);
    return jumps(plus(x, across, u)) || jumps(plus(x, -across, u));
  });
}

/** Newton's step in the directions in which the Hessian is not zero to working precision. */
function newtonStep({ gradient, eigen }: Local): Float64Array {
  const step = new Float64Array(gradient.length);
  const largest = largestMagnitude(eigen.values);
  eigen.values.forEach((value, k) => {
    const u = row(eigen.vectors, k, gradient.length);
    if (Math.abs(value) > 1e-10 * largest) addScaled(step, -dot(u, gradient) / value, u);
  });
  return step;
}

/** Undamped Newton steps for as long as they still lower ‖g‖. */
function polished(objective: Smooth, root: Local): Local {
  let best = root;
  for (let k = 0; k < polishingSteps; k++) {
    const next = localModel(objective, plus(best.x, 1, newtonStep(best)));
    if (!(next.gradientNorm < best.gradientNorm)) break;
    best = next;
  }
  return best;
}
