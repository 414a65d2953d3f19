import type { Module } from '../../wasm/module';
import { addedLanes, advance, DOUBLE, i32s, repeatWhileCounting, vectorLocals } from '../kernelCode';

const PAIR = 2 * DOUBLE;

/** See `secularSums` of `EigenKernels`. */
export function defineSecularSums(module: Module): void {
  const { code } = module.define([...i32s(7), 'f64', 'f64'], [], 'secularSums');
  const [poles, weights, first, pairsBelow, last, pairsAbove, sums, origin, shift] = Array.from({ length: 9 }, (_, k) => k);
  const [from, by, weight, term, slope] = vectorLocals(code, 5);
  code.get(origin).v('splat').set(from).get(shift).v('splat').set(by);
  for (const [side, { at, pairs, step }] of [
    { at: first, pairs: pairsBelow, step: PAIR },
    { at: last, pairs: pairsAbove, step: -PAIR },
  ].entries()) {
    const [sum, partial] = vectorLocals(code, 2);
    code.loop();
    code.get(weights).get(at).addI32().load(0).tee(weight);
    code.get(poles).get(at).addI32().load(0).get(from).v('sub').get(by).v('sub').v('div').set(term);
    code.get(weight).get(term).v('mul').get(sum).v('add').tee(sum).get(partial).v('add').set(partial);
    code.get(term).get(term).v('mul').get(slope).v('add').set(slope);
    advance(code, at, step);
    repeatWhileCounting(code, pairs);
    for (const [k, lanes] of [sum, partial].entries()) addedLanes(code.get(sums), lanes).storeDouble((2 * side + k) * DOUBLE);
  }
  addedLanes(code.get(sums), slope).storeDouble(4 * DOUBLE);
}

/** See `secularGaps` of `EigenKernels`. */
export function defineSecularGaps(module: Module): void {
  const { code } = module.define([...i32s(4), 'f64', 'f64', 'f64'], [], 'secularGaps');
  const [poles, products, gaps, pairs, origin, shift, pole] = Array.from({ length: 7 }, (_, k) => k);
  const [from, by, own, d, gap] = vectorLocals(code, 5);
  for (const [value, lanes] of [
    [origin, from],
    [shift, by],
    [pole, own],
  ])
    code.get(value).v('splat').set(lanes);
  code.loop();
  code.get(gaps).get(poles).load(0).tee(d).get(from).v('sub').get(by).v('sub').tee(gap).store(0);
  code.get(products).get(products).load(0).get(gap).get(d).get(own).v('sub').v('div').v('mul').store(0);
  for (const pointer of [poles, products, gaps]) advance(code, pointer, PAIR);
  repeatWhileCounting(code, pairs);
}

/** See `secularVector` of `EigenKernels`. */
export function defineSecularVector(module: Module): void {
  const { code } = module.define(i32s(3), [], 'secularVector');
  const [gaps, weights, pairs] = Array.from({ length: 3 }, (_, k) => k);
  const [from, left] = [code.local('i32'), code.local('i32')];
  const [component, squares] = vectorLocals(code, 2);
  code.get(gaps).set(from).get(pairs).set(left).loop();
  code.get(from).get(weights).load(0).get(from).load(0).v('div').tee(component).store(0);
  code.get(component).get(component).v('mul').get(squares).v('add').set(squares);
  for (const pointer of [from, weights]) advance(code, pointer, PAIR);
  repeatWhileCounting(code, left);
  code.double(1);
  addedLanes(code, squares).s('sqrt').s('div').v('splat').set(component);
  code.loop().get(gaps).get(gaps).load(0).get(component).v('mul').store(0);
  advance(code, gaps, PAIR);
  repeatWhileCounting(code, pairs);
}
