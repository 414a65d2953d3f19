/** The axis of λ, linear or bent, and what is drawn over it. */
import type { Spectrum } from '../../../src/protocol/model';
import { decadeLabel, symlog, tickLabel, ticks } from '../../lib/scale';
import { listedEigenvalues } from './words';

/** λ as it lies on the level axis, with where and how the axis is labelled. */
export interface LambdaAxis {
  place(value: number): number;
  /** The ends among them. */
  readonly across: readonly number[];
  label(place: number): string;
}

/** What is drawn: the density with its error, and a tick for each eigenvalue that is known. */
export interface DensityPicture {
  readonly axis: LambdaAxis;
  /** λ, density, standard error. */
  readonly curve: { readonly x: Float64Array; readonly y: Float64Array; readonly error: Float64Array } | undefined;
  readonly eigenvalues: readonly number[];
  readonly highest: number;
}

const linearTicks = 5;
/** Decades between two ticks of a bent axis that has room for about so many. */
const bentTicks = 7;

export function densityPicture(spectrum: Spectrum, bent: boolean): DensityPicture | undefined {
  if (!Number.isFinite(spectrum.top[0])) return undefined;
  const curve = bent ? spectrum.bentDensity : spectrum.density;
  const eigenvalues = spectrum.eigenvalues ? Array.from(spectrum.eigenvalues) : listedEigenvalues(spectrum).map(({ value }) => value);
  const [low, high] = curve ? [curve.x[0], curve.x[curve.x.length - 1]] : endsOf(spectrum);
  const unit = bent ? spectrum.bentDensity?.unit : undefined;
  const axis = unit === undefined ? linearAxis(low, high) : bentAxis(low, high, unit);
  const highest = curve ? curve.y.reduce((most, y, i) => Math.max(most, y + curve.error[i]), 0) : 1;
  return { axis, curve, eigenvalues, highest: highest || 1 };
}

/** Before there is a density: the known ends with some room. */
function endsOf({ top, bottom }: Spectrum): readonly [number, number] {
  const room = 0.04 * (top[0] - bottom[0]) || 0.04 * Math.max(Math.abs(top[0]), 1);
  return [bottom[0] - room, top[0] + room];
}

function linearAxis(low: number, high: number): LambdaAxis {
  const marks = ticks(low, high, linearTicks);
  const step = marks.length > 1 ? marks[1] - marks[0] : high - low;
  return {
    place: (value) => value,
    across: withEnds(low, marks, high),
    label: (place) => (marks.includes(place) ? tickLabel(place, step) : ''),
  };
}

function bentAxis(low: number, high: number, unit: number): LambdaAxis {
  const place = (value: number) => symlog(value, unit);
  const labels = new Map(decades(low, high, unit).map((value) => [place(value), powerLabel(value)]));
  return { place, across: withEnds(place(low), [...labels.keys()], place(high)), label: (at) => labels.get(at) ?? '' };
}

/** 0 and the powers of ten beyond the linear part, as many as there is room for. */
function decades(low: number, high: number, unit: number): readonly number[] {
  const first = Math.ceil(Math.log10(unit) - 1e-9);
  const powers = (end: number) => Array.from({ length: Math.max(0, Math.floor(Math.log10(end)) - first + 1) }, (_, i) => first + i);
  const [above, below] = [high > unit ? powers(high) : [], -low > unit ? powers(-low) : []];
  const every = Math.max(1, Math.ceil((above.length + below.length) / bentTicks));
  const thinned = (all: readonly number[]) => all.filter((power) => (power - first) % every === every - 1);
  const zero = low <= 0 && high >= 0 ? [0] : [];
  return [
    ...thinned(below)
      .map((power) => -(10 ** power))
      .reverse(),
    ...zero,
    ...thinned(above).map((power) => 10 ** power),
  ];
}

function powerLabel(value: number): string {
  if (value === 0) return '0';
  return `${value < 0 ? '\u2212' : ''}${decadeLabel(Math.round(Math.log10(Math.abs(value))))}`;
}

const withEnds = (low: number, marks: readonly number[], high: number): readonly number[] => [
  low,
  ...marks.filter((mark) => mark > low && mark < high),
  high,
];
