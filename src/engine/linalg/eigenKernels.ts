import type { Code } from '../wasm/code';
import { compile, instantiate, PAGE } from '../wasm/instance';
import { Module } from '../wasm/module';
import { advance, bytes, DOUBLE, i32s, OFFSETS, PANEL, repeatWhileCounting, vectorLocals } from './kernelCode';
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

function defineUpdateAndMultiply(module: Module): void {
  const { code } = module.define(i32s(8), [], 'updateAndMultiply');
  const [diagonal, pairs, stride, length, v, p, u, y] = Array.from({ length: 8 }, (_, k) => k);
  const [at, second] = [code.local('i32'), code.local('i32')];
  const [vs, ps, us, ys, x] = vectorLocals(code, 5);
  const corner = code.local('f64');
  const rows = [diagonal, second].map((pointer, k) => {
    const [vi, pi, ui, sum] = vectorLocals(code, 4);
    return { pointer, offset: DOUBLE * k, vi, pi, ui, sum };
  });
  const [upper, lower] = rows;
  const from = (base: number): Code => code.get(base).get(at).addI32();
  /** Two entries of a row, changed in memory and left in `x`. */
  const update = ({ pointer, vi, pi }: (typeof rows)[number]): void => {
    from(pointer);
    from(pointer).load(0).get(vi).get(ps).v('mul').get(pi).get(vs).v('mul').v('add').v('sub').tee(x).store(0);
  };
  const loadVectors = (): void => {
    from(v).load(0).set(vs);
    from(p).load(0).set(ps);
    from(u).load(0).set(us);
  };
  code.loop().get(diagonal).get(stride).addI32().set(second).i32(0).set(at);
  for (const { offset, vi, pi, ui } of rows) {
    for (const [base, held] of [
      [v, vi],
      [p, pi],
      [u, ui],
    ])
      code.get(base).loadSplat(offset).set(held);
  }
  // On the diagonal: the lower row's first entry is below it, and stands above it as the upper row's second.
  loadVectors();
  update(upper);
  code.get(x).get(us).v('mul').set(upper.sum).get(x).extractLane(1).set(corner);
  update(lower);
  code.get(x).get(corner).replaceLane(0).get(us).v('mul').set(lower.sum);
  code
    .i32(2 * DOUBLE)
    .set(at)
    .loop();
  loadVectors();
  from(y).load(0).set(ys);
  for (const row of rows) {
    update(row);
    code.get(x).get(us).v('mul').get(row.sum).v('add').set(row.sum);
    code.get(x).get(row.ui).v('mul').get(ys).v('add').set(ys);
  }
  from(y).get(ys).store(0);
  code
    .get(at)
    .i32(2 * DOUBLE)
    .addI32()
    .tee(at)
    .get(length)
    .lessI32()
    .repeatIf();
  for (const { offset, sum } of rows) {
    code.get(y).get(y).loadDouble(offset);
    code.get(sum).extractLane(0).get(sum).extractLane(1).s('add').s('add').storeDouble(offset);
  }
  for (const pointer of [v, p, u, y]) advance(code, pointer, 2 * DOUBLE);
  advance(code, length, -2 * DOUBLE);
  advance(code, second, 2 * DOUBLE);
  code.get(second).get(stride).addI32().set(diagonal);
  repeatWhileCounting(code, pairs);
}

function defineReflectTwice(module: Module): void {
  const { code } = module.define([...i32s(4), 'f64', 'f64', 'f64'], [], 'reflectTwice');
  const [panel, rows, v, w, tau, sigma, overlap] = Array.from({ length: 7 }, (_, k) => k);
  const [at, from, left] = Array.from({ length: 3 }, () => code.local('i32'));
  const [vs, ws, x] = vectorLocals(code, 3);
  const [byV, byW] = [vectorLocals(code, OFFSETS.length), vectorLocals(code, OFFSETS.length)];
  const overRows = (body: () => void): void => {
    code.get(panel).set(at).i32(0).set(from).get(rows).set(left).loop();
    for (const [base, held] of [
      [v, vs],
      [w, ws],
    ])
      code.get(base).get(from).addI32().loadSplat(0).set(held);
    body();
    advance(code, at, PANEL * DOUBLE);
    advance(code, from, DOUBLE);
    repeatWhileCounting(code, left);
  };
  overRows(() => {
    OFFSETS.forEach((offset, k) => {
      code.get(at).load(offset).tee(x).get(vs).v('mul').get(byV[k]).v('add').set(byV[k]);
      code.get(x).get(ws).v('mul').get(byW[k]).v('add').set(byW[k]);
    });
  });
  OFFSETS.forEach((_, k) => {
    code.get(byW[k]).get(sigma).v('splat').v('mul').set(byW[k]);
    code.get(byV[k]).get(byW[k]).get(overlap).v('splat').v('mul').v('sub').get(tau).v('splat').v('mul').set(byV[k]);
  });
  overRows(() => {
    OFFSETS.forEach((offset, k) => {
      code.get(at).get(at).load(offset).get(vs).get(byV[k]).v('mul').get(ws).get(byW[k]).v('mul').v('add').v('sub').store(offset);
    });
  });
}

function defineRotateUpwards(module: Module): void {
  const { code } = module.define(i32s(3), [], 'rotateUpwards');
  const [lower, rotations, count] = [0, 1, 2];
  const upper = code.local('i32');
  const [c, s, x] = vectorLocals(code, 3);
  const held = vectorLocals(code, OFFSETS.length);
  for (const [k, offset] of OFFSETS.entries()) code.get(lower).load(offset).set(held[k]);
  code
    .loop()
    .get(lower)
    .i32(-PANEL * DOUBLE)
    .addI32()
    .set(upper);
  code.get(rotations).loadSplat(0).set(c).get(rotations).loadSplat(DOUBLE).set(s);
  OFFSETS.forEach((offset, k) => {
    code.get(upper).load(offset).set(x);
    code.get(lower).get(s).get(x).v('mul').get(c).get(held[k]).v('mul').v('add').store(offset);
    code.get(c).get(x).v('mul').get(s).get(held[k]).v('mul').v('sub').set(held[k]);
  });
  code.get(upper).set(lower);
  advance(code, rotations, 2 * DOUBLE);
  repeatWhileCounting(code, count);
  for (const [k, offset] of OFFSETS.entries()) code.get(lower).get(held[k]).store(offset);
}
