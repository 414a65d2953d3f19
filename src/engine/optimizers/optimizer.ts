import type { Objective } from '../objective';
import { type EntryMetadata, metadataOf, type OptionsOf, type OptionTable, type OptionValue, resolveOptions } from '../options';
import type { Regulariser } from '../penalties/regulariser';

/** A point θ and what was evaluated there. The gradient is the one to step with: clipped, where clipping was asked for. */
export interface Point {
  readonly x: Float64Array;
  readonly loss: number;
  readonly gradient: Float64Array;
}

/** A parameter that is a matrix: `rows` × `columns` coordinates from `offset`, row-major. */
export interface MatrixBlock {
  readonly name: string;
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
}

/** What surrounds a run. */
export interface Environment {
  /** What is minimised: the loss, and the penalties that the method does not handle itself. Every call counts. */
  readonly objective: Objective;
  /** The penalties that the method handles itself; none for most. */
  readonly regulariser: Regulariser;
  readonly clip: (gradient: Float64Array) => Float64Array;
  readonly matrices: readonly MatrixBlock[];
  readonly seed: number;
  /** ‖∇L‖ that counts as zero; 0: the run goes on for all its steps. */
  readonly tolerance: number;
}

/** A run that its method ends: at a point it takes for a minimum, or because it can't get any lower. `why` completes "… at step 7: ". */
export interface End {
  readonly kind: 'converged' | 'stalled';
  readonly why: string;
}

export interface Step<S> {
  readonly x: Float64Array;
  readonly state: S;
  /** Loss and gradient at the new `x`, where the method needed them anyway; else they are evaluated for the next step. */
  readonly evaluated?: Omit<Point, 'x'>;
  readonly end?: End;
}

/** What a method keeps, per coordinate, under the names that its paper uses: for display. */
export type Internals = Readonly<Record<string, Float64Array>>;

/** Numbers that a method judges its own progress by, such as the residuals of ADMM. */
export type Measures = Readonly<Record<string, number>>;

/**
 * On a quadratic with Hessian H the method is stable while λmax(P⁻¹(H + shift·I)) is below `limit`.
 * `preconditioner`: the diagonal of P; the identity when absent. `shift`: what coupled weight decay adds; 0 when absent.
 */
export interface Stability {
  readonly limit: number;
  readonly preconditioner?: Float64Array;
  readonly shift?: number;
}

/**
 * One optimizer: metadata and a pure pair `init`/`step` over a typed state. `options.learningRate`, where there is such an option,
 * is the rate that the schedule has put in force for this step. Nothing passed in may be changed.
 */
export interface OptimizerDefinition<T extends OptionTable, S> extends EntryMetadata {
  readonly options: T;
  /** Throws `OptionError` where options contradict each other or the problem has not the structure that the method needs. */
  init(x: Float64Array, options: OptionsOf<T>, environment: Environment): S;
  step(point: Point, state: S, options: OptionsOf<T>, environment: Environment): Step<S>;
  internals?(state: S, options: OptionsOf<T>): Internals;
  stability?(state: S, options: OptionsOf<T>): Stability | undefined;
  measures?(state: S): Measures;
  /** A small gradient does not end the run: the method alone decides, as one does that leaves saddles. */
  readonly judgesConvergence?: boolean;
  /** How it takes penalties: by the proximal map after each step, by itself, or (when absent) by the subgradient. */
  readonly penalties?: 'proximal' | 'own';
  /** How many times over a constant gradient enters the steps in the long run; 1 when absent. The proximal map must count as much. */
  gradientWeight?(options: OptionsOf<T>): number;
}

/** An optimizer under way. Immutable: `step` returns the run that goes on from there. */
export interface Run {
  readonly options: Readonly<Record<string, OptionValue>>;
  /** With the rate and the momentum that a schedule has put in force; undefined: they stay as they are. */
  step(point: Point, learningRate: number | undefined, momentum?: number): Step<Run>;
  internals(): Internals;
  stability(): Stability | undefined;
  measures(): Measures;
  readonly gradientWeight: number;
}

/** A definition whose state type is hidden, so that all of them fit one table. */
export interface Optimizer extends EntryMetadata {
  readonly judgesConvergence: boolean;
  readonly penalties: 'proximal' | 'own' | 'subgradient';
  begin(x: Float64Array, given: Readonly<Record<string, OptionValue>>, environment: Environment): Run;
}

export function defineOptimizer<const T extends OptionTable, S>(definition: OptimizerDefinition<T, S>): Optimizer {
  const { options: table, judgesConvergence = false, penalties = 'subgradient' } = definition;
  return {
    ...{ ...metadataOf(definition), judgesConvergence, penalties },
    begin(x, given, environment) {
      const options = resolveOptions(table, given);
      return runFrom(definition, options, definition.init(x, options, environment), environment);
    },
  };
}

/** The option that holds the momentum, by the name that the method has for it. */
export const momentumOption = (table: OptionTable): string | undefined => ['momentum', 'beta1'].find((name) => name in table);

function runFrom<T extends OptionTable, S>(
  definition: OptimizerDefinition<T, S>,
  options: OptionsOf<T>,
  state: S,
  environment: Environment,
): Run {
  return {
    options,
    step(point, learningRate, momentum) {
      const cycled = momentumOption(definition.options);
      const inForce = {
        ...options,
        ...(learningRate !== undefined && { learningRate }),
        ...(momentum !== undefined && cycled !== undefined && { [cycled]: momentum }),
      };
      const next = definition.step(point, state, inForce, environment);
      return { ...next, state: runFrom(definition, inForce, next.state, environment) };
    },
    internals: () => definition.internals?.(state, options) ?? {},
    stability: () => definition.stability?.(state, options),
    measures: () => definition.measures?.(state) ?? {},
    gradientWeight: definition.gradientWeight?.(options) ?? 1,
  };
}
