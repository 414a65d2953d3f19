/** The few icons, 16 × 16, drawn in the current colour. */
import { s } from './dom';

const shapes = {
  reset: ['M3 8a5 5 0 1 0 1.6-3.7M3 2.5V5h2.5'],
  undo: ['M4 6.500h5.500a3 3 0 0 1 0 6H7M6.500 3.500l-3 3 3 3'],
  redo: ['M12 6.500H6.500a3 3 0 0 0 0 6H9M9.500 3.500l3 3-3 3'],
  export: ['M8 10V2.5M5 5l3-2.7L11 5M3 9.5v3.800h10V9.5'],
  back: ['M10.500 3.500L5 8l5.500 4.500z', 'M3.500 3.500v9'],
  next: ['M5.500 3.500L11 8l-5.500 4.500z', 'M12.500 3.500v9'],
  play: ['M5 3l8 5-8 5z'],
  pause: ['M5 3.500h1.500v9H5z', 'M9.500 3.500H11v9H9.500z'],
  options: ['M2.500 5h7M12.500 5h1M2.500 11h1M6.500 11h7', 'M11 3.500v3', 'M5 9.500v3'],
  more: ['M3.500 8h.01M8 8h.01M12.500 8h.01'],
  table: ['M2.500 3.500h11v9h-11zM2.500 6.500h11M6 6.500v6'],
  close: ['M4 4l8 8M12 4l-8 8'],
  right: ['M6 3.500l4.500 4.500L6 12.500'],
  check: ['M3.500 8.500l3 3 6-7'],
} as const;

export type IconName = keyof typeof shapes;
const solid: ReadonlySet<IconName> = new Set(['play', 'pause']);

export function icon(name: IconName): SVGSVGElement {
  const paths = shapes[name].map((d) => s('path', { d, class: solid.has(name) ? 'solid' : undefined }));
  return s('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true', class: name === 'more' ? 'dots' : undefined }, ...paths);
}
