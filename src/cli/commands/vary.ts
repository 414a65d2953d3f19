import { resolve } from 'node:path';
import { drawVariation } from '../../plot/variation';
import { briefStop, number } from '../../plot/words';
import { significant } from '../../protocol/format';
import { interpolationThreshold, type Varied } from '../../protocol/variation';
import type { OptionSpecs } from '../arguments';
import { choose, readCatalog } from '../choices';
import { defineCommand } from '../command';
import { descentOptions, descentParams } from '../descentOptions';
import { ended, reached } from '../interrupt';
import { toJson } from '../json';
import { savePicture } from '../picture/write';
import { withProgress } from '../progress';
import { openLoss, type PlaceWords, parseTarget } from '../target';
import type { Terminal } from '../terminal';
import { indent, table } from '../text/table';
import { parseVariation } from '../variation';

const options = {
  constant: {
    kind: 'text',
    placeholder: 'NAME=VALUES',
    help: 'a number declared at the top of the file, and its values: width=5,10,20 or width=1..9',
    required: true,
  },
  optimizer: { kind: 'text', placeholder: 'ID', help: 'how to descend', required: true },
  set: { kind: 'list', placeholder: 'NAME=VALUE', help: 'an option of the optimizer' },
  start: { kind: 'text', placeholder: 'VECTOR', help: 'where to start, as JSON' },
  ...descentOptions,
  out: { kind: 'text', placeholder: 'FILE', help: 'a picture to write: .svg or .png' },
} as const satisfies OptionSpecs;

export const vary = defineCommand({
  name: 'vary',
  summary: 'where descents end as a constant of the file changes, such as the size of a model',
  usage: 'TARGET --constant NAME=VALUES --optimizer ID [options] [--out FILE.svg|.png]',
  options,
  explains: ['optimizers', 'schedules', 'penalties'],
  examples: [
    'saddlescope vary network.ts --constant width=2,5,10,20,50 --optimizer adam --validation 0.3',
    'saddlescope vary examples/double-descent.ts --constant features=2,5,10,20,40,80 --optimizer conjugate-gradient --out sizes.svg',
  ],
  run: async ({ target: text, values, engine, terminal, assets }) => {
    const { out } = values;
    const { name, values: tried } = parseVariation(values.constant);
    const catalog = await readCatalog(engine, terminal);
    const optimizer = choose('optimizer', catalog.optimizers, values.optimizer, values.set);
    const place: PlaceWords = { ...values, option: 'start', json: values.start };
    const found = await withProgress(terminal, `Varying ${name}`, async (progress) => {
      const { target, description } = await openLoss(engine, parseTarget(text, terminal.cwd), place);
      const start = values.start === undefined ? {} : { start: description.start };
      const { curvature: _, internals: __, every: ___, ...run } = { ...descentParams(values, catalog), curvature: false };
      const asked = { ...run, ...start, target, optimizer, constant: name, values: tried };
      const show = (known: readonly Varied[]) => progress.update(`Varying ${name}`, known.length / tried.length);
      return reached((options) => engine.sweep('vary', asked, options), show);
    });
    const varied = found.value;
    if (out !== undefined) await savePicture(resolve(terminal.cwd, out), drawVariation(name, varied), assets);
    if (values.json) terminal.out(`${toJson({ constant: name, rows: varied, threshold: interpolationThreshold(varied) ?? null })}\n`);
    else print(name, varied, terminal);
    return ended(found, terminal);
  },
});

function print(name: string, varied: readonly Varied[], terminal: Terminal): void {
  const heldOut = varied.some(({ validation }) => validation !== undefined);
  const right = (title: string) => ({ title, align: 'right' as const });
  const rows = varied.map(({ value, n, loss, validation, conditionNumber, sharpness, stopped, steps }) => [
    String(value),
    String(n),
    number(loss),
    ...(heldOut ? [number(validation ?? Number.NaN)] : []),
    significant(conditionNumber, 2),
    significant(sharpness),
    briefStop({ stopped, steps: Uint32Array.of(steps) }),
  ]);
  const heads = [name, 'n', 'L', ...(heldOut ? ['held out'] : []), 'κ', 'λmax'].map(right);
  terminal.out(`${indent(table([...heads, { title: 'end' }], rows, terminal.paint.dim))}\n`);
  const threshold = interpolationThreshold(varied);
  if (threshold !== undefined) terminal.out(`\nFrom ${name} = ${threshold} on, every example is fitted: the interpolation threshold.\n`);
}
