/** Where contours are drawn: ascending, spaced evenly or by round mantissas. */
export interface Levels {
  readonly levels: Float64Array;
  readonly scale: 'linear' | 'log';
  /** What ratios are taken from on a logarithmic scale; 0 on a linear one. */
  readonly base: number;
}

/** Above this ratio of the largest value to the small ones, evenly spaced levels would all lie on the outer slopes. */
const widestLinearRatio = 30;
const linearCount = 12;
const fewestLogLevels = 14;
/** From coarse to fine. */
const mantissaSets = [
  [1, 2, 5],
  [1, 1.5, 2, 3, 5, 7],
  [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8],
];
/** A range smaller than this part of the values is rounding. */
const relativeRounding = 1e-13;
/** Beyond these magnitudes a value is as good as 0 or ±∞, and the arithmetic below might over- or underflow. */
const [smallestMagnitude, largestMagnitude] = [1e-290, 1e290];

/**
 * Levels for a grid of losses; NaN and ±∞ are left out of account. They lie between the 1 % quantile (not the minimum: no
 * clutter of rings in a pit) and the maximum. About twelve round, evenly spaced ones, or, where the range spans more than
 * 30 : 1, round mantissas × 10ᵏ. A loss that goes below zero has no natural zero to take ratios from: they are taken from
 * a round number just below its minimum, and only where half of the grid lies in the lowest thirtieth of the range.
 * No levels at all when the values are equal up to rounding.
 */
export function chooseLevels(values: Float64Array): Levels {
  const ordered = values.filter((value) => Math.abs(value) < largestMagnitude).sort();
  const [lowest, highest] = [ordered[0], ordered[ordered.length - 1]];
  if (!(highest - lowest > Math.max(relativeRounding * Math.max(Math.abs(lowest), Math.abs(highest)), smallestMagnitude))) {
    return { levels: new Float64Array(0), scale: 'linear', base: 0 };
  }
  return lowest < 0 ? signedLevels(ordered) : positiveLevels(ordered);
}

function positiveLevels(ordered: Float64Array): Levels {
  const positive = ordered.subarray(ordered.findIndex((value) => value > 0));
  const highest = positive[positive.length - 1];
  const low = Math.max(quantile(positive, 0.01), Number.EPSILON * quantile(positive, 0.5));
  if (highest <= widestLinearRatio * low) return linearLevels(quantile(ordered, 0.01), highest);
  return { levels: Float64Array.from(roundMantissas(low, highest)), scale: 'log', base: 0 };
}

function signedLevels(ordered: Float64Array): Levels {
  const [lowest, highest] = [ordered[0], ordered[ordered.length - 1]];
  if (highest - lowest <= widestLinearRatio * (quantile(ordered, 0.5) - lowest)) return linearLevels(quantile(ordered, 0.01), highest);
  const unit = 10 ** Math.floor(Math.log10(Math.max(quantile(ordered, 0.01) - lowest, Number.EPSILON * (highest - lowest))));
  const base = Math.floor(lowest / unit) * unit;
  const low = Math.max(quantile(ordered, 0.01) - base, unit);
  const levels = roundMantissas(low, highest - base).map((value) => tidy(base + value));
  return { levels: Float64Array.from(levels.filter((level, k) => level > (k === 0 ? lowest : levels[k - 1]))), scale: 'log', base };
}

/** So many levels on the longer side of 0 at most, or so few that the scale is refined. */
const sideCount = 7;
/** How far below the largest magnitude the smallest level of a wide range lies. */
const widestDivergingRatio = 1e4;

/**
 * Levels for values of either sign: 0, and the same magnitudes on both sides as far as the values reach. Evenly spaced, or, where
 * half of the values lie within the inner thirtieth of the range, by powers of ten. NaN and ±∞ are left out of account.
 */
export function divergingLevels(values: Float64Array): Float64Array {
  const magnitudes = values
    .map(Math.abs)
    .filter((size) => size < largestMagnitude)
    .sort();
  const largest = magnitudes.length > 0 ? quantile(magnitudes, 0.99) : 0;
  if (!(largest > smallestMagnitude)) return Float64Array.of(0);
  const wide = largest > widestLinearRatio * quantile(magnitudes, 0.5);
  const sizes = wide ? roundSizes(largest, quantile(magnitudes, 0.05)) : linearSizes(largest);
  const [lowest, highest] = [least(values), -least(values.map((value) => -value))];
  const below = sizes.filter((size) => -size > lowest).map((size) => -size);
  return Float64Array.from([...below.reverse(), 0, ...sizes.filter((size) => size < highest)]);
}

export const least = (values: Float64Array): number => values.reduce((low, value) => (value < low ? value : low), Number.POSITIVE_INFINITY);

function linearSizes(largest: number): number[] {
  const step = roundStep(largest / sideCount);
  return Array.from({ length: Math.floor(largest / step) }, (_, i) => tidy((i + 1) * step));
}

/** Powers of ten; with halves between them where there would be few. */
function roundSizes(largest: number, small: number): number[] {
  const low = Math.max(small, largest / widestDivergingRatio);
  const powers = logLevels([1], 1, low, largest);
  return powers.length >= sideCount / 2 ? powers : logLevels([1, 3], 1, low, largest);
}

function linearLevels(low: number, high: number): Levels {
  const step = roundStep((high - low) / (linearCount + 1));
  const first = Math.floor(low / step) + 1;
  const count = Math.max(0, Math.ceil(high / step) - first);
  return { levels: Float64Array.from({ length: count }, (_, i) => tidy((first + i) * step)), scale: 'linear', base: 0 };
}

/** The number of 1, 2, 2.5, 5 × 10ᵏ nearest to a step, by ratio. */
export function roundStep(step: number): number {
  const decade = 10 ** Math.floor(Math.log10(step));
  const candidates = [1, 2, 2.5, 5, 10].map((mantissa) => mantissa * decade);
  return candidates.reduce((best, candidate) => (ratio(candidate, step) < ratio(best, step) ? candidate : best));
}

function ratio(a: number, b: number): number {
  return Math.max(a / b, b / a);
}

/** Multiples of 0.1 as people write them: 0.3, not 0.30000000000000004. */
export function tidy(value: number): number {
  return Number(value.toPrecision(15));
}

/** Levels m × 10ᵏ in (low, high): the coarsest set that gives enough; over many decades, only every 2nd, 4th, … power of ten. */
function roundMantissas(low: number, high: number): number[] {
  const powers = (stride: number): number[] => logLevels([1], stride, low, high);
  let stride = 1;
  while (powers(2 * stride).length >= fewestLogLevels) stride *= 2;
  if (powers(stride).length >= fewestLogLevels) return powers(stride);
  const finest = mantissaSets[mantissaSets.length - 1];
  const mantissas = mantissaSets.find((set) => logLevels(set, 1, low, high).length >= fewestLogLevels) ?? finest;
  return logLevels(mantissas, 1, low, high);
}

function logLevels(mantissas: readonly number[], stride: number, low: number, high: number): number[] {
  const levels: number[] = [];
  const firstPower = Math.floor(Math.log10(low) / stride) * stride;
  for (let power = firstPower; power <= Math.log10(high); power += stride) {
    for (const mantissa of mantissas) levels.push(Number(`${mantissa}e${power}`));
  }
  return levels.filter((level) => level >= low && level < high);
}

function quantile(ordered: Float64Array, part: number): number {
  return ordered[Math.floor(part * (ordered.length - 1))];
}
