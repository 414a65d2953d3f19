/** Mean and standard deviation of a feature, as scikit-learn's StandardScaler takes them: over N, not N − 1. */
export interface Moments {
  readonly mean: number;
  /** 0 for a feature that never changes. */
  readonly deviation: number;
}

export function momentsOf(values: Float64Array): Moments {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  // Of equal values the mean may be off by rounding; what is left is no spread.
  const rounding = 1e-12 * values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const deviation = Math.sqrt(variance);
  return { mean, deviation: deviation <= rounding ? 0 : deviation };
}

/** A feature that never changes is only moved: it has no spread to be divided by. */
const divisor = ({ deviation }: Moments): number => (deviation === 0 ? 1 : deviation);

/** x ↦ (x − mean)/deviation. */
export const standardised = (x: number, moments: Moments): number => (x - moments.mean) / divisor(moments);

/** The way back. */
export const restored = (z: number, moments: Moments): number => z * divisor(moments) + moments.mean;
