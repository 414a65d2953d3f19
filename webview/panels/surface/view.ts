/** From the room to the screen: a camera on an orbit round the middle of the room. */
import type { Pixel } from '../../lib/pointGlyph';
import type { Orbit } from './orbit';
import { middle } from './sheet';

export type Vector = readonly [x: number, y: number, z: number];

/** A long lens: little of the distortion that makes near and far hard to compare. */
export const fieldOfView = 24;
/** Half of what should be in view across and up; labels stand beside the room rather than above it. */
const [across, up] = [1.72, 1.58];

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

export class View {
  readonly eye: Vector;
  private readonly right: Vector;
  private readonly up: Vector;
  private readonly forward: Vector;
  /** Pixels per unit at distance 1. */
  private readonly focal: number;

  constructor(
    readonly orbit: Orbit,
    readonly width: number,
    readonly height: number,
  ) {
    const [a, e] = [radians(orbit.azimuth), radians(orbit.elevation)];
    const half = Math.tan(radians(fieldOfView / 2));
    const from = (reach: number, slope: number) => reach / Math.sin(Math.atan(slope));
    const distance = Math.max(from(up, half), from(across, (half * width) / height)) / orbit.zoom;
    const back: Vector = [Math.cos(a) * Math.cos(e), Math.sin(a) * Math.cos(e), Math.sin(e)];
    this.eye = [distance * back[0], distance * back[1], middle + distance * back[2]];
    this.forward = [-back[0], -back[1], -back[2]];
    this.right = [-Math.sin(a), Math.cos(a), 0];
    this.up = [-Math.cos(a) * Math.sin(e), -Math.sin(a) * Math.sin(e), Math.cos(e)];
    this.focal = height / 2 / half;
  }

  project([x, y, z]: Vector): Pixel {
    const from: Vector = [x - this.eye[0], y - this.eye[1], z - this.eye[2]];
    const scale = this.focal / dot(from, this.forward);
    return [this.width / 2 + dot(from, this.right) * scale, this.height / 2 - dot(from, this.up) * scale];
  }

  /** The direction in which a pixel is seen from the eye, of unit length. */
  ray([px, py]: Pixel): Vector {
    const [a, b] = [(px - this.width / 2) / this.focal, (this.height / 2 - py) / this.focal];
    const length = Math.hypot(a, b, 1);
    const along = (i: 0 | 1 | 2) => (this.forward[i] + a * this.right[i] + b * this.up[i]) / length;
    return [along(0), along(1), along(2)];
  }

  /** On which side of the room the eye is, per axis: −1 or 1. The walls stand opposite. */
  get side(): readonly [x: number, y: number] {
    return [this.eye[0] < 0 ? -1 : 1, this.eye[1] < 0 ? -1 : 1];
  }
}
