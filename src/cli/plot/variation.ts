/** Training and held-out loss over a constant of the source, such as the size of a model. */
import { drawChart, type Series } from './chart';
import { pathStyle } from './theme';

/** Where a descent ended with one value of the constant. */
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
  /** How the run ended, in words. */
  readonly end: string;
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

export function drawVariation(name: string, varied: readonly Varied[]): string {
  const ordered = [...varied].sort((a, b) => a.value - b.value);
  const heldOut = ordered.filter(({ validation }) => validation !== undefined);
  const series: Series[] = [
    {
      name: heldOut.length > 0 ? 'training' : 'loss',
      style: pathStyle(1),
      beads: true,
      points: ordered.map(({ value, loss }) => [value, loss]),
    },
    ...(heldOut.length > 0
      ? [
          {
            name: 'held out',
            style: pathStyle(0),
            beads: true,
            points: heldOut.map(({ value, validation = Number.NaN }) => [value, validation] as const),
          },
        ]
      : []),
  ];
  const threshold = interpolationThreshold(varied);
  const [low, high] = [ordered[0].value, ordered[ordered.length - 1].value];
  return drawChart(
    {
      title: `Loss over ${name}`,
      x: { name, log: low > 0 && high / low >= 10 },
      // What is fitted to rounding lies on the floor.
      y: { decades: 3 },
      legend: true,
      series,
      marks: threshold === undefined ? [] : [{ at: threshold, label: `interpolation threshold, ${threshold}` }],
    },
    { width: 760, height: 420 },
  );
}
