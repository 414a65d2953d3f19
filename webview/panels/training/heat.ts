/** Colours of gradient norms: by their logarithm, from the ground to the full hue. */
import type { LayerHistory } from '../../../src/protocol/model';
import { extent } from '../../lib/rows';

/** Powers of ten at the ends of the scale. */
export interface HeatScale {
  readonly low: number;
  readonly high: number;
  /** 0 … 1; undefined for what is not finite. */
  place(norm: number): number | undefined;
}

/** Smaller norms are as good as none. */
const mostDecades = 12;

export function heatScale({ norms }: Pick<LayerHistory, 'norms'>): HeatScale {
  const [least, greatest] = extent([...norms].filter((norm) => norm > 0)) ?? [0.1, 1];
  const high = Math.ceil(Math.log10(greatest) - 1e-9);
  const low = Math.max(Math.min(Math.floor(Math.log10(least) + 1e-9), high - 1), high - mostDecades);
  return {
    low,
    high,
    place: (norm) => (Number.isFinite(norm) ? Math.max(0, Math.min(1, (Math.log10(norm) - low) / (high - low))) : undefined),
  };
}
