import { compile, instantiate, PAGE } from '../wasm/instance';
import { Module } from '../wasm/module';
import { defineReflectTwice, defineUpdateAndMultiply } from './householderKernels';
import { bytes, PANEL } from './kernelCode';
import { defineRotateUpwards } from './rotationKernel';
import { defineMultiplyPanel } from './tridiagonal/productKernel';
import { defineSecularGaps, defineSecularSums, defineSecularVector } from './tridiagonal/secularKernels';

/** The inner loops of the eigenproblem, two doubles at a time; all addresses and lengths in bytes, numbers of pairs for loops over two at a time. */
interface EigenKernels {
  /**
   * For pairs of rows of a symmetric matrix, from an entry of its diagonal on: A ← A − vpᵀ − pvᵀ above and on the diagonal, and
   * y ← y + Au, where each entry stands for its mirror image too. One pass over memory for the update by one reflection and the product
   * that the next one needs. The diagonal and all vectors are given from the first row on, `length` is that of the first row.
   */
  updateAndMultiply(diagonal: number, pairs: number, stride: number, length: number, v: number, p: number, u: number, y: number): void;
  /** Panel ← (I − τvvᵀ)(I − σwwᵀ)·panel over `rows` rows, given τ, σ and vᵀw. */
  reflectTwice(panel: number, rows: number, v: number, w: number, tau: number, sigma: number, overlap: number): void;
  /** `count` rotations (c, s), the first of row `panel` with the row above, each next one a row higher; the lower of the rows stays in registers. */
  rotateUpwards(panel: number, rotations: number, count: number): void;
  /** Rows of a panel ← factors · `terms` rows of another; `stride` is that of the factors. */
  multiplyPanel(product: number, pairs: number, factors: number, stride: number, rows: number, terms: number): void;
  /**
   * Of terms t = weight/(pole − origin − shift): Σ weight·t and the sum of its partial sums, for poles upwards from the offset `first`;
   * the same for others downwards from the offset `last`; and Σ t² over all.
   */
  secularSums(
    poles: number,
    weights: number,
    first: number,
    pairsBelow: number,
    last: number,
    pairsAbove: number,
    sums: number,
    origin: number,
    shift: number,
  ): void;
  /** Gaps ← poles − origin − shift, and products ← products · gaps / (poles − pole). */
  secularGaps(poles: number, products: number, gaps: number, pairs: number, origin: number, shift: number, pole: number): void;
  /** Gaps ← weights / gaps, divided by the length of this vector. */
  secularVector(gaps: number, weights: number, pairs: number): void;
}

/** All memory of a problem of order `n`, and its parts as indices of doubles. Rows are padded with two zeros or more, to whole panels. */
export interface EigenMemory {
  readonly doubles: Float64Array;
  readonly kernels: EigenKernels;
  readonly stride: number;
  /** A row more than the matrix has, for the pair of the last. */
  readonly matrix: number;
  readonly vectors: { readonly v: number; readonly p: number; readonly u: number; readonly y: number };
  /** Eigenvectors of the tridiagonal matrix as rows: panels of `PANEL` columns and `stride` rows one after the other. */
  readonly rows: number;
  readonly rotations: number;
  readonly rotationCapacity: number;
  /** A panel on its way. */
  readonly held: number;
  /** Vectors of the secular equation, row by row. */
  readonly secular: number;
  /** Its poles and weights, ascending; five sums over them. */
  readonly poles: number;
  readonly weights: number;
  readonly sums: number;
  /** Poles and weights in the order of the vectors' components, and products that become weights. */
  readonly placed: { readonly poles: number; readonly weights: number; readonly products: number };
}

let shared: { readonly memory: WebAssembly.Memory; readonly kernels: EigenKernels } | undefined;

const ROTATION_CAPACITY = 2048;

/** Memory that is used over again by every problem, and grows with the largest. */
export function eigenMemory(n: number): EigenMemory {
  const stride = PANEL * Math.ceil((n + 2) / PANEL);
  let length = 0;
  const place = (doubles: number): number => {
    length += doubles;
    return length - doubles;
  };
  const vectors = { v: place(stride), p: place(stride), u: place(stride), y: place(stride) };
  const matrix = place((n + 1) * stride);
  const rows = place(stride * stride);
  const secular = place(stride * stride);
  const held = place(stride * PANEL);
  const rotations = place(2 * ROTATION_CAPACITY);
  // Loops over pairs reach beyond the ends.
  const ends = (): number => place(stride + PANEL) + 2;
  const [poles, weights] = [ends(), ends()];
  const placed = { poles: ends(), weights: ends(), products: ends() };
  const sums = place(PANEL);
  shared ??= compiled();
  const { memory, kernels } = shared;
  const missing = bytes(length) - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  return {
    doubles: new Float64Array(memory.buffer),
    kernels,
    stride,
    matrix,
    vectors,
    rows,
    secular,
    held,
    rotations,
    rotationCapacity: ROTATION_CAPACITY,
    poles,
    weights,
    sums,
    placed,
  };
}

/** Index of an entry of the rows. */
export function entryOf({ rows, stride }: EigenMemory, i: number, j: number): number {
  const column = j % PANEL;
  return rows + (j - column) * stride + i * PANEL + column;
}

function compiled(): { memory: WebAssembly.Memory; kernels: EigenKernels } {
  const module = new Module();
  defineUpdateAndMultiply(module);
  defineReflectTwice(module);
  defineRotateUpwards(module);
  defineMultiplyPanel(module);
  defineSecularSums(module);
  defineSecularGaps(module);
  defineSecularVector(module);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { updateAndMultiply, reflectTwice, rotateUpwards, multiplyPanel, secularSums, secularGaps, secularVector } = instantiate(
    compile(module),
    memory,
  );
  return {
    memory,
    kernels: { updateAndMultiply, reflectTwice, rotateUpwards, multiplyPanel, secularSums, secularGaps, secularVector },
  };
}
