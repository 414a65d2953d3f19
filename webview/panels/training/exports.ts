/** What the Training panel shows, as data. */
import { t } from '../../../src/l10n/t';
import type { ScaledDescent } from '../../../src/protocol/model';
import type { DataTable } from '../../lib/export/data';
import type { Exports } from '../../lib/export/exports';
import { type Curve, type State, unitsOf, type Variation } from './state';

export function exportsOf(state: State): Exports {
  const { curve, layers, lottery, batches, scaling, sizes } = state;
  return {
    tables: [
      ...(curve.value ? [curveTable(curve.value)] : []),
      ...(layers.value ? [layerTable(layers.value)] : []),
      ...(lottery.value ? [startTable(lottery.value), luckTable(lottery.value)] : []),
      ...(batches.value ? [batchTable(batches.value), batchCurves(batches.value)] : []),
      ...(scaling.value ? [scalingTable(scaling.value)] : []),
      ...(sizes.value ? [sizeTable(sizes.value)] : []),
    ],
  };
}

function curveTable(curve: Curve): DataTable {
  const { run, stepsPerEpoch } = curve;
  const rate = run.learningRate.length > 0;
  const columns = [run.loss, run.validation, run.batchLoss, run.gradientNorm, ...(rate ? [run.learningRate] : [])];
  return {
    name: 'curves',
    title: t('Curves'),
    heads: [
      ...['step', ...(stepsPerEpoch === undefined ? [] : ['epoch']), 'loss', 'validation', 'batchLoss', 'gradientNorm'],
      ...(rate ? ['learningRate'] : []),
    ],
    rows: Array.from(run.steps, (step, row) => [
      ...[step, ...(stepsPerEpoch === undefined ? [] : [unitsOf(curve, step)])],
      ...columns.map((values) => values[row]),
    ]),
  };
}

const layerTable = ({ layers, steps, norms }: NonNullable<State['layers']['value']>): DataTable => ({
  name: 'layers',
  title: t('Gradient norm of each layer'),
  heads: ['step', ...layers.map(({ name }) => name)],
  rows: Array.from(steps, (step, column) => [step, ...layers.map((_, layer) => norms[layer * steps.length + column])]),
});

type Lottery = NonNullable<State['lottery']['value']>;

const startTable = ({ trials }: Lottery): DataTable => ({
  name: 'starts',
  title: t('Starts'),
  heads: [
    ...['seed', 'startLoss', 'loss', 'validation', 'stopped'],
    ...['units', 'deadAtStart', 'deadAtEnd', 'saturatedAtStart', 'saturatedAtEnd'],
  ],
  rows: trials.map(({ seed, startLoss, loss, validation, stopped, unitsAtStart: begin, unitsAtEnd: end }) => [
    ...[seed, startLoss, loss, validation, stopped],
    ...[end?.units, begin?.dead, end?.dead, begin?.saturated, end?.saturated],
  ]),
});

/** Of the runs whose curves are kept: the luckiest and the unluckiest. */
const luckTable = ({ trials }: Lottery): DataTable => ({
  name: 'luck',
  title: t('The luckiest and the unluckiest run'),
  heads: ['seed', 'step', 'loss'],
  rows: trials.flatMap(({ seed, steps, losses }) => Array.from(steps, (step, row) => [seed, step, losses[row]])),
});

type Batches = NonNullable<State['batches']['value']>;

const batchTable = (trials: Batches): DataTable => ({
  name: 'batch-sizes',
  title: t('Batch sizes'),
  heads: [
    ...['batchSize', 'learningRate', 'updatesPerEpoch', 'updates', 'millisecondsPerUpdate', 'millisecondsPerEpoch'],
    ...['batchNoise', 'noiseScale', 'sharpness', 'loss', 'validation', 'bestValidation', 'stopped'],
  ],
  rows: trials.map((trial) => [
    ...[trial.batchSize, trial.learningRate, trial.updatesPerEpoch, trial.updates, trial.millisecondsPerUpdate],
    ...[trial.millisecondsPerEpoch, trial.batchNoise, trial.noiseScale, trial.sharpness, trial.loss],
    ...[trial.validation, trial.bestValidation, trial.stopped],
  ]),
});

const batchCurves = (trials: Batches): DataTable => ({
  name: 'batch-size-curves',
  title: t('Loss over the epochs for each batch size'),
  heads: ['batchSize', 'epoch', 'loss', 'validation'],
  rows: trials.flatMap(({ batchSize, epochs, losses, validations }) =>
    Array.from(epochs, (epoch, row) => [batchSize, epoch, losses[row], validations[row]]),
  ),
});

const sizeTable = ({ constant, varied }: Variation): DataTable => ({
  name: 'sizes',
  title: t('Size of the model'),
  heads: [constant, 'parameters', 'loss', 'validation', 'conditionNumber', 'sharpness', 'stopped', 'steps'],
  rows: varied.map(({ value, n, loss, validation, conditionNumber, sharpness, stopped, steps }) => [
    ...[value, n, loss, validation, conditionNumber, sharpness, stopped, steps],
  ]),
});

function scalingTable({ before, after }: NonNullable<State['scaling']['value']>): DataTable {
  const row = (name: string, { conditionNumber, learningRate, steps, stopped, loss }: ScaledDescent) => [
    ...[name, conditionNumber, learningRate, steps, stopped, loss],
  ];
  return {
    name: 'standardisation',
    title: t('Before and after standardisation'),
    heads: ['features', 'conditionNumber', 'learningRate', 'steps', 'stopped', 'loss'],
    rows: [row('original', before), row('standardised', after)],
  };
}
