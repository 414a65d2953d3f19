import { boxInWords, continuumInWords, countInWords, criticalLoss, heading, pointMarks, pointNames, vector } from '../../plot/words';
import { significant } from '../../protocol/format';
import type { CriticalPoints, LossDescription } from '../../protocol/model';
import { searchBox } from '../../protocol/points';
import { defineCommand } from '../command';
import { ended, reached } from '../interrupt';
import { toJson } from '../json';
import { withProgress } from '../progress';
import { openLoss, parseTarget } from '../target';
import type { Terminal } from '../terminal';
import { kindColour } from '../text/paint';
import { indent, table } from '../text/table';
import { parseBox } from '../vector';

export const critical = defineCommand({
  name: 'critical',
  summary: 'minima, saddles and maxima in a box',
  usage: 'TARGET [--box "[[LOW,HIGH],…]"]',
  options: {
    box: { kind: 'text', placeholder: 'BOX', help: 'one interval per coordinate, as JSON; @domain or a box round the start when left out' },
    start: { kind: 'text', placeholder: 'VECTOR', help: 'the point that the box is laid round, as JSON' },
  },
  examples: ['saddlescope critical losses.ts#himmelblau --box "[[-6,6],[-6,6]]"'],
  run: async ({ target: text, values, engine, terminal }) => {
    const { description, found } = await withProgress(terminal, 'Searching critical points', async (progress) => {
      const { target, description } = await openLoss(engine, parseTarget(text, terminal.cwd), { option: 'start', json: values.start });
      const box = values.box === undefined ? searchBox(description) : parseBox('box', values.box, description.n);
      const show = ({ points }: CriticalPoints) => progress.update(`Searching critical points: ${countInWords(points)}`);
      return { description, found: await reached((options) => engine.request('criticalPoints', { target, box }, options), show) };
    });
    if (values.json) terminal.out(`${toJson(found.value)}\n`);
    else print(description, found.value, terminal);
    return ended(found, terminal);
  },
});

function print(description: LossDescription, { box, points, continua, proof, reason }: CriticalPoints, terminal: Terminal): void {
  const { bold, dim } = terminal.paint;
  terminal.out(`${bold(heading(description))}: ${bold(countInWords(points))} in ${boxInWords(description, box)}\n`);
  const sampled = `found by sampling: there may be others${reason === undefined ? '' : ` (${reason})`}`;
  terminal.out(`${dim(proof === 'complete' ? 'proven complete: the box holds no others' : sampled)}\n`);
  for (const { dimension, kind, loss } of continua) terminal.out(`${continuumInWords(kind, dimension)}, L = ${criticalLoss(loss)}\n`);
  if (points.length === 0) return;
  const names = pointNames(points);
  const shown = points.map(({ kind, at, loss, eigenvalues }, k) => [
    kindColour(terminal.paint, kind)(`${pointMarks[kind]} ${names[k]}`),
    kind,
    vector(at),
    criticalLoss(loss),
    Array.from(eigenvalues.subarray(0, 4), (value) => significant(value)).join(', ') + (eigenvalues.length > 4 ? ', …' : ''),
  ]);
  const columns = [{ title: '' }, { title: 'kind' }, { title: 'at' }, { title: 'L', align: 'right' as const }, { title: 'eigenvalues' }];
  terminal.out(`\n${indent(table(columns, shown, dim))}\n`);
}
