import { problemFields, vector } from '../../plot/words';
import { RequestError } from '../../protocol/channel';
import type { LossOutline, LossSummary, Problem } from '../../protocol/model';
import { defineCommand } from '../command';
import type { Engine } from '../engine';
import { toJson } from '../json';
import { printProblem } from '../problems';
import { existingFile, findLosses } from '../target';
import type { Terminal } from '../terminal';
import { table } from '../text/table';

/** A loss that could not be made ready is listed all the same, with the reason. */
interface Listed {
  readonly summary: LossSummary;
  readonly outcome: { readonly kind: 'ready'; readonly outline: LossOutline } | { readonly kind: 'failed'; readonly problem: Problem };
}

export const list = defineCommand({
  name: 'list',
  summary: 'the loss functions of a file',
  usage: 'FILE',
  options: {},
  examples: ['saddlescope list losses.ts'],
  run: async ({ target, values, engine, terminal }) => {
    const file = existingFile(target, terminal.cwd);
    const listed: Listed[] = [];
    for (const summary of await findLosses(engine, file)) listed.push(await outlined(engine, file, summary));
    if (values.json) terminal.out(`${toJson({ losses: listed.map(fields) })}\n`);
    else print(listed, terminal);
    return 0;
  },
});

async function outlined(engine: Engine, file: string, summary: LossSummary): Promise<Listed> {
  try {
    const outline = await engine.request('outline', { target: { file, function: summary.name } });
    return { summary, outcome: { kind: 'ready', outline } };
  } catch (error) {
    if (error instanceof RequestError) return { summary, outcome: { kind: 'failed', problem: error.problem } };
    throw error;
  }
}

function fields({ summary: { name, signature, location, takesData }, outcome }: Listed): Record<string, unknown> {
  const known =
    outcome.kind === 'ready'
      ? { parameters: outcome.outline.parameters, n: outcome.outline.n, start: outcome.outline.start }
      : { parameters: null, n: null, start: null, problem: problemFields(outcome.problem) };
  return { name, signature, line: location.line, column: location.column, ...known, data: takesData };
}

function print(listed: readonly Listed[], terminal: Terminal): void {
  const { bold, dim, yellow } = terminal.paint;
  const rows = listed.map(({ summary: { name, signature, location }, outcome }) => {
    const start = outcome.kind === 'ready' ? `${vector(outcome.outline.start)} ${dim(outcome.outline.startOrigin)}` : yellow('unknown');
    const n = outcome.kind === 'ready' ? String(outcome.outline.n) : '?';
    return [`${location.line}:${location.column}`, bold(name) + signature, n, start];
  });
  terminal.out(`${table([{ title: 'line' }, { title: 'loss' }, { title: 'n', align: 'right' }, { title: 'start' }], rows, dim)}\n`);
  for (const { outcome } of listed) if (outcome.kind === 'failed') printProblem(outcome.problem, terminal);
}
