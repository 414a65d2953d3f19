/** What the Descent panel shows as data, and a summary for notes and issues. */

import { t } from '../../../../src/l10n/t';
import { significant } from '../../../../src/protocol/format';
import { kindWords } from '../../../../src/protocol/words';
import { type DataTable, markdownTable } from '../../../lib/export/data';
import type { Exports } from '../../../lib/export/exports';
import { pathTable, pictureFacts, pointTable } from '../../../lib/picture/exports';
import { nowAt } from '../../../lib/picture/now';
import { type State, shownRuns } from '../../../lib/picture/state';
import { verdict } from '../../../lib/picture/verdict';
import { rowAt } from '../../../lib/rows';
import { coefficient } from '../penalty/path';
import { toSvg } from './picture';

export function exportsOf(state: State): Exports {
  const coefficients = coefficientTable(state);
  return {
    tables: [pathTable(state), pointTable(state), ...(coefficients ? [coefficients] : [])],
    facts: pictureFacts(state),
    summary: summaryOf(state),
    pictures: [{ name: 'map', title: t('Map'), draw: () => toSvg(state) }],
  };
}

/** Of the minimiser over the strength of a penalty, where it is shown. */
function coefficientTable({ description, side: { coefficients: path } }: State): DataTable | undefined {
  if (!path) return undefined;
  const names = description?.coordinates ?? [];
  const columns = names.map((_, i) => coefficient(path, i));
  const rows = Array.from(path.strengths, (alpha, row) => [alpha, ...columns.map((values) => values[row])]);
  return { name: 'coefficients', title: t('Coefficients over α'), heads: ['alpha', ...names], rows };
}

/** A table of the optimizers at the scrubbed step, and the critical points. */
export function summaryOf(state: State): readonly string[] {
  const { home, step, points } = state;
  const size = home ? home[1] - home[0] : 1;
  const runs = shownRuns(state).toSorted((a, b) => a.chip.key - b.chip.key);
  const optimizers = runs.map(({ chip, run }) => {
    const now = nowAt(run, rowAt(run, step), state.readout);
    const options = Object.entries(run.options).flatMap(([name, value]) =>
      chip.options[name] !== undefined || name === 'learningRate' ? `${name} ${value}` : [],
    );
    const kappa = now.conditionNumber === undefined ? '–' : significant(now.conditionNumber, 2);
    return [
      chip.name,
      options.join(', '),
      String(now.step),
      significant(now.loss),
      significant(now.gradientNorm),
      kappa,
      verdict({ run, now, points, size }).headline,
    ];
  });
  const found = points.map(({ name, kind, at, loss, eigenvalues }) => [
    name,
    kindWords[kind],
    [...at].map((value) => significant(value)).join(', '),
    significant(loss),
    [...eigenvalues]
      .reverse()
      .map((value) => significant(value))
      .join(', '),
  ]);
  const heads = [t('optimizer'), t('options'), t('step'), 'L', '‖∇L‖', 'κ', t('verdict')];
  const pointHeads = [t('point'), t('kind'), t('place'), 'L', t('eigenvalues')];
  return [markdownTable({ heads, rows: optimizers }), ...(found.length > 0 ? [markdownTable({ heads: pointHeads, rows: found })] : [])];
}
