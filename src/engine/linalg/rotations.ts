import type { EigenMemory } from './eigenKernels';
import { bytes, PANEL } from './kernelCode';

/** Takes the plane rotations of implicit QL, sweep by sweep. */
export interface Rotations {
  /** Where the next sweep is to leave its rotations, as pairs c, s; room for `count` of them. */
  room(count: number): Float64Array;
  /** So many have been left: the first of rows `lower` and lower − 1, each next one a row higher. */
  made(lower: number, count: number): void;
}

/** For those who want the eigenvalues of a matrix of order n only. */
export function forgotten(n: number): Rotations {
  const pairs = new Float64Array(2 * n);
  return { room: () => pairs, made: () => undefined };
}

/** Rotates the rows of a matrix, row-major with `width` columns, at once. */
export function rotatingRows(rows: Float64Array, width: number): Rotations {
  const pairs = new Float64Array(2 * (rows.length / width));
  return {
    room: () => pairs,
    made: (lower, count) => {
      for (let k = 0; k < count; k++) rotate(rows, width, lower - k - 1, pairs[2 * k], pairs[2 * k + 1]);
    },
  };
}

function rotate(rows: Float64Array, width: number, upper: number, c: number, s: number): void {
  for (let high = upper * width, low = high + width, end = low; high < end; high++, low++) {
    const [x, y] = [rows[high], rows[low]];
    rows[low] = s * x + c * y;
    rows[high] = c * x - s * y;
  }
}

/**
 * For rows and columns `first` to `end`, whole panels but for the last: collects the rotations of many sweeps and then applies them panel by panel, each of which stays in the cache meanwhile (Van Zee,
 * van de Geijn & Quintana-Ortí, ACM Trans. Math. Softw. 40, 2014, section 3).
 */
export class PanelRotations implements Rotations {
  private readonly sweeps: { readonly lower: number; readonly from: number; readonly count: number }[] = [];
  private used = 0;

  constructor(
    private readonly memory: EigenMemory,
    private readonly first: number,
    private readonly end: number,
  ) {}

  room(count: number): Float64Array {
    const { doubles, rotations, rotationCapacity } = this.memory;
    if (this.used + count > rotationCapacity) this.flush();
    return doubles.subarray(rotations + 2 * this.used, rotations + 2 * (this.used + count));
  }

  made(lower: number, count: number): void {
    if (count === 0) return;
    this.sweeps.push({ lower, from: this.used, count });
    this.used += count;
  }

  flush(): void {
    const { kernels, rows, stride, rotations } = this.memory;
    for (let column = this.first; column < this.end; column += PANEL) {
      const panel = rows + column * stride + this.first * PANEL;
      for (const { lower, from, count } of this.sweeps) {
        kernels.rotateUpwards(bytes(panel + lower * PANEL), bytes(rotations + 2 * from), count);
      }
    }
    this.sweeps.length = 0;
    this.used = 0;
  }
}
