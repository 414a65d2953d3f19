import type { ReadyLoss } from '../../plot/compute';
import { rows } from '../../plot/rows';
import {
  choiceInWords,
  derivativesInWords,
  heading,
  knownInertia,
  milestones,
  number,
  stopInWords,
  vector,
  verdict,
} from '../../plot/words';
import { significant } from '../../protocol/format';
import type { LossDescription, PointKind, Trajectory } from '../../protocol/model';
import type { Answer } from '../answer';
import type { OptionSpecs } from '../arguments';
import { choose, readCatalog } from '../choices';
import { defineCommand } from '../command';
import { descentOptions, descentParams } from '../descentOptions';
import type { Engine } from '../engine';
import { toJson } from '../json';
import { withProgress } from '../progress';
import { type Beside, besidesOptimizer } from '../runSettings';
import { openLoss, parseTarget } from '../target';
import type { Terminal } from '../terminal';
import { kindColour } from '../text/paint';
import { indent, table } from '../text/table';

const options = {
  optimizer: { kind: 'text', placeholder: 'ID', help: 'how to descend', required: true },
  set: { kind: 'list', placeholder: 'NAME=VALUE', help: 'an option of the optimizer' },
  start: { kind: 'text', placeholder: 'VECTOR', help: 'where to start, as JSON' },
  ...descentOptions,
  every: { kind: 'integer', placeholder: 'N', help: 'keep each Nth step, and the last', min: 1 },
  internals: { kind: 'flag', help: 'what the optimizer keeps per coordinate (m, v, …) at every step; with --json' },
  'require-converged': { kind: 'flag', help: 'exit 1 unless the run converged to a minimum' },
} as const satisfies OptionSpecs;

export const descend = defineCommand({
  name: 'descend',
  summary: 'the path of an optimizer',
  usage: 'TARGET --optimizer ID [--set NAME=VALUE]… [options]',
  options,
  explains: ['optimizers', 'schedules', 'penalties', 'initialisers'],
  examples: [
    'saddlescope descend losses.ts#rosenbrock --optimizer adam --set learningRate=0.05 --steps 2000',
    'saddlescope descend losses.ts --optimizer sgd --start "[0.5, 1]" --require-converged',
  ],
  run: async ({ target: text, values, engine, terminal }) => {
    const catalog = await readCatalog(engine, terminal);
    const choices = {
      ...descentParams(values, catalog),
      optimizer: choose('optimizer', catalog.optimizers, values.optimizer, values.set),
      curvature: false,
      internals: values.internals,
      ...(values.every !== undefined && { every: values.every }),
    };
    const { loss, run, end } = await withProgress(terminal, `Descending with ${values.optimizer}`, async () => {
      const loss = await openLoss(engine, parseTarget(text, terminal.cwd), { ...values, option: 'start', json: values.start });
      const run = await engine.request('descend', { ...choices, target: loss.target, start: loss.description.start });
      return { loss, run, end: await endOf(engine, loss, run) };
    });
    const beside = besidesOptimizer(choices, catalog);
    if (values.json) terminal.out(`${toJson(fields(run, end, beside))}\n`);
    else print(loss.description, run, end, beside, terminal);
    return values['require-converged'] ? requireMinimum(run, end, terminal) : 0;
  },
});

/** Where the run ended, and what is there when it came to rest. */
interface End {
  readonly params: Float64Array;
  readonly kind: PointKind | undefined;
  readonly words: string | undefined;
  /** It came to rest where, to second order, nothing leads down. */
  readonly isMinimum: boolean;
}

async function endOf(engine: Engine, { target }: ReadyLoss, run: Trajectory): Promise<End> {
  const params = run.answer;
  // L-BFGS stalls at a minimum when its steps have become too small to matter.
  const rests = run.stopped === 'converged' || run.stopped === 'stalled';
  if (!rests) return { params, kind: undefined, words: undefined, isMinimum: false };
  const readout = await engine.request('readout', { target, at: params });
  const settled = run.stopped === 'converged' || readout.critical;
  const isMinimum = settled && readout.kind !== 'maximum' && readout.inertia[2] === 0;
  return { params, kind: readout.kind, words: `${verdict(readout)}, inertia ${knownInertia(readout)}`, isMinimum };
}

function requireMinimum(run: Trajectory, end: End, terminal: Terminal): Answer {
  if (end.isMinimum) return 0;
  const why = run.stopped === 'converged' ? `it converged to a ${end.kind ?? 'point with negative curvature'}` : stopInWords(run);
  terminal.err(`${terminal.errPaint.red('saddlescope:')} No minimum was reached: ${why}.\n`);
  return 1;
}

function fields(run: Trajectory, end: End, beside: Beside): Record<string, unknown> {
  const { optimizer, options: set, steps, n, stopped, note, evaluations, measures } = run;
  const internals = Object.entries(run.internals).map(([name, values]) => [name, rows(values, n)] as const);
  const penalised = run.objective.some((value, k) => value !== run.loss[k]);
  const best = rowOfAnswer(run);
  return {
    optimizer,
    options: set,
    ...beside,
    steps: rows(run.params, n).map((at, k) => ({
      step: steps[k],
      params: at,
      loss: run.loss[k],
      ...(penalised && { objective: run.objective[k] }),
      gradientNorm: run.gradientNorm[k],
      learningRate: run.learningRate[k],
      ...(run.batchLoss.length > 0 && { batchLoss: run.batchLoss[k] }),
      ...(run.validation.length > 0 && { validation: run.validation[k] }),
      ...(internals.length > 0 && { internals: Object.fromEntries(internals.map(([name, values]) => [name, values[k]])) }),
    })),
    params: end.params,
    loss: run.loss.at(best),
    ...(penalised && { objective: run.objective.at(best) }),
    stopped,
    ...(note !== undefined && { note }),
    kind: end.kind ?? null,
    evaluations,
    ...(run.validation.length > 0 && { validation: run.validation }),
    ...(Object.keys(measures).length > 0 && { dual: measures }),
  };
}

const rowOfAnswer = ({ steps, answerStep }: Trajectory): number => steps.lastIndexOf(answerStep);

function print(description: LossDescription, run: Trajectory, end: End, beside: Beside, terminal: Terminal): void {
  const { bold, dim, green, yellow } = terminal.paint;
  terminal.out(`${bold(heading(description))}  ${choiceInWords({ id: run.optimizer, options: run.options })}\n`);
  const choices = [...(beside.schedule ? [beside.schedule] : []), ...(beside.penalties ?? [])];
  if (choices.length > 0) terminal.out(`with ${choices.map(choiceInWords).join('; ')}\n`);
  terminal.out(
    `${dim(`from ${vector(description.start)}, ${description.startOrigin}; ${derivativesInWords(description.derivatives)}`)}\n\n`,
  );
  terminal.out(`${indent(stepTable(run, dim))}\n\n`);
  const colour = run.stopped === 'converged' ? green : run.stopped === 'diverged' ? yellow : bold;
  terminal.out(`${colour(stopInWords(run))}${end.words === undefined ? '' : `: ${kindColour(terminal.paint, end.kind)(end.words)}`}\n`);
  terminal.out(`at ${vector(end.params, 8)}, L = ${number(run.loss[rowOfAnswer(run)])}\n`);
  const { loss, gradient, hessian } = run.evaluations;
  terminal.out(`${dim(`evaluations: ${loss} of the loss, ${gradient} of the gradient, ${hessian} of the Hessian`)}\n`);
}

/** The first steps, and then ever longer strides to the last: enough to see how it went. */
function stepTable(run: Trajectory, dim: (text: string) => string): string {
  const points = rows(run.params, run.n);
  const heldOut = run.validation.length > 0;
  const shown = milestones(points.length).map((k) => [
    String(run.steps[k]),
    number(run.loss[k]),
    ...(heldOut ? [number(run.validation[k])] : []),
    number(run.gradientNorm[k]),
    Number.isNaN(run.learningRate[k]) ? '' : significant(run.learningRate[k]),
    vector(points[k]),
  ]);
  const columns = ['step', 'L', ...(heldOut ? ['held out'] : []), '‖∇L‖', 'η'].map((title) => ({ title, align: 'right' as const }));
  return table([...columns, { title: 'at' }], shown, dim);
}
