/** The spectrum of the Hessian: each eigenvalue by its rank, or where they are too many to know, their density. */
import { significant } from '../protocol/format';
import type { LossDescription, PointKind, RatioSearch, Spectrum } from '../protocol/model';
import { type Chart, drawChart, type Series } from './chart';
import { negative, type PathStyle, pathStyle } from './theme';
import { count, heading } from './words';
import type { Point } from './xml';

const positiveStyle: PathStyle = { ...pathStyle(1), dash: undefined };
const negativeStyle: PathStyle = { colour: negative, dash: undefined, glyph: 'diamond' };

export function drawSpectrumFigure(description: LossDescription, spectrum: Spectrum): string {
  const { eigenvalues, density } = spectrum;
  const name = `${heading(description)}, ${count(spectrum.n, 'parameter')}`;
  const chart = eigenvalues ? ranks(name, eigenvalues) : densityCurve(name, spectrum, density);
  return drawChart(chart, { width: 760, height: 420 });
}

/** The eigenvalues that are known, by rank, within a page. */
export function drawSpectrumChart(description: LossDescription, eigenvalues: Float64Array): string {
  return drawChart(ranks(heading(description), eigenvalues), { width: 460, height: 240 });
}

const kinds: readonly { readonly kind: PointKind; readonly name: string; readonly style: PathStyle }[] = [
  { kind: 'maximum', name: 'maxima', style: { ...negativeStyle, glyph: 'triangle' } },
  { kind: 'saddle', name: 'saddles', style: negativeStyle },
  { kind: 'degenerate', name: 'degenerate', style: { ...pathStyle(3), dash: undefined, glyph: 'hexagon' } },
  { kind: 'minimum', name: 'minima', style: positiveStyle },
];

/** The share of directions that go up against the loss: the higher a critical point, the more ways lead down. */
export function drawRatios(description: LossDescription, { points }: RatioSearch): string {
  const series = kinds.flatMap(({ kind, name, style }): Series[] => {
    const found = points.filter((point) => point.kind === kind).map(({ loss, ratio }): Point => [Math.max(loss, 0), 100 * ratio]);
    return found.length > 0 ? [{ name: `${found.length} ${name}`, style, points: found, dots: true }] : [];
  });
  return drawChart(
    {
      title: `Directions that go up at critical points of ${heading(description)}, %`,
      x: { name: 'L' },
      y: { linear: true, span: [0, 100] },
      legend: true,
      series,
    },
    { width: 760, height: 420 },
  );
}

function ranks(name: string, eigenvalues: Float64Array): Chart {
  const descending = Array.from(eigenvalues).sort((a, b) => Math.abs(b) - Math.abs(a));
  const of = (sign: number): Point[] => descending.flatMap((value, k): Point[] => (sign * value > 0 ? [[k + 1, Math.abs(value)]] : []));
  const named = (title: string, style: PathStyle, points: Point[]): Series[] =>
    points.length > 0 ? [{ name: `${points.length} ${title}`, style, points, beads: true }] : [];
  return {
    title: `|λ| of the Hessian of ${name}`,
    x: { name: 'rank', log: eigenvalues.length > 50 },
    legend: true,
    series: [...named('positive', positiveStyle, of(1)), ...named('negative', negativeStyle, of(-1))],
  };
}

function densityCurve(name: string, { top, bottom }: Spectrum, density: Spectrum['density']): Chart {
  const points = density ? Array.from(density.x, (x, k): Point => [x, density.y[k]]) : [];
  const ends = [bottom[0], top[0]];
  return {
    title: `Density of the eigenvalues of ${name}`,
    x: { name: 'λ' },
    // Below, what is seen between outliers is the tail of the kernel that smooths them.
    y: { decades: 5 },
    series: [{ name: 'density', style: positiveStyle, points }],
    marks: ends.map((at) => ({ at, label: significant(at) })),
  };
}
