/** Pointer, wheel and keys on the map, in terms of the plane's coordinates. */

import { type Box, shifted, zoomed, zoomLimits } from '../../../lib/picture/map/box';
import type { Projection } from '../../../lib/picture/map/project';
import type { Pixel } from '../../../lib/pointGlyph';

export interface MapGestures {
  /** The projection in use, and where the start ring is. */
  projection(): Projection | undefined;
  start(): Pixel | undefined;
  /** Called with the plane's coordinates; `group` joins the moves of one drag. */
  moveStart(u: number, v: number, group: string): void;
  /** A click on a mark picks it; answers whether there was one. */
  pickAt(pixel: Pixel): boolean;
  zoom(box: Box | undefined): void;
  /** Forgets the last `count` clicks: they were a double click. */
  takeBack(count: number): void;
  /** Shows the rectangle of a box zoom under way. */
  rubber(from: Pixel | undefined, to: Pixel | undefined): void;
  hover(pixel: Pixel | undefined): void;
}

/** How near to the ring's centre a press takes hold of it. */
const grip = 16;
/** Movement below this is a click. */
const still = 4;
/** Clicks within this many ms of each other belong to a double click. */
const doubleClick = 600;
/** Part of the box that an arrow key moves the start by; with Shift ten times. */
const nudge = 0.005;

type Drag =
  | { readonly kind: 'start'; readonly offset: Pixel; readonly group: string }
  | { readonly kind: 'rubber'; readonly from: Pixel }
  | { readonly kind: 'pan'; readonly from: Pixel; readonly box: Box; moved: boolean };

export function attachGestures(surface: SVGSVGElement, gestures: MapGestures): void {
  let drag: Drag | undefined;
  let clicks: readonly number[] = [];
  const pixel = (event: MouseEvent): Pixel => {
    const { left, top } = surface.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };

  surface.addEventListener('pointerdown', (event) => {
    const projection = gestures.projection();
    if (event.button !== 0 || !projection) return;
    surface.setPointerCapture(event.pointerId);
    drag = beginDrag(event, pixel(event), projection, gestures.start());
    surface.classList.toggle('dragging', drag.kind === 'start');
  });

  surface.addEventListener('pointermove', (event) => {
    const at = pixel(event);
    gestures.hover(drag === undefined ? at : undefined);
    if (drag) continueDrag(drag, at, gestures);
  });

  const end = (event: PointerEvent) => {
    const placed = drag !== undefined && event.type === 'pointerup' && endDrag(drag, pixel(event), gestures);
    if (placed) clicks = [...clicks.filter((time) => event.timeStamp - time < doubleClick), event.timeStamp];
    gestures.rubber(undefined, undefined);
    drag = undefined;
    surface.classList.remove('dragging');
  };
  surface.addEventListener('pointerup', end);
  surface.addEventListener('pointercancel', end);
  surface.addEventListener('pointerleave', () => gestures.hover(undefined));
  surface.addEventListener('dblclick', (event) => {
    gestures.takeBack(clicks.filter((time) => event.timeStamp - time < doubleClick).length);
    clicks = [];
    gestures.zoom(undefined);
  });
  surface.addEventListener('wheel', (event) => onWheel(event, pixel(event), gestures), { passive: false });
  surface.addEventListener('keydown', (event) => onKey(event, gestures));
}

let drags = 0;

function beginDrag(event: PointerEvent, at: Pixel, projection: Projection, start: Pixel | undefined): Drag {
  if (event.shiftKey) return { kind: 'rubber', from: at };
  if (start && Math.hypot(at[0] - start[0], at[1] - start[1]) <= grip) {
    return { kind: 'start', offset: [start[0] - at[0], start[1] - at[1]], group: `drag ${++drags}` };
  }
  return { kind: 'pan', from: at, box: projection.box, moved: false };
}

function continueDrag(drag: Drag, at: Pixel, gestures: MapGestures): void {
  const projection = gestures.projection();
  if (!projection) return;
  const { x, y } = projection;
  switch (drag.kind) {
    case 'start':
      gestures.moveStart(x.invert(at[0] + drag.offset[0]), y.invert(at[1] + drag.offset[1]), drag.group);
      break;
    case 'rubber':
      gestures.rubber(drag.from, at);
      break;
    case 'pan': {
      drag.moved ||= Math.hypot(at[0] - drag.from[0], at[1] - drag.from[1]) > still;
      const { box } = drag;
      if (!drag.moved) break;
      const [perX, perY] = [x.invert(1) - x.invert(0), y.invert(1) - y.invert(0)];
      gestures.zoom(shifted(box, -(at[0] - drag.from[0]) * perX, -(at[1] - drag.from[1]) * perY));
      break;
    }
    default:
      drag satisfies never;
  }
}

/** Answers whether a click has placed the start. */
function endDrag(drag: Drag, at: Pixel, gestures: MapGestures): boolean {
  const projection = gestures.projection();
  if (!projection) return false;
  const { x, y } = projection;
  if (drag.kind === 'rubber') zoomTo(drag.from, at, projection, gestures);
  if (drag.kind !== 'pan' || drag.moved || gestures.pickAt(at)) return false;
  gestures.moveStart(x.invert(at[0]), y.invert(at[1]), `click ${++drags}`);
  return true;
}

/** The square round the rectangle drawn, so that units stay as they are to each other. */
function zoomTo(from: Pixel, to: Pixel, { x, y, box }: Projection, gestures: MapGestures): void {
  const side = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
  if (side < 2 * still) return;
  const middle: Pixel = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const whole = Math.abs(x(box[1]) - x(box[0]));
  const [u, v] = [x.invert(middle[0]), y.invert(middle[1])];
  const scaled = zoomed(box, side / whole, [u, v]);
  const centred = shifted(scaled, u - (scaled[0] + scaled[1]) / 2, v - (scaled[2] + scaled[3]) / 2);
  if (zoomLimits(centred)) gestures.zoom(centred);
}

function onWheel(event: WheelEvent, at: Pixel, gestures: MapGestures): void {
  const projection = gestures.projection();
  if (!projection) return;
  event.preventDefault();
  const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 * event.deltaY : event.deltaY;
  const factor = Math.exp(Math.max(-120, Math.min(120, pixels)) * 0.0018);
  const box = zoomed(projection.box, factor, [projection.x.invert(at[0]), projection.y.invert(at[1])]);
  if (zoomLimits(box)) gestures.zoom(box);
}

const arrows: Readonly<Record<string, Pixel>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const zooms: Readonly<Record<string, number>> = { '+': 0.8, '=': 0.8, '-': 1.25 };

function onKey(event: KeyboardEvent, gestures: MapGestures): void {
  const projection = gestures.projection();
  const start = gestures.start();
  if (!projection || event.ctrlKey || event.metaKey || event.altKey) return;
  const { box, x, y } = projection;
  const arrow = arrows[event.key];
  const factor = zooms[event.key];
  if (arrow && start) {
    const by = nudge * (event.shiftKey ? 10 : 1);
    gestures.moveStart(
      x.invert(start[0]) + arrow[0] * by * (box[1] - box[0]),
      y.invert(start[1]) + arrow[1] * by * (box[3] - box[2]),
      'arrows',
    );
  } else if (factor !== undefined) gestures.zoom(zoomed(box, factor, [(box[0] + box[1]) / 2, (box[2] + box[3]) / 2]));
  else if (event.key === '0') gestures.zoom(undefined);
  else return;
  event.preventDefault();
}
