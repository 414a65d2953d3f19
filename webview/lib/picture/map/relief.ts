/**
 * The ground of the map: filled contours, and isolines lit from the north-west (Tanaka 1950), so that height reads as relief
 * without more colour. The valley floor is the editor's own background, where paths have most contrast.
 */
import type { Surface } from '../../../../src/protocol/model';
import { evenRamp } from '../../colour';
import type { Brush, NewPath } from '../../export/drawing';
import { token } from '../../theme';
import type { Frame, Projection } from './project';
import type { Shading } from './shading';

const lights = 9;

export interface ReliefColours {
  readonly ramp: (t: number) => string;
  readonly lit: string;
  readonly shade: string;
}

/** As the tokens in force at `element` say. */
export function reliefColours(element: Element = document.body): ReliefColours {
  const stops = (['--ground', '--surface-mid', '--surface-high'] as const).map((name) => token(name, element));
  return { ramp: evenRamp(stops), lit: token('--iso-lit', element), shade: token('--iso-shade', element) };
}

export function sizeCanvas(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/** What is drawn of the ground. */
export interface Relief {
  readonly surface: Surface;
  readonly projection: Projection;
  readonly frame: Frame;
  readonly colours: ReliefColours;
  readonly shading: Shading;
}

export function drawRelief<P extends Pen>(context: Brush<P>, newPath: NewPath<P>, relief: Relief): void {
  const { surface, projection, frame, colours, shading } = relief;
  const { left, size } = frame;
  context.clearRect(0, 0, left + size, size);
  context.save();
  context.beginPath();
  context.rect(left, 0, size, size);
  context.clip();
  context.fillStyle = shading.floor;
  context.fill();
  fillBands(context, shading, projection);
  for (const { pen, alpha, width, lit } of isolines(surface, projection, frame, newPath)) {
    context.globalAlpha = alpha;
    context.lineWidth = width;
    context.strokeStyle = lit ? colours.lit : colours.shade;
    context.stroke(pen);
  }
  context.globalAlpha = 1;
  context.restore();
}

function fillBands<P>(context: Brush<P>, { bands, colour, rule }: Shading, projection: Projection): void {
  bands.forEach((band, i) => {
    context.beginPath();
    for (const rings of band.polygons) for (const ring of rings) traceRing(context, ring, projection);
    context.fillStyle = colour(i);
    context.fill(rule);
  });
}

/** What outlines are written to: a canvas, a `Path2D`, or path data for SVG. */
export type Pen = Pick<CanvasPath, 'moveTo' | 'lineTo'>;

export function traceRing(path: Pen, ring: Float32Array, { x, y }: Projection): void {
  for (let i = 0; i < ring.length; i += 2) {
    if (i === 0) path.moveTo(x(ring[0]), y(ring[1]));
    else path.lineTo(x(ring[i]), y(ring[i + 1]));
  }
}

interface Isolines<P extends Pen> {
  readonly pen: P;
  readonly alpha: number;
  readonly width: number;
  readonly lit: boolean;
}

/** All isolines, sorted by how they face the light: the more squarely, the stronger. */
export function isolines<P extends Pen>(surface: Surface, projection: Projection, frame: Frame, newPen: () => P): readonly Isolines<P>[] {
  const half = (lights - 1) / 2;
  const buckets = Array.from({ length: lights }, (_, i) => {
    const facing = (i - half) / half;
    return { pen: newPen(), alpha: 0.3 + 0.7 * Math.abs(facing), width: 0.6 + 0.7 * Math.abs(facing), lit: facing >= 0 };
  });
  const pens = buckets.map(({ pen }) => pen);
  const border = borderOf(surface, projection, frame);
  for (const band of surface.bands) {
    for (const rings of band.polygons) for (const ring of rings) sortSegments(ring, projection, pens, border);
  }
  return buckets;
}

type Segment = readonly [x0: number, y0: number, x1: number, y1: number];

/** Segments along the edge of the grid close a polygon; they are no isolines. */
function borderOf({ box }: Surface, { x, y }: Projection, { size }: Frame): (segment: Segment) => boolean {
  const [x0, x1, y0, y1] = [x(box[0]), x(box[1]), y(box[3]), y(box[2])];
  const near = Math.max(0.6, size / 1000);
  return ([ax, ay, bx, by]) =>
    Math.max(ax, bx) - x0 < near || x1 - Math.min(ax, bx) < near || Math.max(ay, by) - y0 < near || y1 - Math.min(ay, by) < near;
}

/** Into one bucket per direction of the downhill side relative to the light. */
function sortSegments(ring: Float32Array, { x, y }: Projection, buckets: readonly Pen[], border: (segment: Segment) => boolean): void {
  const half = (buckets.length - 1) / 2;
  for (let i = 2; i < ring.length; i += 2) {
    const segment: Segment = [x(ring[i - 2]), y(ring[i - 1]), x(ring[i]), y(ring[i + 1])];
    if (border(segment)) continue;
    const bucket = buckets[Math.round(facingLight(segment) * half) + half];
    bucket?.moveTo(segment[0], segment[1]);
    bucket?.lineTo(segment[2], segment[3]);
  }
}

/** −1 … 1: how squarely the slope beside a segment faces the north-west. Rings run with the higher side on a fixed hand. */
export function facingLight([x0, y0, x1, y1]: Segment): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = Math.hypot(dx, dy);
  return length === 0 ? 0 : (dx - dy) / (Math.SQRT2 * length);
}
