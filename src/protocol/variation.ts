/** Where descents end as a constant of the source changes, such as the size of a model. */
import type { StopReason } from './model';

/** With one value of the constant. */
export interface Varied {
  readonly value: number;
  /** Parameters. */
  readonly n: number;
  readonly loss: number;
  /** On held-out data, where there is any. */
  readonly validation?: number;
  readonly conditionNumber: number;
  /** λmax */
  readonly sharpness: number;
  readonly stopped: StopReason;
  readonly steps: number;
  readonly params: Float64Array;
}

/** What is left of the loss once every example is fitted, against the largest loss of the sweep. */
const fitted = 1e-8;

/** The smallest value at which all examples are fitted although others are held out; undefined where there is none. */
export function interpolationThreshold(varied: readonly Varied[]): number | undefined {
  const most = Math.max(...varied.map(({ loss }) => loss));
  const values = varied.filter(({ loss, validation }) => validation !== undefined && loss <= fitted * most).map(({ value }) => value);
  return values.length > 0 && most > 0 ? Math.min(...values) : undefined;
}
