import { choiceInWords, heading, number } from '../../plot/words';
import type { StartsParams } from '../../protocol/engine';
import { significant } from '../../protocol/format';
import type { LossDescription, Lottery, StartTrial } from '../../protocol/model';
import type { Answer } from '../answer';
import { choose, chooseInitialiser, readCatalog } from '../choices';
import { defineCommand } from '../command';
import { ended, reached } from '../interrupt';
import { toJson } from '../json';
import { withProgress } from '../progress';
import { openLoss, parseTarget } from '../target';
import type { Terminal } from '../terminal';
import { indent, table } from '../text/table';
import { trainingIn, trainingOptions } from '../training';

const defaultSteps = 1000;

export const starts = defineCommand({
  name: 'starts',
  summary: 'the lottery of starts: where runs from many drawn starts end, and units that no gradient passes',
  usage: 'TARGET --optimizer ID [--set NAME=VALUE]… [--seeds N] [--init ID]',
  options: {
    optimizer: { kind: 'text', placeholder: 'ID', help: 'how to descend', required: true },
    set: { kind: 'list', placeholder: 'NAME=VALUE', help: 'an option of the optimizer' },
    seeds: { kind: 'integer', placeholder: 'N', help: 'how many starts are drawn, by seeds from --first-seed up', min: 1, default: 100 },
    'first-seed': { kind: 'integer', placeholder: 'S', help: 'of the first start', min: 0, default: 1 },
    init: { kind: 'text', placeholder: 'ID[=NUMBER]', help: 'draw by this initialiser, e.g. he-normal; else as the source says' },
    steps: {
      kind: 'integer',
      placeholder: 'N',
      help: `most steps of each run (default ${defaultSteps}; with --epochs as many as these need)`,
      min: 1,
    },
    ...trainingOptions,
    seed: { kind: 'integer', placeholder: 'S', help: 'of batches and of held-out examples, the same for all runs', min: 0, default: 0 },
  },
  explains: ['optimizers'],
  examples: ['saddlescope starts examples/xor-network.ts --optimizer adam --set learningRate=0.05 --seeds 100'],
  run: async ({ target: text, values, engine, terminal }) => {
    const { optimizers, initialisers } = await readCatalog(engine, terminal);
    const optimizer = choose('optimizer', optimizers, values.optimizer, values.set);
    const init = values.init === undefined ? undefined : chooseInitialiser(initialisers, values.init);
    const { description, found } = await withProgress(terminal, 'Following the starts', async (progress) => {
      const { target, description } = await openLoss(engine, parseTarget(text, terminal.cwd), { option: 'start', json: undefined });
      const { seeds, seed, epochs } = values;
      const steps = values.steps ?? (epochs === undefined ? defaultSteps : Number.MAX_SAFE_INTEGER);
      const request: StartsParams = {
        ...{
          target,
          optimizer,
          steps,
          seed,
          tolerance: 1e-12,
          firstSeed: values['first-seed'],
          count: seeds,
          training: trainingIn(values),
        },
        ...(init && { init }),
      };
      const show = ({ trials, asked }: Lottery) => progress.update('Following the starts', trials.length / asked);
      return { description, found: await reached((options) => engine.sweep('starts', request, options), show) };
    });
    if (values.json) terminal.out(`${toJson({ optimizer, ...(init && { init }), ...found.value })}\n`);
    else print(description, choiceInWords(optimizer), found.value, terminal);
    return verdict(found.value, terminal) || ended(found, terminal);
  },
});

const isLost = ({ stopped, loss }: StartTrial): boolean => stopped === 'diverged' || stopped === 'failed' || !Number.isFinite(loss);

/** The answer is no where no run gets anywhere. */
function verdict({ trials }: Lottery, { err, errPaint }: Terminal): Answer {
  if (!trials.every(isLost)) return 0;
  err(`${errPaint.red('saddlescope:')} Every run diverged.\n`);
  return 1;
}

/** The best, the worst, and what lies between them. */
const shares = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1] as const;
const shareNames = ['best', '10 %', '25 %', 'median', '75 %', '90 %', 'worst'] as const;

function print(description: LossDescription, optimizer: string, { trials }: Lottery, terminal: Terminal): void {
  const { bold, dim } = terminal.paint;
  const ended = trials.filter((trial) => !isLost(trial)).sort((a, b) => a.loss - b.loss);
  terminal.out(`${bold(heading(description))}  ${optimizer}: ${trials.length} starts\n\n`);
  if (ended.length > 0) {
    const rows = shares.map((share, i) => {
      const trial = ended[Math.round(share * (ended.length - 1))];
      return [shareNames[i], number(trial.loss), String(trial.seed), significant(trial.startLoss)];
    });
    const right = ['L', 'seed', 'L at its start'].map((title) => ({ title, align: 'right' as const }));
    terminal.out(`${indent(table([{ title: 'run' }, ...right], rows, dim))}\n\n`);
  }
  const lost = trials.length - ended.length;
  if (lost > 0) terminal.out(`${lost} diverged or failed\n`);
  terminal.out(`${dim(unitWords(trials))}\n`);
}

function unitWords(trials: readonly StartTrial[]): string {
  const sum = (pick: (trial: StartTrial) => number | undefined) => trials.reduce((total, trial) => total + (pick(trial) ?? 0), 0);
  const units = sum(({ unitsAtEnd }) => unitsAtEnd?.units);
  if (units === 0) return 'no hidden units found';
  const dead = `dead ${sum(({ unitsAtStart }) => unitsAtStart?.dead)} at the start, ${sum(({ unitsAtEnd }) => unitsAtEnd?.dead)} at the end`;
  const saturated = `saturated ${sum(({ unitsAtStart }) => unitsAtStart?.saturated)} and ${sum(({ unitsAtEnd }) => unitsAtEnd?.saturated)}`;
  return `${units} hidden units in all: ${dead}; ${saturated}`;
}
