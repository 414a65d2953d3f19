/** Floor and walls behind the sheet, on a plain canvas: contours, outlines along each axis, the paths' shadows, and the grid. */
import type { PointKind } from '../../../src/protocol/model';
import type { Brush, NewPath } from '../../lib/export/drawing';
import { dashes, marker } from '../../lib/picture/map/marks';
import { pointGlyph } from '../../lib/pointGlyph';
import type { RoomAxes } from './axes';
import type { GroundColours } from './ground/colours';
import type { Contour, Profile } from './profiles';
import { floor, top } from './sheet';
import type { Vector, View } from './view';

export interface Room {
  readonly contours: readonly Contour[];
  /** Along the first and the second axis. */
  readonly profiles: readonly [Profile, Profile];
  readonly shadows: readonly { readonly style: number; readonly line: readonly Vector[] }[];
  readonly points: readonly { readonly kind: PointKind; readonly at: Vector }[];
  readonly axes: RoomAxes;
}

export function drawRoom<P>(context: Brush<P>, newPath: NewPath<P>, room: Room, view: View, colours: GroundColours): void {
  context.clearRect(0, 0, view.width, view.height);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const pen = new RoomPen(context, newPath, view, colours);
  pen.surfaces();
  pen.grid(room.axes);
  pen.contours(room.contours);
  pen.profile(room.profiles[0], (t, z) => [t, pen.wall[1], z]);
  pen.profile(room.profiles[1], (t, z) => [pen.wall[0], t, z]);
  pen.shadows(room.shadows);
  pen.points(room.points);
  context.globalAlpha = 1;
}

class RoomPen<P> {
  /** Where the walls stand: opposite the eye. */
  readonly wall: readonly [x: number, y: number];

  constructor(
    private readonly context: Brush<P>,
    private readonly newPath: NewPath<P>,
    private readonly view: View,
    private readonly colours: GroundColours,
  ) {
    this.wall = [-view.side[0], -view.side[1]];
  }

  /** Floor and walls, a little off the ground of the page. */
  surfaces(): void {
    const [x, y] = this.wall;
    const ring: readonly (readonly [number, number])[] = [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ];
    this.fill(
      ring.map(([u, v]) => [u, v, floor]),
      this.colours.ink,
      0.035,
    );
    for (const along of [(t: number, z: number): Vector => [t, y, z], (t: number, z: number): Vector => [x, t, z]]) {
      this.fill([along(-1, floor), along(1, floor), along(1, top), along(-1, top)], this.colours.ink, 0.02);
    }
  }

  grid({ across, up, heights }: RoomAxes): void {
    const [x, y] = this.wall;
    for (const { at } of across) this.rule([at, -y, floor], [at, y, floor], [at, y, top]);
    for (const { at } of up) this.rule([-x, at, floor], [x, at, floor], [x, at, top]);
    for (const { at } of heights) this.rule([-x, y, at], [x, y, at], [x, -y, at]);
    this.rule([-x, y, top], [x, y, top], [x, -y, top], [x, -y, floor], [-x, -y, floor], [-x, y, floor], [-x, y, top]);
    this.rule([-x, y, floor], [x, y, floor], [x, -y, floor]);
    this.rule([x, y, floor], [x, y, top]);
  }

  contours(contours: readonly Contour[]): void {
    for (const { rank, lines } of contours) {
      this.context.beginPath();
      for (const line of lines) {
        for (let i = 0; i < line.length; i += 2) this.to(i, [line[i], line[i + 1], floor]);
      }
      this.stroke(this.colours.ink, 0.22 + 0.38 * rank, 0.9);
    }
  }

  /** The sheet's shadow on a wall, outlined above and below. */
  profile({ low, high }: Profile, on: (t: number, z: number) => Vector): void {
    const along = (values: Float64Array): Vector[] =>
      Array.from(values, (z, i) => on((2 * i) / (values.length - 1) - 1, z)).filter(([, , z]) => Number.isFinite(z));
    const [upper, lower] = [along(high), along(low)];
    this.fill([...upper, ...lower.toReversed()], this.colours.ink, 0.09);
    for (const line of [upper, lower]) this.line(line, this.colours.ink, 0.45, 1.1);
  }

  shadows(shadows: Room['shadows']): void {
    for (const { style, line } of shadows) {
      const colour = this.colours.paths[style] ?? this.colours.ink;
      this.context.setLineDash((dashes[style] ?? '').split(' ').map(Number));
      this.line(line, colour, 0.75, 1.2);
      this.context.setLineDash([]);
      const end = line.at(-1);
      if (end) this.shape(marker(style, this.view.project(end), 5), colour);
    }
  }

  /** Critical points, as on a map. */
  points(points: Room['points']): void {
    for (const { kind, at } of points) {
      const shape = pointGlyph(kind, this.view.project([at[0], at[1], floor]), 3.5);
      this.shape(shape, kind === 'minimum' ? this.colours.ink : this.colours.negative, kind === 'saddle');
    }
  }

  private shape(d: string, colour: string, open = false): void {
    const path = this.newPath(d);
    this.context.globalAlpha = 0.8;
    this.context.lineWidth = 1.4;
    this.context.strokeStyle = colour;
    this.context.fillStyle = colour;
    if (open) this.context.stroke(path);
    else this.context.fill(path);
  }

  private rule(...points: readonly Vector[]): void {
    this.line(points, this.colours.hair, 1, 1);
  }

  private line(points: readonly Vector[], colour: string, alpha: number, width: number): void {
    this.context.beginPath();
    points.forEach((point, i) => {
      this.to(i, point);
    });
    this.stroke(colour, alpha, width);
  }

  private to(index: number, point: Vector): void {
    const [x, y] = this.view.project(point);
    if (index === 0) this.context.moveTo(x, y);
    else this.context.lineTo(x, y);
  }

  private stroke(colour: string, alpha: number, width: number): void {
    this.context.globalAlpha = alpha;
    this.context.strokeStyle = colour;
    this.context.lineWidth = width;
    this.context.stroke();
  }

  private fill(points: readonly Vector[], colour: string, alpha: number): void {
    this.context.beginPath();
    points.forEach((point, i) => {
      this.to(i, point);
    });
    this.context.globalAlpha = alpha;
    this.context.fillStyle = colour;
    this.context.fill();
  }
}
