import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DescendParams } from '../../protocol/engine';
import { significant } from '../../protocol/format';
import type { OptionSpecs } from '../arguments';
import { choose } from '../choices';
import { defineCommand } from '../command';
import { parseVariation, withConstant } from '../constant';
import { descentOptions, descentParams } from '../descentOptions';
import type { Engine } from '../engine';
import { toJson } from '../json';
import { drawVariation, interpolationThreshold, type Varied } from '../plot/variation';
import { savePicture } from '../plot/write';
import { withProgress } from '../progress';
import { openLoss, type PlaceWords, parseTarget, type TargetText } from '../target';
import type { Terminal } from '../terminal';
import { indent, table } from '../text/table';
import { briefStop, number } from '../text/words';

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
    const target = parseTarget(text, terminal.cwd);
    const catalog = await engine.request('catalog', {});
    const run = {
      ...descentParams(values, catalog),
      optimizer: choose('optimizer', catalog.optimizers, values.optimizer, values.set),
      curvature: false,
    };
    const place: PlaceWords = { ...values, option: 'start', json: values.start };
    const varied = await withProgress(terminal, `Varying ${name}`, async (progress) => {
      const rows: Varied[] = [];
      for (const [k, value] of tried.entries()) {
        progress.update(`${name} = ${value}`, k / tried.length);
        rows.push(await reached(engine, { target, place, name, value }, run));
      }
      return rows;
    });
    if (out !== undefined) await savePicture(resolve(terminal.cwd, out), drawVariation(name, varied), assets);
    if (values.json) terminal.out(`${toJson({ constant: name, rows: varied, threshold: interpolationThreshold(varied) ?? null })}\n`);
    else print(name, varied, terminal);
    return 0;
  },
});

interface Variation {
  readonly target: TargetText;
  readonly place: PlaceWords;
  readonly name: string;
  readonly value: number;
}

/** Where the descent ends when the file has this value: the engine is shown another text, the file stays as it is. */
async function reached(
  engine: Engine,
  { target: text, place, name, value }: Variation,
  run: Omit<DescendParams, 'start' | 'target'>,
): Promise<Varied> {
  const source = readFileSync(text.file, 'utf8');
  engine.sync([{ file: text.file, text: withConstant(source, name, value) }]);
  try {
    const { target, description } = await openLoss(engine, text, place);
    const trajectory = await engine.request('descend', { ...run, target, start: description.start });
    const readout = await engine.request('readout', { target, at: trajectory.answer });
    const row = trajectory.steps.lastIndexOf(trajectory.answerStep);
    return {
      value,
      n: description.n,
      loss: trajectory.loss[row],
      ...(trajectory.validation.length > 0 && { validation: trajectory.validation[row] }),
      conditionNumber: readout.conditionNumber,
      sharpness: readout.eigenvalues.at(-1) ?? Number.NaN,
      end: briefStop(trajectory),
      params: trajectory.answer,
    };
  } finally {
    engine.sync([{ file: text.file, text: undefined }]);
  }
}

function print(name: string, varied: readonly Varied[], terminal: Terminal): void {
  const heldOut = varied.some(({ validation }) => validation !== undefined);
  const right = (title: string) => ({ title, align: 'right' as const });
  const rows = varied.map(({ value, n, loss, validation, conditionNumber, sharpness, end }) => [
    String(value),
    String(n),
    number(loss),
    ...(heldOut ? [number(validation ?? Number.NaN)] : []),
    significant(conditionNumber, 2),
    significant(sharpness),
    end,
  ]);
  const heads = [name, 'n', 'L', ...(heldOut ? ['held out'] : []), 'κ', 'λmax'].map(right);
  terminal.out(`${indent(table([...heads, { title: 'end' }], rows, terminal.paint.dim))}\n`);
  const threshold = interpolationThreshold(varied);
  if (threshold !== undefined) terminal.out(`\nFrom ${name} = ${threshold} on, every example is fitted: the interpolation threshold.\n`);
}
