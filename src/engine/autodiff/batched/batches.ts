import { UserCodeError } from '../../errors';
import { RolledLoops } from '../compile/rolledLoops';
import type { Evaluator } from '../evaluator';
import { Groups } from '../grouping/groups';
import { isRegular, MAX_VECTOR_NODES } from '../regular';
import type { Runtime } from '../runtime';
import { MAX_OPERATIONS } from '../tape';
import { type Blockage, type Examples, type LossProgram, Tracer } from '../tracer';
import { BatchByBatch, type RecordedShare } from './batchByBatch';
import { sharesOf } from './shares';

/** Fewer examples than this are recorded to see whether that can be done. */
const MANY = 1000;
/** Few enough to need little memory, enough to show what repeats. */
const BATCH_OPERATIONS = 500_000;

/**
 * A loss over data that is too long to be recorded at once, as a weighted sum of losses over batches of its examples. Batches
 * are recorded one after the other, and re-rolled into the same loops: what stays of each is its data. Where that takes too
 * much code they are recorded and interpreted anew for every evaluation.
 */
export class Batches {
  /** Why a batch can't be traced. */
  blockedBy: Blockage | undefined;
  private evaluator: Evaluator | undefined;

  /** @param size how many examples are recorded at a time */
  private constructor(
    readonly size: number,
    private readonly shares: readonly RecordedShare[],
    private readonly inputs: number,
    private readonly plans: Runtime['plans'],
  ) {}

  /**
   * Undefined where the loss is no sum over its examples, or too long over one. `x` is where that is tried.
   *
   * @param atATime operations that one batch is to take about
   */
  static of(program: LossProgram, runtime: Runtime, x: Float64Array, atATime = BATCH_OPERATIONS): Batches | undefined {
    const { examples } = program;
    if (examples === undefined || examples.count < 2) return undefined;
    const tracerOver = (rows: readonly number[]) => new Tracer(examples.over(rows), runtime);
    const size = batchSize((rows) => operations(examples, rows, runtime, x), examples.count, atATime);
    const shares = size === undefined ? undefined : sharesOf((at) => program.plain(at), examples, size, x);
    if (size === undefined || shares === undefined) return undefined;
    const recorded = shares.map(({ rows, weight }) => ({ weight, tracer: tracerOver(rows) }));
    return new Batches(size, recorded, program.n, runtime.plans);
  }

  get count(): number {
    return this.shares.length;
  }

  /** What `use` yields on the path that each batch takes at x; undefined if one can't be traced. */
  evaluate<T>(x: Float64Array, use: (evaluator: Evaluator) => T | undefined): T | undefined {
    if (this.blockedBy !== undefined) return undefined;
    const known = this.evaluator && use(this.evaluator);
    if (known !== undefined) return known;
    const batchByBatch = new BatchByBatch(this.shares);
    this.evaluator = this.rolledAt(x, batchByBatch) ?? batchByBatch;
    const result = use(this.evaluator);
    this.blockedBy = this.shares.find(({ tracer }) => tracer.blockedBy !== undefined)?.tracer.blockedBy;
    return result;
  }

  private rolledAt(x: Float64Array, onKinks: Evaluator): Evaluator | undefined {
    const groups = new Groups(MAX_VECTOR_NODES);
    let operations = 0;
    for (const { weight, tracer } of this.shares) {
      const trace = tracer.record(x);
      if (trace === undefined || trace.externals.length > 0 || !groups.add(trace, weight)) return undefined;
      operations += trace.nodes;
    }
    const loss = groups.loss(this.inputs);
    return isRegular(loss, operations) ? new RolledLoops(loss, onKinks, new Float64Array(0), this.plans) : undefined;
  }
}

/** Spares a long recording that would come to nothing: does the loss over one example take too many operations for all of them? */
export function seemsTooLong({ examples }: LossProgram, runtime: Runtime, x: Float64Array): boolean {
  if (examples === undefined || examples.count < MANY) return false;
  return (operations(examples, [0], runtime, x) ?? 0) * examples.count > MAX_OPERATIONS;
}

/** That the loss over some examples takes; undefined if it can't be traced or is not defined. */
function operations({ over }: Examples, rows: readonly number[], runtime: Runtime, x: Float64Array): number | undefined {
  try {
    return new Tracer(over(rows), runtime).record(x)?.nodes;
  } catch (error) {
    if (error instanceof UserCodeError) return undefined;
    throw error;
  }
}

/** How many examples take about as many operations as a batch is to, judged by a few of them; undefined if one takes too many. */
function batchSize(operations: (rows: readonly number[]) => number | undefined, count: number, atATime: number): number | undefined {
  const [first, ...others] = [0, count >> 1, count - 1].map((row) => operations([row]));
  if (first === undefined) return undefined;
  const pair = operations([0, 1]);
  if (pair === undefined) return 1;
  const shared = Math.max(2 * first - pair, 0);
  const each = Math.max(first, ...others.map((some) => some ?? atATime)) - shared;
  return Math.min(Math.max(Math.floor((atATime - shared) / Math.max(each, 1)), 1), Math.ceil(count / 2));
}
