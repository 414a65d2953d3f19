import type { Module } from '../../wasm/module';
import { advance, DOUBLE, i32s, OFFSETS, PANEL, repeatWhileCounting, vectorLocals } from '../kernelCode';

/** See `multiplyPanel` of `EigenKernels`: two rows of the product at a time are summed up in registers. */
export function defineMultiplyPanel(module: Module): void {
  const { code } = module.define(i32s(6), [], 'multiplyPanel');
  const [product, pairs, factors, stride, rows, terms] = Array.from({ length: 6 }, (_, k) => k);
  const [first, second, row, left] = Array.from({ length: 4 }, () => code.local('i32'));
  const factor = code.local('v128');
  const entries = vectorLocals(code, OFFSETS.length);
  const sums = [vectorLocals(code, OFFSETS.length), vectorLocals(code, OFFSETS.length)];
  code.loop().get(factors).tee(first).get(stride).addI32().set(second);
  for (const sum of sums.flat()) code.vector(0).set(sum);
  code.get(rows).set(row).get(terms).set(left).loop();
  for (const [k, offset] of OFFSETS.entries()) code.get(row).load(offset).set(entries[k]);
  for (const [r, pointer] of [first, second].entries()) {
    code.get(pointer).loadSplat(0).set(factor);
    for (const [k, sum] of sums[r].entries()) code.get(factor).get(entries[k]).v('mul').get(sum).v('add').set(sum);
    advance(code, pointer, DOUBLE);
  }
  advance(code, row, PANEL * DOUBLE);
  repeatWhileCounting(code, left);
  for (const [r, held] of sums.entries()) {
    for (const [k, offset] of OFFSETS.entries())
      code
        .get(product)
        .get(held[k])
        .store(r * PANEL * DOUBLE + offset);
  }
  advance(code, product, 2 * PANEL * DOUBLE);
  code.get(factors).get(stride).addI32().get(stride).addI32().set(factors);
  repeatWhileCounting(code, pairs);
}
