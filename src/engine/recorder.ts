import type { Internals, Measures } from './optimizers/optimizer';
import type { PointCurvature } from './pathCurvature';
import type { Account } from './problem';
import type { Trajectory } from './trajectory';

export interface Row extends Account {
  readonly step: number;
  readonly params: Float64Array;
  readonly learningRate: number;
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
  | 'validation'
  | 'internals'
  | 'measures'
>;

/** Keeps every Nth row of a run, the first and the last, and turns them into columns. */
export class Recorder {
  private readonly rows: Row[] = [];
  /** The newest row, when it is not among the kept ones. */
  private pending: (() => Row) | undefined;

  constructor(
    private readonly n: number,
    private readonly every: number,
  ) {}

  /** `row` is called only when the row is kept: its curvature may be dear. */
  add(step: number, row: () => Row): void {
    const kept = step % this.every === 0;
    if (kept) this.rows.push(row());
    this.pending = kept ? undefined : row;
  }

  columns(): Columns {
    if (this.pending) this.rows.push(this.pending());
    this.pending = undefined;
    const { rows, n } = this;
    const curvatures = rows.flatMap(({ curvature }) => curvature ?? []);
    const sharpness = Float64Array.from(curvatures, (c) => c.relativeSharpness);
    return {
      steps: Uint32Array.from(rows, (row) => row.step),
      params: joined(rows.map((row) => row.params)),
      loss: Float64Array.from(rows, (row) => row.loss),
      objective: Float64Array.from(rows, (row) => row.objective),
      gradientNorm: Float64Array.from(rows, (row) => row.gradientNorm),
      learningRate: Float64Array.from(rows, (row) => row.learningRate),
      conditionNumber: Float64Array.from(curvatures, (c) => c.conditionNumber),
      eigenvalues: joined(curvatures.map((c) => c.eigenvalues)),
      eigenvectors: joined(curvatures.map((c) => c.eigenvectors)),
      relativeSharpness: sharpness.every(Number.isNaN) ? new Float64Array(0) : sharpness,
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
