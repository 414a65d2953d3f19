import type { ExactObjective } from '../autodiff/objective';
import { Failures } from '../failures';
import { gaussianVectors } from '../linalg/lanczos';
import { norm, plus, scaled } from '../linalg/vector';
import type { NonSmoothPoint } from '../objective';

/** Against max(1, |θ|∞). */
const firstStep = 1e-4;
const mostAxes = 32;
const slantedDirections = 8;
/** What a jump of the slope must be at least, against the slopes and the loss: above rounding. */
const noticeable = 1e-7;

/**
 * The expressions without a derivative at x, if the loss has none there either: kinks may cancel, as in the stable form
 * max(z, 0) + log(1 + exp(−|z|)) at z = 0.
 */
export function kinks(objective: ExactObjective, x: Float64Array): readonly NonSmoothPoint[] {
  const expressions = objective.nonSmoothAt(x);
  return expressions.length > 0 && directions(x.length).some((u) => hasKinkAlong(objective, x, u)) ? expressions : [];
}

/**
 * The jump of the slope J(h) = (L(x + hu) − 2L(x) + L(x − hu))/h falls like h where L is smooth, stays where it has a kink,
 * and grows where L jumps or its slope is infinite.
 */
function hasKinkAlong(objective: ExactObjective, x: Float64Array, u: Float64Array): boolean {
  const failures = new Failures();
  const value = (t: number): number => failures.attempt(() => objective.value(plus(x, t, u))) ?? Number.NaN;
  const step = firstStep * Math.max(1, norm(x));
  const middle = value(0);
  const [slope, halfway] = [step, step / 2].map((h) => {
    const [up, down] = [value(h) - middle, value(-h) - middle];
    return { jump: (up + down) / h, size: (Math.abs(up) + Math.abs(down)) / h };
  });
  return Math.abs(halfway.jump) > noticeable * (halfway.size + Math.abs(middle)) && Math.abs(halfway.jump) > 0.75 * Math.abs(slope.jump);
}

function directions(n: number): Float64Array[] {
  const axes = Array.from({ length: Math.min(n, mostAxes) }, (_, i) => {
    const axis = new Float64Array(n);
    axis[i] = 1;
    return axis;
  });
  const draw = gaussianVectors(n, 1);
  const slanted = Array.from({ length: n > 1 ? slantedDirections : 0 }, () => {
    const v = draw();
    return scaled(1 / norm(v), v);
  });
  return [...axes, ...slanted];
}
