/** What draws the sheet. */
import type { Sheet } from '../sheet';
import type { View } from '../view';
import type { GroundColours } from './colours';

export interface Painter {
  readonly kind: 'webgl' | 'canvas';
  readonly element: HTMLCanvasElement;
  /** While the view moves, the picture may be coarser. */
  paint(sheet: Sheet, view: View, colours: GroundColours, moving: boolean): void;
}
