import { compute, type Engine, type Progress } from '../plot/compute';
import { drawReport } from '../plot/report';
import type { ParamsOf } from '../protocol/channel';
import type { DescendParams, EngineMethods } from '../protocol/engine';
import type { Location, OptionValue } from '../protocol/model';
import type { ReadText } from './problems';

type Run = Omit<DescendParams, 'target' | 'start' | 'optimizer'>;

/** The page about a function with these runs; without any, with gradient descent at the rate that suits the start. */
export async function reportPage(
  engine: Engine,
  read: ReadText,
  { target, paths, steps }: ParamsOf<EngineMethods, 'report'>,
  progress: Progress,
): Promise<string> {
  const [first] = paths;
  const start = first?.start;
  const catalog = await engine.request('catalog', {});
  const description = await engine.request('describe', { target, ...(start && { start }) });
  const choices = first ? paths.map(({ optimizer }) => optimizer) : [(await engine.request('sketch', { target })).optimizer];
  const run: Run = { ...(first ? runOf(first) : { steps, tolerance: 1e-12 }), curvature: true };
  const axes = description.n === 1 ? ([0] as const) : ([0, 1] as const);
  const plan = { loss: { target, description }, catalog, choices, run };
  const scene = await compute(engine, plan, { axes, box: undefined }, progress);
  return drawReport(scene, { source: linesOf(read, description.summary.extent), settings: settingsOf(run) });
}

/** Without what only a panel needs of a run. */
function runOf({ optimizer: _, start: __, internals: ___, every: ____, ...run }: Omit<DescendParams, 'target'>): Omit<Run, 'curvature'> {
  return run;
}

function linesOf(read: ReadText, { file, line, endLine }: Location): string {
  const lines = (read(file) ?? '').split(/\r?\n/);
  return lines.slice(line - 1, endLine).join('\n');
}

/** As the command line names them. */
function settingsOf({ steps, schedule, penalties = [], clipNorm, clipValue, seed, training }: Run): (readonly [string, string])[] {
  const options = (given: Readonly<Record<string, OptionValue>>) =>
    Object.entries(given)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(' ');
  const known: readonly (readonly [string, string | number | undefined])[] = [
    ['steps', steps],
    ['schedule', schedule && `${schedule.id} ${options(schedule.options)}`.trim()],
    ...penalties.map(({ id, options: given }) => ['penalty', `${id} ${options(given)}`] as const),
    ['clip-norm', clipNorm],
    ['clip-value', clipValue],
    ['batch-size', training?.batchSize],
    ['epochs', training?.epochs],
    ['validation', training?.validation],
    ['patience', training?.patience],
    ['seed', seed],
  ];
  return known.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const]));
}
