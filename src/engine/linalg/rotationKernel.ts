import type { Module } from '../wasm/module';
import { advance, DOUBLE, i32s, OFFSETS, PANEL, repeatWhileCounting, vectorLocals } from './kernelCode';

/** See `rotateUpwards` of `EigenKernels`. */
export function defineRotateUpwards(module: Module): void {
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
