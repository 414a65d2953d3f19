import { sliceOf } from '../../plot/view';
import { heading, number, vector } from '../../plot/words';
import type { SharedSettings } from '../../protocol/engine';
import type { Basins, Catalog, LossDescription } from '../../protocol/model';
import type { OptionSpecs, ValuesOf } from '../arguments';
import { choose, readCatalog } from '../choices';
import { defineCommand } from '../command';
import { UsageError } from '../errors';
import { ended, reached } from '../interrupt';
import { toJson } from '../json';
import { viewOf } from '../picture/view';
import { withProgress } from '../progress';
import { besidesOptimizer, runOptions, runSettings } from '../runSettings';
import { drawOptions, openLoss, parseTarget } from '../target';
import type { Terminal } from '../terminal';
import { indent, table } from '../text/table';
import { trainingIn, trainingOptions } from '../training';

const options = {
  optimizer: { kind: 'text', placeholder: 'ID', help: 'how to descend', required: true },
  set: { kind: 'list', placeholder: 'NAME=VALUE', help: 'an option of the optimizer' },
  grid: { kind: 'integer', placeholder: 'N', help: 'starts along each side: 16, 32, 64, …', min: 16, default: 32 },
  steps: { kind: 'integer', placeholder: 'N', help: 'most steps of each descent', min: 1, default: 1000 },
  start: { kind: 'text', placeholder: 'VECTOR', help: 'where the other coordinates are held, as JSON' },
  plane: { kind: 'text', placeholder: 'I,J', help: 'the two coordinates of the grid, by name or index' },
  box: { kind: 'text', placeholder: 'BOX', help: 'what the grid covers, "[[lo,hi],[lo,hi]]" over its coordinates' },
  ...runOptions,
  ...trainingOptions,
  seed: drawOptions.seed,
} as const satisfies OptionSpecs;

export const basins = defineCommand({
  name: 'basins',
  summary: 'which minimum an optimizer reaches from each start of a grid',
  usage: 'TARGET --optimizer ID [--set NAME=VALUE]… [--grid N]',
  options,
  explains: ['optimizers', 'schedules', 'penalties'],
  examples: ['saddlescope basins losses.ts#himmelblau --optimizer sgd --set learningRate=0.01 --grid 64'],
  run: async ({ target: text, values, engine, terminal }) => {
    if (!Number.isInteger(Math.log2(values.grid / 16))) throw new UsageError(`--grid takes 16, 32, 64, …, not ${values.grid}.`);
    const catalog = await readCatalog(engine, terminal);
    const optimizer = choose('optimizer', catalog.optimizers, values.optimizer, values.set);
    const shared = sharedIn(values, catalog);
    const { description, found } = await withProgress(terminal, 'Following the starts', async (progress) => {
      const { target, description } = await openLoss(engine, parseTarget(text, terminal.cwd), { option: 'start', json: values.start });
      const slice = sliceOf(description, [], viewOf(description, values), description.start);
      const request = { ...slice, ...shared, target, optimizer, size: values.grid, steps: values.steps };
      const show = ({ done }: Basins) => progress.update('Following the starts', done);
      return { description, found: await reached((options) => engine.sweep('basins', request, options), show) };
    });
    if (values.json) terminal.out(`${toJson({ optimizer, ...besidesOptimizer(shared, catalog), ...found.value })}\n`);
    else print(description, found.value, terminal);
    return ended(found, terminal);
  },
});

function sharedIn(values: ValuesOf<typeof options>, catalog: Catalog): SharedSettings {
  const training = trainingIn(values);
  return {
    ...runSettings(values, catalog),
    ...(Object.keys(training).length > 0 && { training }),
    ...(values.seed !== undefined && { seed: values.seed }),
  };
}

function print(description: LossDescription, { size, attractors, bestShare, unsettledShare }: Basins, terminal: Terminal): void {
  const { bold, dim } = terminal.paint;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  terminal.out(`${bold(heading(description))}: ${size} × ${size} starts, ${percent(bestShare)} reach the best minimum\n\n`);
  const shown = attractors.map(({ at, loss, share, flat }) => [
    flat ? `a valley through ${vector(at)}` : vector(at),
    number(loss),
    percent(share),
  ]);
  if (unsettledShare > 0) shown.push(['not settled', '', percent(unsettledShare)]);
  const columns = [{ title: 'ends at' }, { title: 'L', align: 'right' as const }, { title: 'share', align: 'right' as const }];
  terminal.out(`${indent(table(columns, shown, dim))}\n`);
}
