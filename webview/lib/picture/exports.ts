/** Paths and critical points as data, for the panels that show the picture. */
import { t } from '../../../src/l10n/t';
import type { Trajectory } from '../../../src/protocol/model';
import { kindWords } from '../../../src/protocol/words';
import type { DataTable } from '../export/data';
import { eigenvaluesAt, pointAt, rowCount } from '../rows';
import { type State, shownRuns } from './state';

const rowsOf = (run: Trajectory): readonly number[] => Array.from({ length: rowCount(run) }, (_, row) => row);

/** One row per optimizer and step. */
export function pathTable(state: State): DataTable {
  const coordinates = state.description?.coordinates ?? [];
  const runs = shownRuns(state);
  const known = runs.some(({ run }) => run.eigenvalues.length > 0) ? coordinates.length : 0;
  return {
    name: 'paths',
    title: t('Paths'),
    heads: [
      ...['optimizer', 'step', ...coordinates, 'loss', 'objective', 'validation', 'batchLoss'],
      ...['gradientNorm', 'learningRate', 'conditionNumber', 'relativeSharpness'],
      ...Array.from({ length: known }, (_, i) => `eigenvalue${i + 1}`),
    ],
    rows: runs.flatMap(({ chip, run }) =>
      rowsOf(run).map((row) => [
        ...[chip.name, run.steps[row], ...pointAt(run, row), run.loss[row], run.objective[row], run.validation[row], run.batchLoss[row]],
        ...[run.gradientNorm[row], run.learningRate[row], run.conditionNumber[row], run.relativeSharpness[row]],
        ...Array.from({ length: known }, (_, i) => eigenvaluesAt(run, row)[i]),
      ]),
    ),
  };
}

export function pointTable({ points, description }: Pick<State, 'points' | 'description'>): DataTable {
  const coordinates = description?.coordinates ?? [];
  return {
    name: 'points',
    title: t('Critical points'),
    heads: ['point', 'kind', ...coordinates, 'loss', ...coordinates.map((_, i) => `eigenvalue${i + 1}`)],
    rows: points.map(({ name, kind, at, loss, eigenvalues }) => [name, kindWords[kind], ...at, loss, ...eigenvalues]),
  };
}

/** The whole picture. */
export function pictureFacts(state: State): Readonly<Record<string, unknown>> {
  const { settings, search, points } = state;
  const runs = shownRuns(state).map(({ chip, run }) => ({
    name: chip.name,
    optimizer: run.optimizer,
    options: run.options,
    stopped: run.stopped,
    steps: rowsOf(run).map((row) => ({
      step: run.steps[row],
      params: pointAt(run, row),
      loss: run.loss[row],
      objective: run.objective[row],
      validation: run.validation[row],
      batchLoss: run.batchLoss[row],
      gradientNorm: run.gradientNorm[row],
      learningRate: run.learningRate[row],
      conditionNumber: run.conditionNumber[row],
      relativeSharpness: run.relativeSharpness[row],
      eigenvalues: eigenvaluesAt(run, row),
    })),
  }));
  const criticalPoints = points.map(({ name, kind, at, loss, eigenvalues }) => ({ name, kind, at, loss, eigenvalues }));
  return { settings: { steps: settings.steps, ...settings.run }, runs, criticalPoints, proof: search?.proof };
}
