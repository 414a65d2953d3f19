/** Pointer, wheel and keys on the picture. */
import type { Pixel } from '../../lib/pointGlyph';

export interface Gestures {
  turn(round: number, over: number): void;
  zoom(factor: number): void;
  reset(): void;
  /** The pointer is here without pressing, or has left. */
  hover(pixel: Pixel | undefined): void;
  pick(pixel: Pixel): void;
}

/** Degrees per pixel of a drag, and per press of an arrow key. */
const [perPixel, perKey] = [0.4, 5];
const zoomPerKey = 1.15;
/** A press that moves less than this many pixels is a click. */
const slack = 4;

export function attachGestures(element: SVGSVGElement, gestures: Gestures): void {
  let held: { readonly id: number; readonly from: Pixel; last: Pixel; moved: boolean } | undefined;
  const at = (event: MouseEvent): Pixel => {
    const { left, top } = element.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    held = { id: event.pointerId, from: at(event), last: at(event), moved: false };
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener('pointermove', (event) => {
    const pixel = at(event);
    if (held?.id !== event.pointerId) return gestures.hover(pixel);
    held.moved ||= Math.hypot(pixel[0] - held.from[0], pixel[1] - held.from[1]) > slack;
    if (!held.moved) return;
    element.classList.add('dragging');
    gestures.hover(undefined);
    gestures.turn((held.last[0] - pixel[0]) * perPixel, (pixel[1] - held.last[1]) * perPixel);
    held.last = pixel;
  });
  const release = (event: PointerEvent) => {
    if (held?.id !== event.pointerId) return;
    if (!held.moved && event.type === 'pointerup') gestures.pick(held.from);
    held = undefined;
    element.classList.remove('dragging');
  };
  element.addEventListener('pointerup', release);
  element.addEventListener('pointercancel', release);
  element.addEventListener('pointerleave', () => gestures.hover(undefined));
  element.addEventListener('dblclick', () => gestures.reset());
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      gestures.zoom(Math.exp(-event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 0.05 : 0.0015)));
    },
    { passive: false },
  );
  element.addEventListener('keydown', (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys(gestures)[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function keys({ turn, zoom, reset }: Gestures): Readonly<Record<string, () => void>> {
  return {
    ArrowLeft: () => turn(-perKey, 0),
    ArrowRight: () => turn(perKey, 0),
    ArrowUp: () => turn(0, perKey),
    ArrowDown: () => turn(0, -perKey),
    '+': () => zoom(zoomPerKey),
    '=': () => zoom(zoomPerKey),
    '-': () => zoom(1 / zoomPerKey),
    '0': reset,
    Home: reset,
  };
}
