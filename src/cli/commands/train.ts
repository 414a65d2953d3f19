import { choiceInWords, heading, number } from '../../plot/words';
import type { BatchSizesParams } from '../../protocol/engine';
import { significant } from '../../protocol/format';
import type { BatchTrial, LossDescription } from '../../protocol/model';
import { choose, readCatalog } from '../choices';
import { defineCommand } from '../command';
import { UsageError } from '../errors';
import { ended, reached } from '../interrupt';
import { toJson } from '../json';
import { withProgress } from '../progress';
import { drawOptions, openLoss, parseTarget } from '../target';
import type { Terminal } from '../terminal';
import { indent, table } from '../text/table';

export const train = defineCommand({
  name: 'train',
  summary: 'batch sizes side by side: updates, time, gradient noise, sharpness and losses',
  usage: 'TARGET --optimizer ID [--set NAME=VALUE]… --batch-sizes B,B,… [--epochs E]',
  options: {
    optimizer: { kind: 'text', placeholder: 'ID', help: 'how to descend', required: true },
    set: { kind: 'list', placeholder: 'NAME=VALUE', help: 'an option of the optimizer' },
    'batch-sizes': { kind: 'text', placeholder: 'B,B,…', help: 'examples per step to compare', required: true },
    epochs: { kind: 'integer', placeholder: 'E', help: 'passes over the examples, the same for all', min: 1, default: 100 },
    'scale-rate': { kind: 'flag', help: 'the learning rate grows with the batch size, from that for the smallest' },
    validation: { kind: 'number', placeholder: 'FRACTION', help: 'share of the examples to hold out and judge by', min: 0 },
    start: { kind: 'text', placeholder: 'VECTOR', help: 'where to start, as JSON' },
    ...drawOptions,
  },
  explains: ['optimizers'],
  examples: ['saddlescope train examples/batch-sizes.ts --optimizer sgd --set learningRate=0.2 --epochs 200 --batch-sizes 2,8,64'],
  run: async ({ target: text, values, engine, terminal }) => {
    const { optimizers } = await readCatalog(engine, terminal);
    const optimizer = choose('optimizer', optimizers, values.optimizer, values.set);
    const batchSizes = sizesIn(values['batch-sizes']);
    const { description, found } = await withProgress(terminal, 'Training', async (progress) => {
      const { target, description } = await openLoss(engine, parseTarget(text, terminal.cwd), {
        ...values,
        option: 'start',
        json: values.start,
      });
      const { epochs, validation, seed = 0 } = values;
      const request: BatchSizesParams = {
        ...{ target, optimizer, batchSizes, seed, scaleRate: values['scale-rate'], start: description.start },
        training: { epochs, ...(validation !== undefined && { validation }) },
      };
      const show = (known: readonly BatchTrial[]) => progress.update('Training', known.length / batchSizes.length);
      return { description, found: await reached((options) => engine.sweep('batchSizes', request, options), show) };
    });
    if (values.json) terminal.out(`${toJson({ optimizer, epochs: values.epochs, trials: found.value })}\n`);
    else print(description, choiceInWords(optimizer), values.epochs, found.value, terminal);
    return ended(found, terminal);
  },
});

function sizesIn(text: string): readonly number[] {
  const sizes = text.split(',').map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size >= 1)) return sizes;
  throw new UsageError(`--batch-sizes takes whole numbers of at least 1, not "${text}".`, 'Write --batch-sizes 1,8,64.');
}

const known = (value: number | undefined): string => (value === undefined ? '' : number(value));

const measures: readonly (readonly [string, (trial: BatchTrial) => string])[] = [
  ['batch size', ({ batchSize }) => String(batchSize)],
  ['updates per epoch', ({ updatesPerEpoch }) => String(updatesPerEpoch)],
  ['η', ({ learningRate }) => known(learningRate)],
  ['ms per update', ({ millisecondsPerUpdate }) => significant(millisecondsPerUpdate)],
  ['ms per epoch', ({ millisecondsPerEpoch }) => significant(millisecondsPerEpoch)],
  ['noise of an update', ({ batchNoise }) => significant(batchNoise)],
  ['noise scale at the end', ({ noiseScale }) => significant(noiseScale)],
  ['sharpness λmax', ({ sharpness }) => number(sharpness)],
  ['L', ({ loss }) => number(loss)],
  ['held out', ({ validation }) => known(validation)],
  ['held out, lowest', ({ bestValidation }) => known(bestValidation)],
  ['end', ({ stopped }) => stopped],
];

function print(description: LossDescription, optimizer: string, epochs: number, trials: readonly BatchTrial[], terminal: Terminal): void {
  const { bold } = terminal.paint;
  terminal.out(`${bold(heading(description))}  ${optimizer}, ${epochs} epochs\n\n`);
  const rows = measures
    .map(([name, value]) => [name, ...trials.map(value)])
    .filter(([, ...values]) => values.some((value) => value !== ''));
  const columns = [{ title: '' }, ...trials.map(() => ({ title: '', align: 'right' as const }))];
  terminal.out(`${indent(table(columns, rows))}\n`);
}
