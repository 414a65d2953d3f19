import { choiceInWords, count, heading, number } from '../../plot/words';
import type { SearchParams } from '../../protocol/engine';
import { stepsPerEpoch } from '../../protocol/epochs';
import type { LossDescription, SearchSpace } from '../../protocol/model';
import type { Answer } from '../answer';
import type { OptionSpecs, ValuesOf } from '../arguments';
import { choose, chooseSchedule, find, readCatalog } from '../choices';
import { defineCommand } from '../command';
import type { Engine } from '../engine';
import { UsageError } from '../errors';
import { ended } from '../interrupt';
import { toJson } from '../json';
import { withProgress } from '../progress';
import { allOptions, reproduction } from '../search/reproduction';
import { type Found, inRounds, judgedBy, type Tried } from '../search/rounds';
import { wantedOptions } from '../search/wanted';
import { drawOptions, openLoss, parseTarget } from '../target';
import type { Terminal } from '../terminal';
import { indent, table } from '../text/table';
import { trainingIn, trainingOptions } from '../training';

const defaultSteps = 100;

const options = {
  optimizer: { kind: 'text', placeholder: 'ID', help: 'how to descend', required: true },
  search: {
    kind: 'list',
    placeholder: 'NAME[=LOW..HIGH]',
    help: 'an option to search, over its usual range, another one or a list A,B,C; the learning rate when left out',
  },
  set: { kind: 'list', placeholder: 'NAME=VALUE', help: 'an option of the optimizer that stays as it is' },
  strategy: { kind: 'text', placeholder: 'ID', help: 'random, grid, halving or hyperband; random when left out' },
  trials: { kind: 'integer', placeholder: 'N', help: 'full runs that it may cost', min: 1, default: 30 },
  steps: {
    kind: 'integer',
    placeholder: 'N',
    help: `most steps of a full run (default ${defaultSteps}; with --epochs as many as these need)`,
    min: 1,
  },
  refine: { kind: 'integer', placeholder: 'K', help: 'further rounds, each in the best region of the one before', min: 0, default: 0 },
  judge: { kind: 'text', placeholder: 'BY', help: 'the final loss, or the best on the way', choices: ['final', 'best'] },
  start: { kind: 'text', placeholder: 'VECTOR', help: 'where to start, as JSON' },
  schedule: { kind: 'text', placeholder: 'ID', help: 'how the learning rate changes; its options are searched as schedule.NAME' },
  'schedule-set': { kind: 'list', placeholder: 'NAME=VALUE', help: 'an option of the schedule that stays as it is' },
  ...trainingOptions,
  ...drawOptions,
} as const satisfies OptionSpecs;
type Values = ValuesOf<typeof options>;

export const search = defineCommand({
  name: 'search',
  summary: 'which options of an optimizer get the loss lowest',
  usage: 'TARGET --optimizer ID [--search NAME=LOW..HIGH]… [--trials N] [--strategy ID]',
  options,
  explains: ['optimizers', 'schedules'],
  examples: [
    'saddlescope search losses.ts#rosenbrock --optimizer adam --trials 50 --steps 500',
    'saddlescope search losses.ts --optimizer sgd --search learningRate=1e-4..1 --search momentum --strategy halving --refine 2',
  ],
  run: async ({ target: text, values, engine, terminal }) => {
    const chosen = await choicesOf(values, engine, terminal);
    const { description, request, found } = await withProgress(terminal, 'Searching', async (progress) => {
      const { target, description } = await openLoss(engine, parseTarget(text, terminal.cwd), {
        ...values,
        option: 'start',
        json: values.start,
      });
      const request: SearchParams = { ...chosen, target, start: description.start, ...budgetOf(values, description) };
      return { description, request, found: await inRounds(engine, request, values.refine, progress) };
    });
    if (values.json) terminal.out(`${toJson(fields(request, found.value))}\n`);
    else print(description, request, found.value, commandFor(text, values, request, found.value), terminal);
    return found.interrupted ? ended(found, terminal) : verdict(found.value, terminal);
  },
});

function commandFor(target: string, values: Values, request: SearchParams, { best }: Found): string | undefined {
  const { start, init, seed, validation, patience, 'batch-size': batchSize, 'min-delta': minDelta } = values;
  const given = { start, init, 'batch-size': batchSize, validation, patience, 'min-delta': minDelta, seed };
  return best && reproduction(target, given, request, best);
}

/** The answer is no where nothing works. */
function verdict({ best }: Found, { err, errPaint }: Terminal): Answer {
  if (best) return 0;
  err(`${errPaint.red('saddlescope:')} Every trial diverged.\n`);
  return 1;
}

async function choicesOf(values: Values, engine: Engine, terminal: Terminal): Promise<Omit<SearchParams, 'target' | 'steps'>> {
  const { optimizers, schedules, strategies } = await readCatalog(engine, terminal);
  const { schedule, strategy = 'random', trials, seed = 0, judge } = values;
  if (schedule === undefined && values['schedule-set'].length > 0) throw new UsageError('--schedule-set needs --schedule.');
  const optimizer = choose('optimizer', optimizers, values.optimizer, values.set);
  const followed = schedule === undefined ? undefined : find('schedule', schedules, schedule);
  return {
    ...{ optimizer, trials, seed, judgement: judge === 'best' ? 'best' : 'final' },
    strategy: find('strategy', strategies, strategy).id,
    options: wantedOptions(values.search, find('optimizer', optimizers, values.optimizer), followed),
    ...(followed && { schedule: chooseSchedule(schedules, followed.id, values['schedule-set']) }),
  };
}

function budgetOf(values: Values, { examples }: LossDescription): Pick<SearchParams, 'steps' | 'training'> {
  const { epochs, ...training } = trainingIn(values);
  const ofEpochs = epochs === undefined ? undefined : epochs * stepsPerEpoch(examples ?? 1, training);
  const steps = Math.min(values.steps ?? ofEpochs ?? defaultSteps, ofEpochs ?? Number.POSITIVE_INFINITY);
  return { steps, ...(Object.keys(training).length > 0 && { training }) };
}

function fields(request: SearchParams, { rounds, trials, best }: Found): Record<string, unknown> {
  const { optimizer, schedule, strategy, steps, seed, judgement } = request;
  const row = (trial: Tried) => ({
    ...{ options: allOptions(request, trial), loss: trial.loss, ...(trial.heldOut && { heldOut: true }) },
    ...{ steps: trial.steps, stopped: trial.stopped },
    ...{ budget: trial.budget, rung: trial.rung, round: trial.round, ...(trial.note !== undefined && { note: trial.note }) },
  });
  return {
    ...{ optimizer: optimizer.id, ...(schedule && { schedule }), strategy, steps, seed, judgement, space: rounds[0], rounds },
    trials: trials.map(row),
    best: best ? row(best) : null,
  };
}

/** The best few; those of a longer run first, since a short one says less. */
const mostRows = 10;

function print(description: LossDescription, request: SearchParams, found: Found, command: string | undefined, terminal: Terminal): void {
  const { bold, dim, green } = terminal.paint;
  const { trials, best, rounds } = found;
  const lost = trials.filter(({ loss }) => !Number.isFinite(loss)).length;
  const taken = trials.reduce((sum, { steps }) => sum + steps, 0);
  terminal.out(`${bold(heading(description))}  ${choiceInWords(request.optimizer)}, ${request.strategy} search\n`);
  terminal.out(`${count(trials.length, 'trial')}, ${count(taken, 'step')} in all${lost > 0 ? `; ${lost} diverged or failed` : ''}\n`);
  for (const [round, space] of rounds.entries())
    terminal.out(dim(`${rounds.length > 1 ? `round ${round + 1}: ` : ''}${spaceInWords(space)}\n`));
  const names = rounds[0]?.map(({ name }) => name) ?? [];
  const shown = ranked(trials).map((trial) => [
    number(trial.loss),
    ...names.map((name) => String(trial.options[name])),
    String(trial.steps),
    trial.stopped === 'steps' ? '' : trial.stopped,
  ]);
  const judged = judgedBy(best ?? trials[0] ?? {});
  const columns = [judged, ...names, 'steps'].map((title) => ({ title, align: 'right' as const }));
  terminal.out(`\n${indent(table([...columns, { title: '' }], shown, dim))}\n`);
  if (best && command !== undefined) terminal.out(`\n${green(`best: ${judged} = ${number(best.loss)}`)}\n${indent(command)}\n`);
}

const ranked = (trials: readonly Tried[]): readonly Tried[] =>
  trials.toSorted((a, b) => b.budget - a.budget || a.loss - b.loss).slice(0, mostRows);

function spaceInWords(space: SearchSpace): string {
  const spread = { linear: '', log: ' (log)', complement: ' (log of 1 − value)' } as const;
  return space
    .map((dimension) =>
      dimension.kind === 'list'
        ? `${dimension.name} ${dimension.values.join(', ')}`
        : `${dimension.name} ${dimension.range.join(' … ')}${spread[dimension.scale]}`,
    )
    .join('; ');
}
