/** The map as a picture of its own on white, for papers and slides: the same marks, in the light palette. */
import { t } from '../../../../src/l10n/t';
import { h, s, setAttributes } from '../../../lib/dom';
import { dashes, marker, polyline } from '../../../lib/picture/map/marks';
import type { Frame, Projection } from '../../../lib/picture/map/project';
import { isolines, type Pen, type ReliefColours, reliefColours, traceRing } from '../../../lib/picture/map/relief';
import { nowAt } from '../../../lib/picture/now';
import { focusedRun, type State, shownRuns } from '../../../lib/picture/state';
import { rowAt } from '../../../lib/rows';
import { areaBelow, curvePieces } from '../map/curve';
import { keyOf } from '../map/key';
import { MapOverlay } from '../map/overlay';
import { layoutFor, sceneFor } from '../map/scene';
import { shadingFor } from '../map/shadingFor';

const width = 720;
const margin = 16;
const titleHeight = 30;
const keyHeight = 34;

/** Writes path data; a tenth of a pixel is enough. */
class SvgPen implements Pen {
  private readonly parts: string[] = [];
  moveTo(x: number, y: number): void {
    this.parts.push(`M${x.toFixed(1)},${y.toFixed(1)}`);
  }
  lineTo(x: number, y: number): void {
    this.parts.push(`L${x.toFixed(1)},${y.toFixed(1)}`);
  }
  get d(): string {
    return this.parts.join('');
  }
}

/** A self-contained SVG document; undefined while there is nothing to show. */
export function toSvg(state: State): string | undefined {
  const layout = layoutFor(state, width - 2 * margin);
  if (!layout || !state.surface) return undefined;
  const paper = h('section', { class: 'map paper', 'aria-hidden': 'true' });
  document.body.append(paper);
  try {
    const picture = draw(state, layout, paper);
    settleStyles(picture);
    return new XMLSerializer().serializeToString(picture);
  } finally {
    paper.remove();
  }
}

function draw(state: State, { frame, projection, height }: NonNullable<ReturnType<typeof layoutFor>>, paper: HTMLElement): SVGSVGElement {
  const whole = titleHeight + height + 2 * keyHeight + 2 * margin;
  const marks = s('svg', { x: margin, y: margin + titleHeight, class: 'marks' });
  const colours = reliefColours(paper);
  const below = margin + titleHeight + height + 8;
  const picture = s(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${whole}`, width, height: whole },
    s('rect', { width, height: whole, fill: '#ffffff' }),
    s('text', { class: 'name title', x: margin, y: margin + 12 }, titleOf(state)),
    s('g', { transform: `translate(${margin},${margin + titleHeight})` }, ...ground(state, projection, frame, colours, paper)),
    marks,
    key(state, below + keyHeight),
  );
  paper.append(picture);
  const overlay = new MapOverlay(marks);
  overlay.resize(width - 2 * margin, height);
  overlay.draw({ ...sceneFor(state, { frame, width, height, projection }), picked: undefined });
  const run = focusedRun(state);
  overlay.advance(state.step, run && nowAt(run, rowAt(run, state.step), state.readout));
  if (state.surface && projection.kind === 'plane') {
    const shading = shadingFor(state, colours, paper);
    const scale = keyOf(state, shading, 260);
    setAttributes(scale, { x: margin + frame.left, y: below });
    picture.append(
      scale,
      s('text', { class: 'axis-name', x: margin + frame.left - 4, y: below + 8, 'text-anchor': 'end' }, shading.symbol),
    );
  }
  return picture;
}

function titleOf({ description, step }: State): string {
  const names = description?.parameters.map(({ name }) => name).join(', ') ?? '';
  return t('{0}, step {1}', `${description?.summary.name ?? ''}(${names})`, step);
}

function ground(state: State, projection: Projection, frame: Frame, colours: ReliefColours, paper: HTMLElement): SVGElement[] {
  const { ramp, lit, shade } = colours;
  const { surface } = state;
  if (!surface) return [];
  if (projection.kind === 'curve') {
    const pieces = curvePieces(surface, projection);
    return pieces.flatMap((piece) => [
      s('path', { d: areaBelow(piece, frame.size), fill: ramp(0.5), stroke: 'none' }),
      s('path', { class: 'ground-line', d: polyline(piece) }),
    ]);
  }
  const shading = shadingFor(state, colours, paper);
  const bands = shading.bands.map((band, i) => {
    const pen = new SvgPen();
    for (const rings of band.polygons) for (const ring of rings) traceRing(pen, ring, projection);
    return s('path', { d: pen.d, fill: shading.colour(i), 'fill-rule': shading.rule });
  });
  const lines = isolines(surface, projection, frame, () => new SvgPen()).map((line) =>
    s('path', {
      d: line.pen.d,
      fill: 'none',
      stroke: line.lit ? lit : shade,
      'stroke-width': line.width.toFixed(2),
      'stroke-opacity': line.alpha.toFixed(2),
    }),
  );
  const { left, size } = frame;
  const clip = s('clipPath', { id: 'ground' }, s('rect', { x: left, width: size, height: size }));
  return [
    clip,
    s('g', { 'clip-path': 'url(#ground)' }, s('rect', { x: left, width: size, height: size, fill: shading.floor }), ...bands, ...lines),
  ];
}

/** Which line is whose. */
function key(state: State, y: number): SVGGElement {
  let x = margin + 24;
  const entries = shownRuns(state)
    .toSorted((a, b) => a.chip.key - b.chip.key)
    .map(({ chip }) => {
      const at = x;
      x += 60 + 7.2 * chip.name.length;
      return s(
        'g',
        { class: `path c${chip.style}` },
        s('path', { class: 'done', d: `M${at},${y}h28`, 'stroke-dasharray': dashes[chip.style] }),
        s('path', { class: 'bead', d: marker(chip.style, [at + 14, y], 6) }),
        s('text', { class: 'name', x: at + 34, y: y + 4 }, chip.name),
      );
    });
  return s('g', {}, ...entries);
}

/** Properties that make the picture, with the values that need not be written. */
const presentation = {
  fill: '',
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'stroke-opacity': '1',
  opacity: '1',
  'paint-order': 'normal',
} as const;
const typography = ['font-family', 'font-size', 'font-style', 'font-weight'] as const;

/** Turns what style sheets say into attributes, so that the picture needs none. */
function settleStyles(picture: SVGSVGElement): void {
  for (const element of picture.querySelectorAll<SVGElement>('*')) {
    const style = getComputedStyle(element);
    for (const [name, usual] of Object.entries(presentation)) settle(element, name, style.getPropertyValue(name), usual);
    if (element instanceof SVGTextElement) for (const name of typography) settle(element, name, style.getPropertyValue(name), '');
  }
  for (const element of picture.querySelectorAll('[class]')) element.removeAttribute('class');
}

function settle(element: SVGElement, name: string, value: string, usual: string): void {
  // Computed references name the whole page: `url("https://…#clip")`.
  const written = value.replace(/url\(["'][^"'#]*#(\w+)["']\)/, 'url(#$1)').replaceAll('"', "'");
  if (written === '' || written === usual) element.removeAttribute(name);
  else element.setAttribute(name, written);
}

/** The same as pixels, twice as fine as on screen. */
export async function toPng(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = h('canvas', { width: 2 * image.width, height: 2 * image.height });
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(t('The picture could not be encoded.')))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
