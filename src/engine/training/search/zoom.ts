import { type Dimension, type NumberDimension, type SearchSpace, valueAt } from './space';
import { bestTrial, byLoss, type Trial } from './strategy';

/** The share of the trials that a region is drawn round, and the fewest of them. */
const [share, fewest] = [0.2, 3];

/**
 * From coarse to fine: the part of the space that the best fifth of the finite trials (three at least) span, wider on each side by half of
 * how far n trials lie apart on average, n^(−1/d)/2 of the side, and never more than half of what it was, round the best. Of a list
 * stays what is among those trials. Undefined while there is nothing to go by.
 */
export function zoomed(space: SearchSpace, trials: readonly Trial[]): SearchSpace | undefined {
  const best = bestTrial(trials);
  if (!best) return undefined;
  const ranked = trials.filter(({ loss, budget }) => Number.isFinite(loss) && budget === best.budget).sort(byLoss);
  const elite = ranked.slice(0, Math.max(fewest, Math.ceil(share * ranked.length)));
  const margin = 0.5 * ranked.length ** (-1 / space.length);
  return space.map((dimension, i) =>
    narrowed(
      dimension,
      elite.map(({ place }) => place[i]),
      best.place[i],
      margin,
    ),
  );
}

function narrowed(dimension: Dimension, places: readonly number[], best: number, margin: number): Dimension {
  if (dimension.kind === 'list') {
    const kept = new Set(places.map((u) => valueAt(dimension, u)));
    return { ...dimension, values: dimension.values.filter((value) => kept.has(value)) };
  }
  const low = Math.max(0, best - 0.5, Math.min(...places) - margin);
  const high = Math.min(1, best + 0.5, Math.max(...places) + margin);
  const [from, to] = high - low <= 0.5 ? [low, high] : halfRound(best, low, high);
  return withRange(dimension, from, to);
}

/** Half of the side: round the best, within what is left. */
function halfRound(best: number, low: number, high: number): readonly [number, number] {
  const from = Math.min(Math.max(best - 0.25, low), high - 0.5);
  return [from, from + 0.5];
}

function withRange(dimension: NumberDimension, from: number, to: number): NumberDimension {
  const [low, high] = [from, to].map((u) => Number(valueAt(dimension, u)));
  return low < high ? { ...dimension, range: [low, high] } : dimension;
}
