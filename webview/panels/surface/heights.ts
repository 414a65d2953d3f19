/** How high a loss stands in the picture, and which colour step it has: spaced as the levels are, evenly or by ratio. */
import type { Surface } from '../../../src/protocol/model';
import { extent } from '../../lib/rows';
import { decadeLabel, roundStep, symlog, tickLabel, ticks } from '../../lib/scale';

export interface HeightTick {
  /** 0 … 1. */
  readonly height: number;
  readonly label: string;
}

export interface HeightScale {
  readonly kind: Surface['scale'];
  readonly ticks: readonly HeightTick[];
  /** 0 for the least finite value of the grid, 1 for the greatest; NaN where the loss has none. */
  height(loss: number): number;
  /** The colour step, with how far it is to the next one behind the point: 2.5 is halfway between the 2nd and the 3rd level. */
  band(height: number): number;
}

type Graded = Pick<Surface, 'values' | 'levels' | 'scale' | 'base'>;
const mostTicks = 5;

export function heightScale({ values, levels, scale, base }: Graded): HeightScale {
  const [low, high] = extent(values) ?? [0, 1];
  // A logarithm of what is left above the base, made to end in a rounded pit: below the first level it runs out evenly.
  const unit = scale === 'log' ? levels[0] - base : 1;
  const bend = (loss: number) => (scale === 'log' ? symlog(loss - base, unit) : loss);
  const [bottom, span] = [bend(low), bend(high) - bend(low)];
  const height = (loss: number) => (Number.isFinite(loss) ? (span > 0 ? (bend(loss) - bottom) / span : 0) : Number.NaN);
  const marked = scale === 'log' ? decades(low, high, base, unit) : evenTicks(low, high);
  return {
    kind: scale,
    ticks: marked.map(({ loss, label }) => ({ height: height(loss), label })),
    height,
    band: bandScale(Array.from(levels, height)),
  };
}

/** Steps between the heights of the levels; beyond the last one runs to 1. */
function bandScale(levels: readonly number[]): (height: number) => number {
  const borders = [0, ...levels, 1];
  return (height) => {
    if (!Number.isFinite(height)) return 0;
    let k = 0;
    while (k < levels.length && height >= borders[k + 1]) k++;
    const [from, to] = [borders[k], borders[k + 1]];
    return k + (to > from ? Math.min(0.999, Math.max(0, (height - from) / (to - from))) : 0);
  };
}

interface Marked {
  readonly loss: number;
  readonly label: string;
}

function evenTicks(low: number, high: number): readonly Marked[] {
  const values = ticks(low, high, mostTicks - 1);
  const step = values.length > 1 ? values[1] - values[0] : roundStep(high - low, mostTicks);
  return values.map((loss) => ({ loss, label: tickLabel(loss, step) }));
}

/** Powers of ten above the base, few enough to be read, and the base itself where the loss comes near it. */
function decades(low: number, high: number, base: number, unit: number): readonly Marked[] {
  const first = Math.ceil(Math.log10(Math.max(low - base, unit)) - 1e-9);
  const last = Math.floor(Math.log10(high - base) + 1e-9);
  const stride = Math.max(1, Math.ceil((last - first + 1) / mostTicks));
  const powers = Array.from({ length: Math.max(0, Math.floor((last - first) / stride) + 1) }, (_, i) => last - i * stride).reverse();
  const ground = low - base < unit / 10 ? [{ loss: base, label: tickLabel(base, Math.abs(base)) }] : [];
  // Near the base the powers crowd together.
  const apart = ground.length > 0 ? powers.filter((power) => 10 ** power > 1.5 * unit) : powers;
  return [...ground, ...apart.map((power) => ({ loss: base + 10 ** power, label: powerLabel(base, power) }))];
}

const powerLabel = (base: number, power: number): string =>
  base === 0 ? decadeLabel(power) : tickLabel(base + 10 ** power, Math.min(Math.abs(base), 10 ** power));
