/** Every curve as data, and a summary for notes and issues. */

import { t } from '../../../../src/l10n/t';
import { significant } from '../../../../src/protocol/format';
import type { Trajectory } from '../../../../src/protocol/model';
import { kindWords } from '../../../../src/protocol/words';
import { nowAt } from '../../../lib/picture/now';
import { type State, shownRuns } from '../../../lib/picture/state';
import { verdict } from '../../../lib/picture/verdict';
import { eigenvaluesAt, pointAt, rowAt, rowCount } from '../../../lib/rows';

const rowsOf = (run: Trajectory): readonly number[] => Array.from({ length: rowCount(run) }, (_, row) => row);

/** One row per optimizer and step, in full precision; unknown values are empty. */
export function toCsv(state: State): string {
  const coordinates = state.description?.coordinates ?? [];
  const n = coordinates.length;
  const heads = [
    'optimizer',
    'step',
    ...coordinates,
    'loss',
    'objective',
    'gradientNorm',
    'learningRate',
    'conditionNumber',
    'relativeSharpness',
  ];
  const eigenvalues = Array.from({ length: n }, (_, i) => `eigenvalue${i + 1}`);
  const withEigenvalues = shownRuns(state).some(({ run }) => run.eigenvalues.length > 0);
  const lines = shownRuns(state).flatMap(({ chip, run }) =>
    rowsOf(run).map((row) => {
      const numbers = [
        run.steps[row],
        ...pointAt(run, row),
        run.loss[row],
        run.objective[row],
        run.gradientNorm[row],
        run.learningRate[row],
        run.conditionNumber[row],
        run.relativeSharpness[row],
      ];
      const values = withEigenvalues ? Array.from({ length: n }, (_, i) => eigenvaluesAt(run, row)[i]) : [];
      return [quoted(chip.name), ...[...numbers, ...values].map(cell)];
    }),
  );
  return [[...heads.map(quoted), ...(withEigenvalues ? eigenvalues : [])], ...lines].map((line) => line.join(',')).join('\r\n');
}

const cell = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? '' : String(value));

/** RFC 4180. */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The whole picture; numbers that JSON can't write (∞, NaN) become null. */
export function toJson(state: State): string {
  const { description, search } = state;
  const runs = shownRuns(state).map(({ chip, run }) => ({
    name: chip.name,
    optimizer: run.optimizer,
    options: run.options,
    stopped: run.stopped,
    steps: rowsOf(run).map((row) => ({
      step: run.steps[row],
      params: [...pointAt(run, row)],
      loss: run.loss[row],
      objective: run.objective[row],
      gradientNorm: run.gradientNorm[row],
      learningRate: run.learningRate[row],
      conditionNumber: run.conditionNumber[row],
      relativeSharpness: run.relativeSharpness[row],
      eigenvalues: [...eigenvaluesAt(run, row)],
    })),
  }));
  const points = state.points.map(({ name, kind, at, loss, eigenvalues }) => ({
    name,
    kind,
    at: [...at],
    loss,
    eigenvalues: [...eigenvalues],
  }));
  const summary = description?.summary;
  return JSON.stringify(
    {
      function: summary?.name,
      file: summary?.location.file,
      coordinates: description?.coordinates,
      settings: { steps: state.settings.steps, ...state.settings.run },
      runs,
      criticalPoints: points,
      proof: search?.proof,
    },
    null,
    2,
  );
}

/** A table of the optimizers at the scrubbed step, and the critical points. */
export function toMarkdown(state: State): string {
  const { description, home, step, points } = state;
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
  return [
    `### ${description?.summary.name ?? t('Descent')}`,
    table([t('optimizer'), t('options'), t('step'), 'L', '‖∇L‖', 'κ', t('verdict')], optimizers),
    ...(found.length > 0 ? [table([t('point'), t('kind'), t('place'), 'L', t('eigenvalues')], found)] : []),
  ].join('\n\n');
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
