import type { Code } from '../wasm/code';
import type { Module } from '../wasm/module';
import { advance, DOUBLE, i32s, OFFSETS, PANEL, repeatWhileCounting, vectorLocals } from './kernelCode';

/** See `updateAndMultiply` of `EigenKernels`. */
export function defineUpdateAndMultiply(module: Module): void {
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

/** See `reflectTwice` of `EigenKernels`. */
export function defineReflectTwice(module: Module): void {
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
