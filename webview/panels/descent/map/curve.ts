/** For one parameter: the loss as a curve over it, with its ground below. */
import type { Surface } from '../../../../src/protocol/model';
import { polyline } from '../../../lib/picture/map/marks';
import type { Frame, Projection } from '../../../lib/picture/map/project';
import type { Pixel } from '../../../lib/pointGlyph';

/** The curve in pixels, in pieces between places where the loss is not finite. */
export function curvePieces(
  { box, size, values }: Pick<Surface, 'box' | 'size' | 'values'>,
  { x, y }: Pick<Projection, 'x' | 'y'>,
): readonly (readonly Pixel[])[] {
  const pieces: Pixel[][] = [[]];
  for (let i = 0; i < size; i++) {
    const value = values[i];
    if (Number.isFinite(value)) pieces.at(-1)?.push([x(box[0] + ((box[1] - box[0]) * i) / (size - 1)), y(value)]);
    else pieces.push([]);
  }
  return pieces.filter((piece) => piece.length > 1);
}

export interface CurveColours {
  readonly line: string;
  readonly ground: string;
}

export function drawCurve(
  context: CanvasRenderingContext2D,
  surface: Surface,
  projection: Projection,
  { left, size }: Frame,
  colours: CurveColours,
): void {
  context.clearRect(0, 0, left + size, size);
  context.save();
  context.beginPath();
  context.rect(left, 0, size, size);
  context.clip();
  for (const piece of curvePieces(surface, projection)) {
    const line = polyline(piece);
    context.fillStyle = colours.ground;
    context.fill(new Path2D(areaBelow(piece, size)));
    context.strokeStyle = colours.line;
    context.lineWidth = 1.5;
    context.stroke(new Path2D(line));
  }
  context.restore();
}

/** Closed along the bottom of the map. */
export function areaBelow(piece: readonly Pixel[], bottom: number): string {
  const [first, last] = [piece[0], piece.at(-1)];
  return first && last ? `${polyline([...piece, [last[0], bottom], [first[0], bottom]])}Z` : '';
}
