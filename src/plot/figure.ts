/** The whole picture: title with the readout, the map or the curve, legend, and the column beside it. */
import { significant } from '../protocol/format';
import type { PointKind, Readout } from '../protocol/model';
import type { Rectangle } from './clip';
import { drawCurve } from './curve';
import { drawMap } from './map';
import { placeInWords, type Run, type RunScene, type Scene } from './scene';
import { sideColumn } from './side';
import { type Quantity, stripMarkup } from './strip';
import { text, textWidth } from './text';
import { fontFamily, fontSize, ground, ink } from './theme';
import { count, criticalLoss, derivativesInWords, heading, knownInertia } from './words';
import { element } from './xml';

const margins = { left: 76, top: 84, bottom: 92, right: 24 } as const;
/** Above the map where the page around it has the title. */
const untitledTop = 16;
/** The longer side of the map. */
const mapSide = 600;
const columnWidth = 290;
const gap = 32;
/** Beyond this the frame no longer follows the shape of the box, and the units of its axes differ. */
const mostUnequal = 2;

export interface Figure {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

export function drawFigure(scene: Scene, { titled = true }: { readonly titled?: boolean } = {}): Figure {
  const frame = frameOf(scene, titled ? margins.top : untitledTop);
  const column = sideColumn(scene, [frame.right + gap, frame.top], columnWidth);
  const width = frame.right + gap + columnWidth + margins.right;
  const height = Math.max(frame.bottom + margins.bottom, frame.top + column.height + margins.right);
  const picture = scene.names.length === 1 ? drawCurve(scene, frame) : drawMap(scene, frame);
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const svg = element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...size, 'font-family': fontFamily, role: 'img', 'aria-label': describe(scene) },
    element('rect', { width, height, fill: ground }),
    titled ? title(scene, width - margins.left - margins.right) : '',
    picture,
    heldNote(scene, frame),
    column.markup,
  );
  return { svg, width, height };
}

/** One curve alone has more room. */
const stripHeight = (count: number): number => (count === 1 ? 380 : 230);

/** Curves over the steps, one below the other, with the same column beside them. */
export function drawCurves(scene: RunScene, shown: readonly Quantity[]): Figure {
  const column = sideColumn(scene, [margins.left + mapSide + gap, margins.top], columnWidth);
  const each = stripHeight(shown.length);
  const width = margins.left + mapSide + gap + columnWidth + margins.right;
  const height = Math.max(margins.top + shown.length * each + 12, margins.top + column.height + margins.right);
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const strips = shown.map((quantity, k) => {
    const markup = stripMarkup(scene.runs, quantity, { width: mapSide + 72, height: each });
    return element('g', { transform: `translate(18 ${margins.top - 12 + k * each})` }, markup);
  });
  const names = shown.map(({ name }) => name).join(', ');
  const label = `${names} of ${heading(scene.description)} over the steps of ${scene.runs.map(({ title }) => title).join(', ')}. ${readoutInWords(scene)}.`;
  const svg = element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...size, 'font-family': fontFamily, role: 'img', 'aria-label': label },
    element('rect', { width, height, fill: ground }),
    title(scene, width - margins.left - margins.right),
    ...strips,
    column.markup,
  );
  return { svg, width, height };
}

/** Equal units where the box allows it. */
function frameOf({ surface: { box }, names }: Scene, top: number): Rectangle {
  const [across, up] = [box[1] - box[0], box[3] - box[2]];
  const ratio = up / across;
  const shaped = names.length === 2 && ratio <= mostUnequal && ratio >= 1 / mostUnequal;
  const width = shaped && ratio > 1 ? mapSide / ratio : mapSide;
  const height = shaped ? Math.min(mapSide, mapSide * ratio) : names.length === 2 ? mapSide : 0.7 * mapSide;
  return { left: margins.left, top, right: margins.left + width, bottom: top + height };
}

/** Where the plane of the map lies among the other parameters. */
function heldNote({ description, names, where, readoutOf }: Scene, { right, bottom }: Rectangle): string {
  if (where === undefined && description.n <= names.length) return '';
  const note = where ?? `${count(description.n - names.length, 'other coordinate')} held ${placeInWords(readoutOf)}`;
  return text([right, bottom + 63], note, { anchor: 'end' });
}

function title(scene: RunScene, width: number): string {
  const { description } = scene;
  const name = heading(description);
  const size = Math.min(fontSize.title, Math.max(fontSize.label, width / (0.64 * [...name].length)));
  const { file, line } = description.summary.location;
  const place = `${file.split(/[\\/]/).at(-1)}:${line} · ${derivativesInWords(description.derivatives)}`;
  const after = margins.left + textWidth(name, size) * 1.08 + 12;
  const beside = after + textWidth(place) < margins.left + width;
  return [
    text([margins.left, 36], name, { size, fill: ink, weight: 'bold' }),
    beside ? text([after, 36], place) : '',
    text([margins.left, 60], readoutInWords(scene), { size: fontSize.list, fill: ink }),
  ].join('');
}

/** `Adam ends at minimum m₁: L = 0, ‖∇L‖ = 1.2×10⁻¹³, κ = 3.2, inertia 2+ 0−`. */
export function readoutInWords({ readout, readoutOf }: RunScene): string {
  const { loss, gradientNorm, conditionNumber } = readout;
  const numbers = [
    `L = ${settledAt(readoutOf, readout) === undefined ? significant(loss) : criticalLoss(loss, 3)}`,
    `‖∇L‖ = ${significant(gradientNorm)}`,
    ...(Number.isNaN(conditionNumber) ? [] : [`κ = ${significant(conditionNumber, 2)}`]),
    `inertia ${knownInertia(readout)}`,
  ];
  return `${whereInWords(readoutOf, readout)}: ${numbers.join(', ')}`;
}

/** What is at the end of a run: the critical point that it has reached, and came as close to as its steps allowed. */
function settledAt(run: Run | undefined, { kind }: Readout): PointKind | undefined {
  return run?.reached?.kind ?? kind;
}

function whereInWords(run: Run | undefined, readout: Readout): string {
  const { definiteness } = readout;
  const kind = settledAt(run, readout);
  const what = kind === 'degenerate' ? 'degenerate point' : kind;
  if (!run) return what === undefined ? `Start, where the Hessian is ${definiteness}` : `Start, a ${what}`;
  if (what === undefined) return `${run.title} ends unsettled, where the Hessian is ${definiteness}`;
  return `${run.title} ends at ${what}${run.reached ? ` ${run.reached.name}` : ''}`;
}

function describe(scene: Scene): string {
  const { description, names, runs } = scene;
  const over = `${scene.names.length === 1 ? 'Curve' : 'Contour map'} of ${heading(description)} over ${names.join(' and ')}`;
  const paths = runs.length > 0 ? ` with the paths of ${runs.map((run) => run.title).join(', ')}` : '';
  return `${over}${paths}. ${readoutInWords(scene)}.`;
}
