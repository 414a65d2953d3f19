/** The sheet without WebGL, on a plain canvas or in a file: cells from the farthest to the nearest, each hiding those behind it. */
import { cssColour } from '../../../lib/colour';
import type { Brush } from '../../../lib/export/drawing';
import { sizeCanvas } from '../../../lib/picture/map/relief';
import type { Pixel } from '../../../lib/pointGlyph';
import type { Sheet } from '../sheet';
import type { View } from '../view';
import { type GroundColours, stepColours } from './colours';
import type { Painter } from './painter';
import { light, normalsOf, shading } from './shade';

/** Cells along a side at rest, and while the view moves. */
const [fine, coarse] = [100, 40];
/** In a file, where each is written out. */
export const written = 64;

interface Corner {
  readonly at: Pixel;
  readonly band: number;
}

export class CanvasPainter implements Painter {
  readonly kind = 'canvas';
  private normals: { readonly of: Sheet; readonly values: Float32Array } | undefined;

  constructor(readonly element: HTMLCanvasElement) {}

  paint(sheet: Sheet, view: View, colours: GroundColours, moving: boolean): void {
    const context = sizeCanvas(this.element, view.width, view.height);
    if (!context) return;
    context.clearRect(0, 0, view.width, view.height);
    if (this.normals?.of !== sheet) this.normals = { of: sheet, values: normalsOf(sheet) };
    const { values: normals } = this.normals;
    drawSheet(context, { sheet, view, colours, normals, cells: moving ? coarse : fine });
  }
}

interface Drawing {
  readonly sheet: Sheet;
  readonly view: View;
  readonly colours: GroundColours;
  readonly normals: Float32Array;
  /** Along a side. */
  readonly cells: number;
}

export function drawSheet<P>(brush: Brush<P>, { sheet, view, colours, normals, cells }: Drawing): void {
  const steps = stepColours(colours.ramp, sheet.surface.levels.length);
  const corners = projected(sheet, view);
  brush.lineJoin = 'round';
  for (const [i, j, stride] of fromFarToNear(sheet.size, view, cells)) {
    const k = j * sheet.size + i;
    const cell = [k, k + stride, k + stride * (sheet.size + 1), k + stride * sheet.size].map((index) => corners[index]);
    if (!cell.every((corner) => corner !== undefined)) continue;
    const cosine = normals[3 * k] * light[0] + normals[3 * k + 1] * light[1] + normals[3 * k + 2] * light[2];
    const factor = shading(cosine);
    const middle = cell.reduce((sum, { band }) => sum + band, 0) / 4;
    const [r, g, b] = steps[Math.floor(middle)] ?? [0, 0, 0];
    fillCell(brush, cell, cssColour([r * factor, g * factor, b * factor]));
    strokeLevels(brush, cell, factor >= 1 ? colours.lit : colours.shade);
  }
}

function projected({ size, heights, bands }: Sheet, view: View): readonly (Corner | undefined)[] {
  return Array.from(heights, (z, k) => {
    if (!Number.isFinite(z)) return undefined;
    const [x, y] = [(2 * (k % size)) / (size - 1) - 1, (2 * Math.floor(k / size)) / (size - 1) - 1];
    return { at: view.project([x, y, z]), band: bands[k] };
  });
}

/** Lower corners of the cells; rows and columns begin on the side away from the eye. */
function* fromFarToNear(size: number, { side }: View, cells: number): Generator<readonly [i: number, j: number, stride: number]> {
  const stride = Math.max(1, Math.round((size - 1) / cells));
  const count = Math.floor((size - 1) / stride);
  const order = (towards: number) => Array.from({ length: count }, (_, k) => stride * (towards > 0 ? k : count - 1 - k));
  for (const j of order(side[1])) for (const i of order(side[0])) yield [i, j, stride];
}

function fillCell<P>(brush: Brush<P>, cell: readonly Corner[], colour: string): void {
  brush.beginPath();
  for (const { at } of cell) brush.lineTo(...at);
  brush.closePath();
  brush.fillStyle = colour;
  // The stroke closes the hairline between neighbours; a wider one would cover their level lines.
  brush.lineWidth = 0.6;
  brush.strokeStyle = colour;
  brush.fill();
  brush.stroke();
}

/** The lines on which the band is whole, straight through the cell. */
function strokeLevels<P>(brush: Brush<P>, cell: readonly Corner[], colour: string): void {
  const all = cell.map(({ band }) => band);
  const last = Math.floor(Math.max(...all));
  for (let level = Math.max(1, Math.ceil(Math.min(...all))); level <= last; level++) {
    const crossings = cell.flatMap((from, k) => {
      const to = cell[(k + 1) % cell.length];
      return to && from.band < level !== to.band < level ? [crossing(from, to, level)] : [];
    });
    const [from, to] = crossings;
    if (!from || !to) continue;
    brush.beginPath();
    brush.moveTo(...from);
    brush.lineTo(...to);
    brush.lineWidth = 1;
    brush.strokeStyle = colour;
    brush.stroke();
  }
}

function crossing(from: Corner, to: Corner, level: number): Pixel {
  const t = (level - from.band) / (to.band - from.band);
  return [from.at[0] + t * (to.at[0] - from.at[0]), from.at[1] + t * (to.at[1] - from.at[1])];
}
