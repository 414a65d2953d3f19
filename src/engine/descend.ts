import { t } from '../l10n/t';
import { type Clipping, clip } from './clip';
import { CountedObjective } from './countedObjective';
import type { Objective } from './objective';
import { optimizerById } from './optimizers';
import { type End, type Environment, type MatrixBlock, momentumOption, type Optimizer, type Point, type Run } from './optimizers/optimizer';
import { OptionError, type OptionValue } from './options';
import { curvatureAt, curvatureLimit } from './pathCurvature';
import { Regulariser } from './penalties/regulariser';
import { type Account, notFinite, notFiniteLoss, Problem } from './problem';
import { Recorder, type Row } from './recorder';
import { scheduleById } from './schedules';
import type { ScheduleRun } from './schedules/schedule';
import { beforeFirst, type EarlyStopping, isExhausted, judged } from './training/earlyStopping';
import type { TrainingPlan } from './training/plan';
import { SwitchedObjective } from './training/switched';
import type { OptimizerChoice, StopReason, Trajectory } from './trajectory';

export interface DescendRequest {
  readonly optimizer: OptimizerChoice;
  readonly start: Float64Array;
  readonly steps: number;
  /** Stop when ‖g‖ is at most this; 0 runs all the steps. */
  readonly tolerance?: number | undefined;
  readonly schedule?: OptimizerChoice | undefined;
  readonly penalties?: readonly OptimizerChoice[] | undefined;
  /** `subgradient` for every optimizer; else those that can take penalties exactly do. */
  readonly penaltyMethod?: 'proximal' | 'subgradient' | undefined;
  /** Coordinates left out of penalties. */
  readonly unpenalized?: ReadonlySet<number> | undefined;
  readonly clip?: Clipping | undefined;
  /** Of draws, for methods that use random numbers. */
  readonly seed?: number | undefined;
  /** Keeps every Nth step and the last. */
  readonly every?: number | undefined;
  /** Eigenvalues along the path, for up to 32 parameters. */
  readonly curvature?: boolean | undefined;
  /** What the optimizer keeps per coordinate, in every row. */
  readonly internals?: boolean | undefined;
  /** Where matrices lie among the parameters. */
  readonly matrices?: readonly MatrixBlock[] | undefined;
  /** A loss on held-out data, and when to stop early by it. */
  readonly validation?: TrainingPlan['validation'];
  /** The loss over the batch of a step, counted from 0; when absent every step sees the objective itself. */
  readonly batchAt?: TrainingPlan['batchAt'];
}

/** Where a run stands; yielded after every step. */
export interface Progress {
  readonly step: number;
  readonly loss: number;
}

export interface DescendHooks {
  readonly shouldStop?: () => boolean;
  readonly onProgress?: (progress: Progress) => void;
}

/** A loss this many times its start (or 1) can only be on its way to infinity. */
const divergenceFactor = 1e20;

/** Runs an optimizer to its end; `undefined` when `shouldStop` said so. Errors as in `descending`. */
export function descend(objective: Objective, request: DescendRequest): Trajectory;
export function descend(objective: Objective, request: DescendRequest, hooks: DescendHooks): Trajectory | undefined;
export function descend(
  objective: Objective,
  request: DescendRequest,
  { shouldStop, onProgress }: DescendHooks = {},
): Trajectory | undefined {
  const run = descending(objective, request);
  for (;;) {
    const at = run.next();
    if (at.done) return at.value;
    onProgress?.(at.value);
    if (shouldStop?.()) return undefined;
  }
}

/**
 * The run as a generator: one step per `next()`, so that a worker can answer others in between or drop it.
 * Throws `OptionError` for settings that can't be, `UserCodeError` for what the loss throws or when it is not finite at the start.
 */
export function* descending(objective: Objective, request: DescendRequest): Generator<Progress, Trajectory, void> {
  const descent = new Descent(objective, request);
  for (let step = 1; step <= request.steps; step++) {
    const end = descent.advance(step);
    if (end) return descent.trajectory(end.stopped, end.note);
    yield { step, loss: descent.account.loss };
  }
  return descent.trajectory('steps');
}

interface Ending {
  readonly stopped: StopReason;
  readonly note: string;
}

/** One run: the optimizer's, the schedule's and the early stopping's states, and the rows so far. */
class Descent {
  account: Account;
  private readonly counted: CountedObjective;
  private readonly optimizer: Optimizer;
  private readonly environment: Environment;
  /** What the optimizer sees: the loss, or the loss over one batch after another. */
  private readonly problem: Problem;
  private readonly batches: SwitchedObjective | undefined;
  /** The loss over all the data, where `problem` is over batches. */
  private readonly whole: Problem | undefined;
  private readonly recorder: Recorder;
  private readonly options: Run['options'];
  private readonly limit: number;
  private run: Run;
  private schedule: ScheduleRun | undefined;
  private point: Point;
  private stopping: EarlyStopping = beforeFirst;
  private best: Float64Array;
  private lastStep = 0;

  constructor(
    private readonly objective: Objective,
    private readonly request: DescendRequest,
  ) {
    const { start, penalties = [], penaltyMethod, unpenalized, matrices = [], seed = 0, tolerance = 1e-12, every = 1 } = request;
    this.batches = request.batchAt && new SwitchedObjective(request.batchAt);
    this.counted = new CountedObjective(this.batches ?? objective);
    this.optimizer = optimizerById(request.optimizer.id);
    const handling = penaltyMethod === 'subgradient' ? 'subgradient' : this.optimizer.penalties;
    const regulariser = Regulariser.of(penalties, unpenalized);
    this.problem = new Problem(this.counted, regulariser, handling);
    this.whole = this.batches && new Problem(objective, regulariser, handling);
    this.environment = {
      objective: this.problem.visible,
      regulariser: handling === 'own' ? regulariser : new Regulariser([]),
      clip: (gradient) => clip(gradient, request.clip ?? {}),
      ...{ matrices, seed, tolerance },
    };
    this.run = this.optimizer.begin(start, request.optimizer.options, this.environment);
    this.options = this.run.options;
    this.schedule = scheduled(this.optimizer, this.options, request.schedule);
    this.point = this.problem.start(start);
    this.account = this.accountOf(this.point);
    this.limit = divergenceFactor * Math.max(1, Math.abs(this.account.objective));
    this.best = start;
    this.recorder = new Recorder(start.length, every);
    this.record(0, Number.NaN);
  }

  /** Takes step number `step`, unless the run has converged before it; says so when the run is over. */
  advance(step: number): Ending | undefined {
    const { tolerance } = this.environment;
    if (tolerance > 0 && !this.optimizer.judgesConvergence && this.account.gradientNorm <= tolerance) {
      return { stopped: 'converged', note: `converged at step ${step - 1}: the gradient's norm is at most ${tolerance}` };
    }
    const { rate: learningRate, momentum } = this.schedule ?? {};
    const next = this.run.step({ ...this.point, gradient: this.environment.clip(this.point.gradient) }, learningRate, momentum);
    const reached = this.reached(next, learningRate);
    const account = this.accountOf(reached);
    const trouble = notFinite(reached) ?? notFiniteLoss(account.loss);
    if (trouble !== undefined) return { stopped: 'diverged', note: `diverged at step ${step}: ${trouble}` };
    this.run = next.state;
    this.point = reached;
    this.account = account;
    this.schedule = this.schedule?.next(this.account.objective);
    this.lastStep = step;
    this.record(step, learningRate ?? Number.NaN);
    return this.ending(step, next.end);
  }

  trajectory(stopped: StopReason, note?: string): Trajectory {
    const early = this.request.validation?.stopping !== undefined;
    return {
      ...{ optimizer: this.optimizer.id, options: this.options, n: this.point.x.length, ...this.recorder.columns() },
      answer: (early ? this.best : this.point.x).slice(),
      answerStep: early ? this.stopping.bestStep : this.lastStep,
      ...{ stopped, ...(note !== undefined && { note }), evaluations: this.counted.evaluations },
    };
  }

  private reached(next: ReturnType<Run['step']>, learningRate: number | undefined): Point {
    const x = this.problem.landing(next.x, (learningRate ?? 0) * this.run.gradientWeight);
    this.batches?.advance();
    return next.evaluated && !this.batches ? { x, ...next.evaluated } : this.problem.evaluate(x);
  }

  private accountOf(point: Point): Account {
    return this.whole ? this.whole.account(this.whole.evaluate(point.x)) : this.problem.account(point);
  }

  private ending(step: number, end: End | undefined): Ending | undefined {
    if (Math.abs(this.account.objective) > this.limit) {
      return { stopped: 'diverged', note: `diverged at step ${step}: the loss passed ${this.limit.toPrecision(2)}` };
    }
    const rule = this.request.validation?.stopping;
    if (rule && isExhausted(this.stopping, rule)) {
      return { stopped: 'early', note: `stopped early at step ${step}: best on held-out data at step ${this.stopping.bestStep}` };
    }
    if (!end || this.environment.tolerance === 0) return undefined;
    return { stopped: end.kind, note: `${end.kind} at step ${step}: ${end.why}` };
  }

  private record(step: number, learningRate: number): void {
    const { point, account, run, objective, problem } = this;
    const { curvature = false, internals = false } = this.request;
    const validation = this.validate(step);
    const batchLoss = this.whole && problem.account(point).loss;
    const row = (): Row => ({
      account,
      step,
      params: point.x,
      learningRate,
      batchLoss,
      validation,
      measures: run.measures(),
      curvature:
        curvature && point.x.length <= curvatureLimit
          ? curvatureAt(objective, point.x, run.stability(), problem.penaltyCurvature(point.x))
          : undefined,
      internals: internals ? run.internals() : {},
    });
    this.recorder.add(step, row, validation !== undefined && this.stopping.bestStep === step);
  }

  private validate(step: number): number | undefined {
    const { validation } = this.request;
    if (!validation) return undefined;
    const loss = validation.loss(this.point.x);
    this.stopping = judged(this.stopping, step, loss, validation.stopping);
    if (this.stopping.bestStep === step) this.best = this.point.x;
    return loss;
  }
}

/** The schedule over the optimizer's own learning rate; `undefined` for one that has none. */
function scheduled(
  optimizer: Optimizer,
  { learningRate }: Readonly<Record<string, OptionValue>>,
  { id, options }: OptimizerChoice = { id: 'constant', options: {} },
): ScheduleRun | undefined {
  if (typeof learningRate === 'number') {
    const schedule = scheduleById(id).begin(learningRate, options);
    if (schedule.momentum === undefined || momentumOption(optimizer.options)) return schedule;
    throw new OptionError(t('{0} has no momentum that the schedule "{1}" could cycle.', optimizer.name, id));
  }
  if (id !== 'constant') throw new OptionError(t('{0} has no learning rate that the schedule "{1}" could change.', optimizer.name, id));
  return undefined;
}
