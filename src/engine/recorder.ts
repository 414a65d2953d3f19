import type { Internals, Measures } from './optimizers/optimizer';
import type { PointCurvature } from './pathCurvature';
import type { Account } from './problem';
import type { Trajectory } from './trajectory';

export interface Row {
  readonly account: Account;
  readonly step: number;
  readonly params: Float64Array;
  readonly learningRate: number;
  readonly batchLoss: number | undefined;
  readonly validation: number | undefined;
  readonly curvature: PointCurvature | undefined;
  readonly internals: Internals;
  readonly measures: Measures;
}

type Columns = Pick<
  Trajectory,
  | 'steps'
  | 'params'
  | 'loss'
  | 'objective'
  | 'gradientNorm'
  | 'learningRate'
  | 'conditionNumber'
  | 'eigenvalues'
  | 'eigenvectors'
  | 'relativeSharpness'
  | 'batchLoss'
  | 'validation'
  | 'internals'
  | 'measures'
>;

type Late = { readonly step: number; readonly row: () => Row };

/** Keeps every Nth row of a run, the first, the last and the best, and turns them into columns. */
export class Recorder {
  private readonly rows: Row[] = [];
  /** The newest row and the best one, when they are not among the kept ones. */
  private newest: Late | undefined;
  private best: Late | undefined;

  constructor(
    private readonly n: number,
    private readonly every: number,
  ) {}

  /** `row` is called only when the row is kept: its curvature may be dear. */
  add(step: number, row: () => Row, isBest = false): void {
    const kept = step % this.every === 0;
    if (kept) this.rows.push(row());
    this.newest = kept ? undefined : { step, row };
    if (isBest) this.best = this.newest;
  }

  columns(): Columns {
    const { n } = this;
    const rows = this.allRows();
    const curvatures = rows.flatMap(({ curvature }) => curvature ?? []);
    const sharpness = Float64Array.from(curvatures, (c) => c.relativeSharpness);
    return {
      steps: Uint32Array.from(rows, (row) => row.step),
      params: joined(rows.map((row) => row.params)),
      loss: Float64Array.from(rows, (row) => row.account.loss),
      objective: Float64Array.from(rows, (row) => row.account.objective),
      gradientNorm: Float64Array.from(rows, (row) => row.account.gradientNorm),
      learningRate: Float64Array.from(rows, (row) => row.learningRate),
      conditionNumber: Float64Array.from(curvatures, (c) => c.conditionNumber),
      eigenvalues: joined(curvatures.map((c) => c.eigenvalues)),
      eigenvectors: joined(curvatures.map((c) => c.eigenvectors)),
      relativeSharpness: sharpness.every(Number.isNaN) ? new Float64Array(0) : sharpness,
      batchLoss: Float64Array.from(rows.flatMap(({ batchLoss }) => batchLoss ?? [])),
      validation: Float64Array.from(rows.flatMap(({ validation }) => validation ?? [])),
      internals: byName(
        rows.map((row) => row.internals),
        (vector = new Float64Array(n).fill(Number.NaN)) => vector,
      ),
      measures: byName(
        rows.map((row) => row.measures),
        (measure = Number.NaN) => Float64Array.of(measure),
      ),
    };
  }

  private allRows(): readonly Row[] {
    const { rows, newest, best } = this;
    const late = [newest, best?.step === newest?.step ? undefined : best].flatMap((one) => one?.row() ?? []);
    return [...rows, ...late].sort((a, b) => a.step - b.step);
  }
}

/** A column for every name that occurs in any row. */
function byName<T>(
  rows: readonly Readonly<Record<string, T>>[],
  cell: (value: T | undefined) => Float64Array,
): Record<string, Float64Array> {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return Object.fromEntries([...names].map((name) => [name, joined(rows.map((row) => cell(row[name])))]));
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
