/** Training and held-out loss over a constant of the source, such as the size of a model. */
import { interpolationThreshold, type Varied } from '../protocol/variation';
import { drawChart, type Series } from './chart';
import { pathStyle } from './theme';

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
