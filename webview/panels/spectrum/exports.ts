/** What the Spectrum panel shows, as data. */
import { t } from '../../../src/l10n/t';
import type { Sharpness, Spectrum } from '../../../src/protocol/model';
import type { DataTable } from '../../lib/export/data';
import type { Exports } from '../../lib/export/exports';
import type { Comparison, Line, State } from './state';
import { listedEigenvalues } from './words';

export function exportsOf({ spectrum, places, comparison, line, description }: State): Exports {
  const coordinates = description?.coordinates ?? [];
  const points: DataTable = {
    name: 'points',
    title: t('Critical points'),
    heads: ['point', 'kind', 'critical', ...coordinates, 'loss', 'gradientNorm', 'positiveShare'],
    rows: places.map(({ name, kind, critical, at, loss, gradientNorm, ratio }) => [
      ...[name, kind, String(critical), ...at, loss, gradientNorm, ratio],
    ]),
  };
  return {
    tables: [
      ...(spectrum.value ? [eigenvalueTable(spectrum.value), densityTable(spectrum.value)] : []),
      points,
      ...(comparison.value ? [sharpnessTable(comparison.value)] : []),
      ...(line.value ? [lineTable(line.value)] : []),
    ],
  };
}

/** All of them where they are known, else the outermost. */
const eigenvalueTable = (spectrum: Spectrum): DataTable => ({
  name: 'eigenvalues',
  title: t('Eigenvalues'),
  heads: ['k', 'eigenvalue'],
  rows: spectrum.eigenvalues
    ? Array.from(spectrum.eigenvalues.toReversed(), (value, i) => [i + 1, value])
    : listedEigenvalues(spectrum).map(({ index, value }) => [index, value]),
});

const densityTable = ({ density }: Spectrum): DataTable => ({
  name: 'density',
  title: t('Spectral density'),
  heads: ['eigenvalue', 'density', 'standardError'],
  rows: density ? Array.from(density.x, (x, i) => [x, density.y[i], density.error[i]]) : [],
});

const measures = [
  'loss',
  'largestEigenvalue',
  'trace',
  'traceError',
  'epsilon',
  'meanIncrease',
  'meanIncreaseError',
  'worstIncrease',
] as const satisfies readonly (keyof Sharpness)[];

const sharpnessTable = ({ gathered, sharpness }: Comparison): DataTable => ({
  name: 'sharpness',
  title: t('Sharpness'),
  heads: ['point', ...measures],
  rows: sharpness.map((known, i) => [gathered.points[i].name, ...measures.map((name) => known[name])]),
});

const lineTable = ({ from, to, interpolation: { t: along, loss } }: Line): DataTable => ({
  name: 'line',
  title: t('Loss between {0} and {1}', from, to),
  heads: ['t', 'loss'],
  rows: Array.from(along, (place, i) => [place, loss[i]]),
});
