import { addScaled, dot, plus } from '../linalg/vector';
import type { Objective } from '../objective';
import { shuffled } from './shuffle';

/** How much the gradient differs from example to example at a point (McCandlish et al. 2018, arXiv 1812.06162). */
export interface GradientNoise {
  /** tr Σ: the variances of the gradient's components over the examples, added up; unbiased. */
  readonly variance: number;
  /** |G|², unbiased: what the noise of the examples adds to the square of their mean is taken off. Below 0 where noise drowns it. */
  readonly signal: number;
  /** The simple noise scale tr Σ / |G|² (equation 2.9), in examples; ∞ where the gradient can't be told from none. */
  readonly noiseScale: number;
  /** How many examples were looked at. */
  readonly examples: number;
}

/** Enough for a standard error of some percent. */
const mostExamples = 256;
/** No epoch's order decides who is looked at. */
const draw = -2;

/**
 * From the gradients of single examples: appendix A.1 with batches of one example and of all. NaN where the loss of one
 * example is not finite, as with batch normalisation. Needs at least two examples.
 */
export function* gradientNoise(
  over: (rows: readonly number[]) => Objective,
  rows: readonly number[],
  at: Float64Array,
  seed: number,
): Generator<undefined, GradientNoise> {
  const examined = shuffled(rows, seed, draw).slice(0, mostExamples);
  const mean = new Float64Array(at.length);
  let squares = 0;
  for (const [k, example] of examined.entries()) {
    const gradient = new Float64Array(at.length);
    over([example]).valueAndGradient(at, gradient);
    // Welford 1962: nothing cancels.
    const before = plus(gradient, -1, mean);
    addScaled(mean, 1 / (k + 1), before);
    squares += dot(before, plus(gradient, -1, mean));
    yield undefined;
  }
  const variance = squares / (examined.length - 1);
  const signal = dot(mean, mean) - variance / examined.length;
  return { variance, signal, noiseScale: scaleOf(variance, signal), examples: examined.length };
}

function scaleOf(variance: number, signal: number): number {
  if (variance === 0) return 0;
  return signal <= 0 ? Number.POSITIVE_INFINITY : variance / signal;
}

/**
 * The standard deviation of the gradient of a batch that is drawn without replacement, against the length of the whole gradient
 * (Cochran 1977, theorem 2.2): 0 when the batch holds all examples.
 */
export function relativeBatchNoise({ variance, signal }: GradientNoise, batchSize: number, examples: number): number {
  const spread = Math.max(0, 1 / batchSize - 1 / examples);
  return spread === 0 ? 0 : Math.sqrt((variance * spread) / Math.max(0, signal));
}
