import { direction, eigenName, heading, number, vector } from '../../plot/words';
import type { CrossSection, LossDescription } from '../../protocol/model';
import { defineCommand } from '../command';
import { toJson } from '../json';
import { withProgress } from '../progress';
import { openLoss, parseTarget } from '../target';
import type { Terminal } from '../terminal';
import { indent, table } from '../text/table';

export const sections = defineCommand({
  name: 'sections',
  summary: 'the loss along each eigenvector of the Hessian, beside its Taylor parabola',
  usage: 'TARGET [--at VECTOR] [--reach R] [--samples N]',
  options: {
    at: { kind: 'text', placeholder: 'VECTOR', help: 'the point, as JSON; the start of the loss when left out' },
    reach: {
      kind: 'number',
      placeholder: 'R',
      help: 'half the length of each line; a quarter of 1 + |θ|∞ when left out',
      min: Number.MIN_VALUE,
    },
    samples: { kind: 'integer', placeholder: 'N', help: 'points of each line', min: 3, default: 101 },
  },
  examples: ['saddlescope sections losses.ts#saddleToy --at "[0, 0]" --json'],
  run: async ({ target: text, values, engine, terminal }) => {
    const { at, reach, samples } = values;
    const { description, found } = await withProgress(terminal, 'Evaluating', async () => {
      const { target, description } = await openLoss(engine, parseTarget(text, terminal.cwd), { option: 'at', json: at });
      const request = { target, at: description.start, samples, ...(reach !== undefined && { reach }) };
      return { description, found: await engine.request('sections', request) };
    });
    if (values.json) terminal.out(`${toJson({ at: description.start, sections: found })}\n`);
    else print(description, found, terminal);
    return 0;
  },
});

function print(description: LossDescription, found: readonly CrossSection[], terminal: Terminal): void {
  const { bold, dim } = terminal.paint;
  const { n, start } = description;
  const reach = found.at(0)?.t.at(-1) ?? 0;
  terminal.out(`${bold(heading(description))} at ${vector(start)}, ±${number(reach)} along each eigenvector\n\n`);
  const rows = found.map(({ eigenvalue, direction: u, slope, loss, taylor }, k) => [
    eigenName(k, found.length, n),
    number(eigenvalue),
    direction(u),
    number(slope),
    `${number(loss[0])} … ${number(loss[loss.length - 1])}`,
    number(Math.max(...loss.map((value, i) => Math.abs(value - taylor[i])))),
  ]);
  const right = (title: string) => ({ title, align: 'right' as const });
  const columns = [{ title: '' }, right('λ'), { title: 'u' }, right('slope'), right('L at the ends'), right('most off the parabola')];
  terminal.out(`${indent(table(columns, rows, dim))}\n`);
}
