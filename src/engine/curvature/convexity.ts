import { t } from '../../l10n/t';
import { LimitError } from '../errors';
import { Failures } from '../failures';
import { row } from '../linalg/vector';
import type { Objective } from '../objective';
import type { Work } from '../work';
import { zeroTolerance } from './classify';
import { localModel } from './gradientRoot';
import { halton, haltonDimensions } from './halton';
import { type ConvexityProof, provesConvex } from './interval/convexityProof';
import type { Traceable } from './interval/pathEnclosures';
import { type Box, fromUnitCube } from './unitCube';

/** A point and a unit direction along which the loss bends down: uᵀH(θ)u = `curvature` < 0. */
export interface CounterExample {
  readonly at: Float64Array;
  readonly direction: Float64Array;
  readonly curvature: number;
}

export interface Convexity {
  /** `open`: no counter-example was found, and no proof. */
  readonly verdict: 'convex' | 'not convex' | 'open';
  readonly counterExample?: CounterExample;
  /** Why it is open, in words. */
  readonly reason?: string;
  /** Part of the sampled points at which H is positive semidefinite. */
  readonly share: number;
  readonly samples: number;
}

/** How often the state is yielded, in samples. */
const yieldEvery = 64;

/**
 * Whether the loss is convex on a box (n ≤ 10): the share of evenly spread points with H ⪰ 0, the sharpest counter-example
 * among the others, and, where there is none, a proof by bounds on H over all of the box if that can be had.
 */
export function* convexity(objective: Traceable, box: Box, samples = 512): Work<Convexity> {
  if (objective.n > haltonDimensions) throw new LimitError(t('Convexity can be examined with up to {0} parameters.', haltonDimensions));
  const failures = new Failures();
  let [evaluated, convexPoints] = [0, 0];
  let worst: (CounterExample & { readonly relative: number }) | undefined;
  const state = (): Convexity => ({ ...verdictOf(worst), share: evaluated === 0 ? 0 : convexPoints / evaluated, samples: evaluated });
  for (let k = 1; k <= samples; k++) {
    const found = failures.attempt(() => lowestCurvature(objective, fromUnitCube(box, halton(k, objective.n))));
    if (found) {
      evaluated++;
      if (found.relative >= 0) convexPoints++;
      else if (!worst || found.relative < worst.relative) worst = found;
    }
    yield k % yieldEvery === 0 ? state() : undefined;
  }
  failures.throwIfAllFailed();
  if (worst) return state();
  if (!objective.traceAt || objective.derivatives === 'numeric') return { ...state(), reason: t('derivatives are numeric') };
  return withProof(state(), yield* provesConvex((x) => failures.attempt(() => objective.traceAt?.(x)), box));
}

function verdictOf(worst: CounterExample | undefined): Pick<Convexity, 'verdict' | 'counterExample'> {
  if (!worst) return { verdict: 'open' };
  const { at, direction, curvature } = worst;
  return { verdict: 'not convex', counterExample: { at, direction, curvature } };
}

function withProof(state: Convexity, proof: ConvexityProof): Convexity {
  return proof.kind === 'convex' ? { ...state, verdict: 'convex' } : { ...state, reason: proof.reason };
}

/** λmin with its eigenvector; `relative` is λmin/|λ|max, or 0 where λmin counts as zero. Undefined where loss or H is not finite. */
function lowestCurvature(objective: Objective, at: Float64Array): (CounterExample & { readonly relative: number }) | undefined {
  const { loss, eigen } = localModel(objective, at);
  const [curvature] = eigen.values;
  if (!Number.isFinite(loss) || Number.isNaN(curvature)) return undefined;
  const largest = Math.max(Math.abs(curvature), eigen.values[eigen.values.length - 1]);
  const relative = curvature < -zeroTolerance(eigen.values) ? curvature / largest : 0;
  return { at, direction: row(eigen.vectors, 0, objective.n).slice(), curvature, relative };
}
