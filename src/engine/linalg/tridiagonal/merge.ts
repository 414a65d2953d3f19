import { type EigenMemory, entryOf } from '../eigenKernels';
import { bytes, PANEL } from '../kernelCode';
import { type Deflation, deflate, LOWER, type RowRotation, UPPER } from './deflation';
import { solveSecular } from './secular';

/** Rows and columns from `first` to `end`, in two halves; whole panels but for the last. */
export interface Block {
  readonly first: number;
  readonly middle: number;
  readonly end: number;
}

/**
 * Eigenpairs of T = diag(T₁, T₂) + |β| uuᵀ, u = (0, …, 0, 1, ±1, 0, …, 0), from those of the halves T₁ and T₂ (Cuppen 1981): with
 * z = Vu/√2, that of D + 2|β| zzᵀ is left. `values` of the block and the rows of eigenvectors in memory change into those of the whole,
 * in no particular order.
 */
export function merge(memory: EigenMemory, values: Float64Array, block: Block, coupling: number): void {
  const strength = 2 * Math.abs(coupling);
  const weights = junction(memory, block, Math.sign(coupling));
  const halves = new Uint8Array(values.length).fill(UPPER).fill(LOWER, block.middle - block.first);
  const deflation = deflate(values, weights, halves, strength);
  const { coupled, deflated } = deflation;
  if (coupled.length === 0) return;
  const kept = deflated.map((row) => values[row]);
  const parts = partsOf(coupled, halves);
  const roots = solveSecular(
    memory,
    coupled.map((row) => values[row]),
    coupled.map((row) => weights[row]),
    strength,
    parts.places,
  );
  values.set(roots);
  values.set(kept, roots.length);
  replaceRows(memory, block, deflation, parts);
}

/** z: the last components of the upper eigenvectors, the first ones of the lower. */
function junction(memory: EigenMemory, { first, middle, end }: Block, sign: number): Float64Array {
  const { doubles } = memory;
  return Float64Array.from({ length: end - first }, (_, i) => {
    const row = first + i;
    return Math.SQRT1_2 * (row < middle ? doubles[entryOf(memory, row, middle - 1)] : sign * doubles[entryOf(memory, row, middle)]);
  });
}

/** Coupled rows in the order: those of the upper half alone, those of both, those of the lower half alone. */
interface Parts {
  readonly rows: readonly number[];
  /** Where each coupled row stands among them. */
  readonly places: readonly number[];
  /** How many have an upper half. */
  readonly upper: number;
  /** The first that has a lower half. */
  readonly lower: number;
}

function partsOf(coupled: readonly number[], halves: Uint8Array): Parts {
  const places: number[] = [];
  const rows: number[] = [];
  const ends = [UPPER, UPPER | LOWER, LOWER].map((half) => {
    coupled.forEach((row, i) => {
      if (halves[row] === half) places[i] = rows.push(row) - 1;
    });
    return rows.length;
  });
  return { rows, places, upper: ends[1], lower: ends[0] };
}

/**
 * Panel by panel: the products of secular vectors with coupled rows, then the deflated rows. Products come in pairs: where their number
 * is odd, one more is written to a row that a deflated one takes afterwards, or that is padding, since only the last block can be odd.
 */
function replaceRows(memory: EigenMemory, { first, middle, end }: Block, { deflated, rotations }: Deflation, parts: Parts): void {
  const { doubles, kernels, rows, secular, stride, held } = memory;
  const count = parts.rows.length;
  for (let column = first; column < end; column += PANEL) {
    const panel = rows + column * stride + first * PANEL;
    for (const rotation of rotations) rotateRows(doubles, panel, rotation);
    const [from, to] = column < middle ? [0, parts.upper] : [parts.lower, count];
    gather(doubles, panel, parts.rows.slice(from, to), held);
    gather(doubles, panel, deflated, held + (to - from) * PANEL);
    if (from === to) doubles.fill(0, panel, panel + count * PANEL);
    else kernels.multiplyPanel(bytes(panel), Math.ceil(count / 2), bytes(secular + from), bytes(stride), bytes(held), to - from);
    doubles.copyWithin(panel + count * PANEL, held + (to - from) * PANEL, held + (to - from + deflated.length) * PANEL);
  }
}

function rotateRows(doubles: Float64Array, panel: number, { x, y, c, s }: RowRotation): void {
  for (let column = 0; column < PANEL; column++) {
    const [atX, atY] = [panel + x * PANEL + column, panel + y * PANEL + column];
    const [p, q] = [doubles[atX], doubles[atY]];
    doubles[atX] = c * p + s * q;
    doubles[atY] = c * q - s * p;
  }
}

/** Copies rows of a panel, one after the other. */
function gather(doubles: Float64Array, panel: number, rows: readonly number[], to: number): void {
  rows.forEach((row, i) => {
    doubles.copyWithin(to + i * PANEL, panel + row * PANEL, panel + (row + 1) * PANEL);
  });
}
