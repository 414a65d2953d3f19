/** What draws on a canvas and can draw the same into a file. The file's side is loaded only when something is exported. */
import type { SvgBrush, SvgPath } from './brush';

/** What drawings use of a canvas; `P`: the paths that it strokes, `Path2D` on a canvas. */
export interface Brush<P>
  extends Pick<
    CanvasRenderingContext2D,
    | ('arc' | 'beginPath' | 'clearRect' | 'clip' | 'closePath' | 'fillRect' | 'lineTo' | 'moveTo' | 'rect' | 'restore' | 'save')
    | ('fillStyle' | 'globalAlpha' | 'lineCap' | 'lineJoin' | 'lineWidth' | 'setLineDash' | 'strokeStyle')
  > {
  fill(rule?: CanvasFillRule): void;
  fill(path: P): void;
  stroke(): void;
  stroke(path: P): void;
}

/** Paths that can be had for a brush, empty or from data of an SVG path. */
export type NewPath<P> = (d?: string) => P;

export const canvasPath: NewPath<Path2D> = (d) => new Path2D(d);

type Draw = (brush: SvgBrush, newPath: NewPath<SvgPath>) => void;
const drawings = new WeakMap<HTMLCanvasElement, Draw>();

/** Says how what is on the canvas is drawn, so that it can be drawn into a file. */
export function drawnBy(canvas: HTMLCanvasElement, draw: Draw): void {
  drawings.set(canvas, draw);
}

/** Undefined where nobody has said how. */
export const drawerOf = (canvas: HTMLCanvasElement): Draw | undefined => drawings.get(canvas);
