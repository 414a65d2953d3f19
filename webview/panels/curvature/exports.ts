/** What the Curvature panel shows, as data. */
import { t } from '../../../src/l10n/t';
import { subscript } from '../../../src/protocol/format';
import { kindWords } from '../../../src/protocol/words';
import type { DataTable } from '../../lib/export/data';
import type { Exports } from '../../lib/export/exports';
import type { State } from './state';

export function exportsOf(state: State): Exports {
  const tables = [sectionTable(state), eigenvalueTable(state), pointTable(state), escapeTable(state)];
  const { readout, sections, flight, points } = state;
  return { tables, facts: { readout, sections, criticalPoints: points, escape: flight } };
}

/** The loss and its parabola along each eigenvector, one row for each place. */
const sectionTable = ({ sections }: State): DataTable => ({
  name: 'sections',
  title: t('Cross-sections'),
  heads: ['eigenvector', 't', 'loss', 'taylor'],
  rows: sections.flatMap(({ index, t: along, loss, taylor }) =>
    Array.from(along, (place, i) => [`u${subscript(index)}`, place, loss[i], taylor[i]]),
  ),
});

const eigenvalueTable = ({ sections, description }: State): DataTable => ({
  name: 'eigenvalues',
  title: t('Eigenvalues of the Hessian'),
  heads: ['k', 'eigenvalue', 'slope', ...(description?.coordinates ?? []).map((name) => `u(${name})`)],
  rows: sections.map(({ index, eigenvalue, slope, direction }) => [index, eigenvalue, slope, ...direction]),
});

const pointTable = ({ points, description }: State): DataTable => ({
  name: 'points',
  title: t('Critical points'),
  heads: ['point', 'kind', ...(description?.coordinates ?? []), 'loss'],
  rows: points.map(({ name, kind, at, loss }) => [name, kindWords[kind], ...at, loss]),
});

/** Both ways down, step by step. */
const escapeTable = ({ flight }: State): DataTable => ({
  name: 'escape',
  title: t('Escape'),
  heads: ['branch', 'step', 'loss'],
  rows: (flight?.ways?.branches ?? []).flatMap(({ sign, trajectory: { steps, loss } }) =>
    Array.from(steps, (step, row) => [sign > 0 ? '+u' : '−u', step, loss[row]]),
  ),
});
