import { readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { compute, computeRuns, type Plan } from '../../plot/compute';
import { drawCurves, drawFigure, type Figure } from '../../plot/figure';
import { drawReport, type ReportText } from '../../plot/report';
import { type OverlayName, overlays, pointOf, type RunScene, type Scene } from '../../plot/scene';
import { type Quantity, quantities } from '../../plot/strip';
import { directions } from '../../plot/view';
import { briefStop, choiceInWords, count, countInWords, countKinds } from '../../plot/words';
import type { GivenOption, OptionSpecs, ValuesOf } from '../arguments';
import { chooseSeveral, readCatalog } from '../choices';
import { defineCommand } from '../command';
import { descentOptions, descentParams } from '../descentOptions';
import { UsageError } from '../errors';
import { toJson } from '../json';
import { toPng } from '../picture/png';
import { mapViewOf } from '../picture/view';
import { writeFile } from '../picture/write';
import { withProgress } from '../progress';
import { unknownName } from '../suggest';
import { openLoss, parseTarget } from '../target';
import type { Terminal } from '../terminal';

const options = {
  out: { kind: 'text', placeholder: 'FILE', help: 'where to write: .svg, .png, or .html for a report', required: true },
  optimizer: { kind: 'list', placeholder: 'ID', help: 'a path to draw; may be given several times' },
  set: { kind: 'list', placeholder: 'NAME=VALUE', help: 'an option of the optimizer named before it' },
  start: { kind: 'text', placeholder: 'VECTOR', help: 'where the paths start, as JSON' },
  plane: {
    kind: 'text',
    placeholder: 'I,J',
    help: `the two coordinates of the map, by name or index; or ${directions.join(', ')} for other directions`,
  },
  through: { kind: 'list', placeholder: 'VECTOR', help: 'the plane through three points; given three times' },
  overlay: { kind: 'text', placeholder: 'NAME', help: `in place of the loss, or over it: ${Object.keys(overlays).join(', ')}` },
  box: { kind: 'text', placeholder: 'BOX', help: 'what the map shows, "[[lo,hi],[lo,hi]]" over its coordinates' },
  curves: {
    kind: 'text',
    placeholder: 'NAMES',
    help: `draw curves over the steps in place of the map, by commas: ${Object.keys(quantities).join(', ')}`,
  },
  starts: { kind: 'integer', placeholder: 'N', help: 'with --curves: follow each optimizer from so many starts, the others drawn', min: 1 },
  ...descentOptions,
} as const satisfies OptionSpecs;

const formats = ['svg', 'png', 'html'] as const;
type Format = (typeof formats)[number];

export const plot = defineCommand({
  name: 'plot',
  summary: 'a picture or report of the landscape, the paths and the critical points',
  usage: 'TARGET --out FILE.svg|.png|.html [--optimizer ID [--set NAME=VALUE]…]…',
  options,
  explains: ['optimizers', 'schedules', 'penalties', 'initialisers'],
  examples: [
    'saddlescope plot losses.ts#himmelblau --out himmelblau.svg',
    'saddlescope plot losses.ts --out race.png --optimizer sgd --set momentum=0.9 --optimizer adam --set learningRate=0.05',
    'saddlescope plot model.ts#loss --out report.html --plane "w[0],b"',
    'saddlescope plot model.ts#loss --out plane.svg --plane path --optimizer adam',
    'saddlescope plot losses.ts --out kappa.png --overlay condition-number',
    'saddlescope plot model.ts#loss --out lottery.svg --curves loss --starts 30 --optimizer adam',
  ],
  run: async ({ target: text, values, given, engine, terminal, assets }) => {
    const format = formatOf(values.out);
    const shown = quantitiesNamed(values, format);
    const overlay = overlayNamed(values.overlay);
    const catalog = await readCatalog(engine, terminal);
    const choices = chooseSeveral(catalog.optimizers, given);
    if (shown.length > 0 && choices.length === 0) throw new UsageError('--curves needs an --optimizer.');
    const params = descentParams(values, catalog);
    const drawn = await withProgress(terminal, 'Drawing', async (progress): Promise<Drawn> => {
      const loss = await openLoss(engine, parseTarget(text, terminal.cwd), { ...values, option: 'start', json: values.start });
      // A start that the loss draws itself is that of seed 1.
      const seeds = Array.from({ length: (values.starts ?? 1) - 1 }, (_, k) => k + 2);
      const plan: Plan = { loss, catalog, choices, seeds, run: { ...params, curvature: needsCurvature(shown, format) } };
      if (shown.length > 0) {
        const scene = await computeRuns(engine, plan, progress);
        return { scene, figure: drawCurves(scene, shown), fields: runFields(scene), says: shown.map(({ name }) => name).join(', ') };
      }
      const scene = await compute(engine, plan, await mapViewOf(engine, loss, values), progress, overlay);
      return {
        scene,
        figure: drawFigure(scene),
        page: () => drawReport(scene, reportText(scene, given)),
        fields: mapFields(scene),
        says: mapInWords(scene),
      };
    });
    const file = resolve(terminal.cwd, values.out);
    const { svg, width, height } = drawn.figure;
    writeFile(file, format === 'svg' ? svg : format === 'png' ? await toPng(svg, assets) : (drawn.page?.() ?? svg));
    if (values.json) terminal.out(`${toJson({ file, format, width, height, ...drawn.fields })}\n`);
    else print(drawn, values.out, terminal);
    return 0;
  },
});

/** The loss as it is written, and what was said of the runs but for the optimizers, which the report names anyway. */
function reportText({ description }: Scene, given: readonly GivenOption[]): ReportText {
  const { file, line, endLine } = description.summary.extent;
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  const elsewhere = ['out', 'optimizer', 'set'];
  const settings = given.filter(({ name }) => !elsewhere.includes(name)).map(({ name, value }) => [name, value] as const);
  return { source: lines.slice(line - 1, endLine).join('\n'), settings };
}

interface Drawn {
  readonly scene: RunScene;
  readonly figure: Figure;
  /** Where there is a report of it. */
  readonly page?: () => string;
  readonly fields: Record<string, unknown>;
  readonly says: string;
}

/** What `--curves` names. Throws `UsageError` for other names, and where something else than a picture is wanted. */
function quantitiesNamed({ curves, starts }: ValuesOf<typeof options>, format: Format): Quantity[] {
  if (curves === undefined) {
    if (starts !== undefined) throw new UsageError('--starts needs --curves.');
    return [];
  }
  if (format === 'html') throw new UsageError('--curves makes a picture; a report has curves anyway.', 'Write to .svg or .png.');
  return curves.split(',').map((text) => {
    const name = text.trim();
    const known = Object.entries(quantities).find(([id]) => id === name);
    if (!known) throw unknownName('curve', name, Object.keys(quantities));
    return known[1];
  });
}

function overlayNamed(name: string | undefined): OverlayName | undefined {
  if (name === undefined) return undefined;
  const known = (Object.keys(overlays) as OverlayName[]).find((id) => id === name);
  if (!known) throw unknownName('overlay', name, Object.keys(overlays));
  return known;
}

const needsCurvature = (shown: readonly Quantity[], format: Format): boolean =>
  format === 'html' || shown.includes(quantities['condition-number']) || shown.includes(quantities.sharpness);

function formatOf(file: string): Format {
  const extension = extname(file).slice(1).toLowerCase();
  const format = formats.find((known) => known === extension);
  if (!format) throw new UsageError(`--out ${file}: the name must end in ${formats.map((known) => `.${known}`).join(', ')}.`);
  return format;
}

function mapFields(scene: Scene): Record<string, unknown> {
  const { surface, names, points, continua, proof, overlay } = scene;
  return {
    ...runFields(scene),
    coordinates: names,
    box: [surface.box.slice(0, 2), surface.box.slice(2)].slice(0, names.length),
    points: points.map(({ name, kind, at, loss, eigenvalues, inertia }) => ({ name, kind, at, loss, eigenvalues, inertia })),
    counts: countKinds(points),
    continua,
    proof: proof ?? null,
    ...(overlay && { overlay: { field: overlay.field.name, levels: overlay.field.levels, scale: overlay.field.scale } }),
  };
}

function runFields({ description, runs }: RunScene): Record<string, unknown> {
  return {
    function: description.summary.name,
    n: description.n,
    paths: runs.map(({ choice, trajectory, others, reached }) => ({
      optimizer: choice.id,
      options: trajectory.options,
      steps: trajectory.steps.at(-1),
      stopped: trajectory.stopped,
      params: pointOf(trajectory, -1),
      loss: trajectory.loss.at(-1),
      reached: reached?.name ?? null,
      ...(others.length > 0 && { losses: [trajectory, ...others].map((run) => run.loss.at(-1)) }),
    })),
  };
}

const mapInWords = ({ names, points, proof }: Scene): string =>
  [`${names.length === 1 ? 'L over' : 'map of'} ${names.join(', ')}`, ...(proof ? [countInWords(points)] : [])].join(', ');

function print({ scene: { runs }, says }: Drawn, out: string, terminal: Terminal): void {
  const { bold, dim } = terminal.paint;
  terminal.out(`${bold(out)}: ${says}, ${count(runs.length, 'path')}\n`);
  for (const { choice, trajectory, reached } of runs)
    terminal.out(`  ${choiceInWords(choice)}  ${dim(`${briefStop(trajectory)}${reached ? ` → ${reached.name}` : ''}`)}\n`);
}
