import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import type { OptionSpecs } from '../arguments';
import { chooseSeveral } from '../choices';
import { defineCommand } from '../command';
import { UsageError } from '../errors';
import { toJson } from '../json';
import { compute } from '../plot/compute';
import { drawFigure } from '../plot/figure';
import { type PlotAssets, toPng } from '../plot/png';
import { drawReport } from '../plot/report';
import { pointOf, type Scene } from '../plot/scene';
import { viewOf } from '../plot/view';
import { withProgress } from '../progress';
import { drawOptions, openLoss, parseTarget } from '../target';
import type { Terminal } from '../terminal';
import { count } from '../text/table';
import { briefStop, choiceInWords, countInWords, countKinds } from '../text/words';

const options = {
  out: { kind: 'text', placeholder: 'FILE', help: 'where to write: .svg, .png, or .html for a report', required: true },
  optimizer: { kind: 'list', placeholder: 'ID', help: 'a path to draw; may be given several times' },
  set: { kind: 'list', placeholder: 'NAME=VALUE', help: 'an option of the optimizer named before it' },
  start: { kind: 'text', placeholder: 'VECTOR', help: 'where the paths start, as JSON' },
  steps: { kind: 'integer', placeholder: 'N', help: 'most steps of each path', min: 0, default: 1000 },
  tolerance: { kind: 'number', placeholder: 'G', help: 'a path ends when ‖∇L‖ is at most this', min: 0, default: 1e-12 },
  plane: { kind: 'text', placeholder: 'I,J', help: 'the two coordinates of the map, by name or index' },
  box: { kind: 'text', placeholder: 'BOX', help: 'what the map shows, "[[lo,hi],[lo,hi]]" over its coordinates' },
  ...drawOptions,
} as const satisfies OptionSpecs;

const formats = ['svg', 'png', 'html'] as const;
type Format = (typeof formats)[number];

export const plot = defineCommand({
  name: 'plot',
  summary: 'a picture or report of the landscape, the paths and the critical points',
  usage: 'TARGET --out FILE.svg|.png|.html [--optimizer ID [--set NAME=VALUE]…]…',
  options,
  explains: ['optimizers', 'initialisers'],
  examples: [
    'saddlescope plot losses.ts#himmelblau --out himmelblau.svg',
    'saddlescope plot losses.ts --out race.png --optimizer sgd --set momentum=0.9 --optimizer adam --set learningRate=0.05',
    'saddlescope plot model.ts#loss --out report.html --plane "w[0],b"',
  ],
  run: async ({ target: text, values, given, engine, terminal, assets }) => {
    const format = formatOf(values.out);
    const catalog = await engine.request('catalog', {});
    const choices = chooseSeveral(catalog.optimizers, given);
    const scene = await withProgress(terminal, 'Drawing', async (progress) => {
      const loss = await openLoss(engine, parseTarget(text, terminal.cwd), { ...values, option: 'start', json: values.start });
      const { steps, tolerance, seed } = values;
      const limits = { steps, tolerance, ...(seed !== undefined && { seed }) };
      return compute(engine, { loss, catalog, choices, view: viewOf(loss.description, values), limits }, progress);
    });
    const file = resolve(terminal.cwd, values.out);
    const size = await write(scene, format, file, assets);
    if (values.json) terminal.out(`${toJson({ file, format, ...size, ...fields(scene) })}\n`);
    else print(scene, values.out, terminal);
    return 0;
  },
});

function formatOf(file: string): Format {
  const extension = extname(file).slice(1).toLowerCase();
  const format = formats.find((known) => known === extension);
  if (!format) throw new UsageError(`--out ${file}: the name must end in ${formats.map((known) => `.${known}`).join(', ')}.`);
  return format;
}

async function write(scene: Scene, format: Format, file: string, assets: PlotAssets): Promise<{ width: number; height: number }> {
  const { svg, width, height } = drawFigure(scene);
  const content = format === 'svg' ? svg : format === 'png' ? await toPng(svg, assets) : drawReport(scene);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  } catch (error) {
    throw new UsageError(`${file} can't be written: ${error instanceof Error ? error.message : String(error)}.`);
  }
  return { width, height };
}

function fields({ description, surface, names, runs, points, continua, proof }: Scene): Record<string, unknown> {
  return {
    function: description.summary.name,
    n: description.n,
    coordinates: names,
    box: [surface.box.slice(0, 2), surface.box.slice(2)].slice(0, names.length),
    paths: runs.map(({ choice, trajectory, reached }) => ({
      optimizer: choice.id,
      options: trajectory.options,
      steps: trajectory.steps.at(-1),
      stopped: trajectory.stopped,
      params: pointOf(trajectory, -1),
      loss: trajectory.loss.at(-1),
      reached: reached?.name ?? null,
    })),
    points: points.map(({ name, kind, at, loss, eigenvalues, inertia }) => ({ name, kind, at, loss, eigenvalues, inertia })),
    counts: countKinds(points),
    continua,
    proof: proof ?? null,
  };
}

function print({ runs, points, names, proof }: Scene, out: string, terminal: Terminal): void {
  const { bold, dim } = terminal.paint;
  const drawn = [
    `${names.length === 1 ? 'L over' : 'map of'} ${names.join(', ')}`,
    count(runs.length, 'path'),
    ...(proof ? [countInWords(points)] : []),
  ];
  terminal.out(`${bold(out)}: ${drawn.join(', ')}\n`);
  for (const { choice, trajectory, reached } of runs)
    terminal.out(`  ${choiceInWords(choice)}  ${dim(`${briefStop(trajectory)}${reached ? ` → ${reached.name}` : ''}`)}\n`);
}
