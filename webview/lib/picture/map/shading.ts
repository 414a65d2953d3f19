import type { Field, Surface } from '../../../../src/protocol/model';

/** Filled contours and their colours. */
export interface Shading {
  readonly bands: Surface['bands'];
  readonly levels: Float64Array;
  readonly scale: Field['scale'];
  /** Below all bands. */
  readonly floor: string;
  /** How the rings of a band make an area: with holes, or all together. */
  readonly rule: CanvasFillRule;
  /** Of band i. */
  colour(i: number): string;
  /** Of the steps between levels, from below the first to above the last. */
  readonly steps: readonly string[];
}
