import type { ExactObjective } from '../autodiff/objective';
import { type PointReport, readout } from '../curvature/readout';
import type { NonSmoothPoint, SourceRange } from '../objective';
import type { OptimizerChoice } from '../trajectory';
import { kinks } from './kinks';
import { criticalPointReached } from './reached';
import { type Surroundings, surroundings } from './surroundings';

/** What is examined: a loss at its start, the optimizers that are to run on it, and the gradient that the user wrote. */
export interface Subject {
  readonly objective: ExactObjective;
  readonly start: Float64Array;
  readonly coordinates: readonly string[];
  readonly domain: readonly (readonly [number, number] | undefined)[];
  readonly optimizers: readonly NamedOptimizer[];
  readonly userGradient?: UserGradient | undefined;
}

/** An optimizer with the options in force, under the name that the user knows it by. */
export interface NamedOptimizer extends OptimizerChoice {
  readonly name: string;
}

export interface UserGradient {
  readonly range: SourceRange;
  /** ∇L(x) as the user's code has it. */
  at(x: Float64Array): Float64Array;
}

/** What all rules draw on, computed once. */
export interface Facts extends Subject {
  /** At the start. */
  readonly here: PointReport;
  /** Loss, gradient and Hessian are finite at the start. */
  readonly finite: boolean;
  /** Where the loss has no derivative at the start; elsewhere it is smooth to first order. */
  readonly kinks: readonly NonSmoothPoint[];
  /** The critical point, with no negative curvature, that a descent from the start reaches; undefined where it reaches none, or with too many parameters. */
  readonly reached: PointReport | undefined;
  readonly around: Surroundings | undefined;
}

export function* factsOf(subject: Subject): Generator<undefined, Facts> {
  const { objective, start, domain } = subject;
  const here = readout(objective, start);
  const finite = [here.loss, here.gradientNorm, ...here.eigenvalues].every(Number.isFinite);
  yield undefined;
  const known = { ...subject, here, finite };
  if (!finite) return { ...known, kinks: [], reached: undefined, around: undefined };
  const found = kinks(objective, start);
  yield undefined;
  const reached = yield* criticalPointReached(objective, start);
  const around = yield* surroundings(objective, start, domain);
  return { ...known, kinks: found, reached, around };
}

/** Second-order claims are made at the start: nothing there is infinite or has a kink. */
export const isSmooth = ({ finite, kinks: found }: Facts): boolean => finite && found.length === 0;
