import type { Objective } from '../src/engine/objective';
import { load } from '../test/unit/autodiff/support';
import { type BenchCase, MOST_FOR_HESSIAN } from './cases/case';
import { objectiveOf, overData, regular } from './cases/large';
import { once, relativeError, together } from './measure';
import type { Comparison, Peer } from './peers/peer';

/** One line of the report: what was measured, and what it is to be. */
export interface Row {
  readonly what: string;
  readonly measured: number;
  readonly unit: '×' | 'ms' | 'MiB' | '%' | '';
  /** The most it may be. */
  readonly atMost?: number;
  /** The least it may be. */
  readonly atLeast?: number;
}

/** A part of the report, measured when its turn comes. */
export interface Section {
  readonly title: string;
  rows(): readonly Row[] | Promise<readonly Row[]>;
}

const GRADIENT_TO_HAND: Readonly<Partial<Record<BenchCase['kind'], number>>> = { tiny: 1.1, sparse: 1.1, data: 0.6 };
const GRADIENT_TO_LOSS: Readonly<Partial<Record<BenchCase['kind'], number>>> = { data: 1, sequential: 2 };

/** All of one loss: gradient, H·v, Hessian against the hand-written ones, the loss itself, and central differences. */
export function measureCase({ source, start: x, kind, byHand }: BenchCase): Row[] {
  const n = x.length;
  const loaded = load(source, [[...x]]);
  const { objective } = loaded;
  const [g, v, p] = [new Float64Array(n), x.map((_, i) => Math.sin(i)), new Float64Array(n)];
  const rows: Row[] = [{ what: 'first gradient', measured: once(() => objective.valueAndGradient(x, g)), unit: 'ms' }];
  if (n <= MOST_FOR_HESSIAN) rows.push({ what: 'first Hessian', measured: once(() => objective.hessian(x)), unit: 'ms' });
  warmUp(objective, x);
  const plain = [...x];
  const lossFunction = loaded.plainLoss;
  const [loss, gradient, product, single] = together(
    () => lossFunction(plain),
    () => objective.valueAndGradient(x, g),
    () => objective.hessianVector(x, v, p),
    productsAtNewPoints(objective, x, v),
  );
  rows.push({ what: 'gradient / loss', measured: gradient / loss, unit: '×', ...target(GRADIENT_TO_LOSS[kind]) });
  rows.push({ what: 'H·v / gradient', measured: product / gradient, unit: '×', atMost: 1.5 });
  rows.push({ what: 'H·v at a new point / gradient', measured: single / gradient, unit: '×' });
  rows.push({ what: 'central differences / gradient', measured: (loss * 2 * n) / gradient, unit: '×' });
  if (byHand !== undefined) rows.push(...againstHand(byHand, objective, x, kind));
  return rows;
}

/** Each is at another point than the one before. */
function productsAtNewPoints(objective: Objective, x: Float64Array, v: Float64Array): () => void {
  const points = [x, x.map((xi) => xi * (1 + 2 ** -40))];
  const product = new Float64Array(x.length);
  let calls = 0;
  return () => objective.hessianVector(points[++calls % 2], v, product);
}

/** Until engines have optimised the code that was compiled for the gradient, which takes them a second or two where it is long. */
function warmUp(objective: Objective, x: Float64Array): void {
  const gradient = new Float64Array(x.length);
  for (let i = 0; i < 200; i++) objective.valueAndGradient(x, gradient);
}

const target = (value: number | undefined) => (value === undefined ? {} : { atMost: value });

function againstHand(
  { gradient: gradientByHand, hessian: hessianByHand }: NonNullable<BenchCase['byHand']>,
  objective: ReturnType<typeof load>['objective'],
  x: Float64Array,
  kind: BenchCase['kind'],
): Row[] {
  const n = x.length;
  const [g, expected] = [new Float64Array(n), new Float64Array(n)];
  const [gradient, hand] = together(
    () => objective.valueAndGradient(x, g),
    () => gradientByHand(x, expected),
  );
  const rows: Row[] = [
    { what: 'gradient / hand-written', measured: gradient / hand, unit: '×', ...target(GRADIENT_TO_HAND[kind]) },
    { what: 'error of the gradient', measured: relativeError(g, expected), unit: '', atMost: 1e-14 },
  ];
  if (n > MOST_FOR_HESSIAN) return rows;
  const handH = new Float64Array(n * n);
  const [hessian, handHessian] = together(
    () => objective.hessian(x),
    () => hessianByHand(x, handH),
  );
  rows.push({ what: 'Hessian / hand-written', measured: hessian / handHessian, unit: '×' });
  rows.push({ what: 'error of the Hessian', measured: relativeError(objective.hessian(x), handH), unit: '', atMost: 1e-14 });
  return rows;
}

/** How long the first answers of a large loss take. */
export function measureFirst(operations: number, limits: { readonly gradient: number; readonly hessian?: number }): Row[] {
  const { source, start: x } = regular(operations);
  const { objective } = load(source, [[...x]]);
  const first = once(() => objective.valueAndGradient(x, new Float64Array(x.length)));
  const rows: Row[] = [{ what: 'first gradient', measured: first, unit: 'ms', atMost: limits.gradient }];
  if (limits.hessian === undefined) return rows;
  const hessian = once(() => objective.hessian(x));
  return [...rows, { what: 'first Hessian', measured: hessian, unit: 'ms', atMost: limits.hessian }];
}

/** A loss over `@data` that is too long to be recorded at once: what an evaluation takes beside one of the loss itself. */
export function measureBatches(operations: number): Row[] {
  const loss = overData(operations);
  const objective = objectiveOf(loss);
  const [x, g] = [loss.start, new Float64Array(loss.start.length)];
  const first = once(() => objective.valueAndGradient(x, g));
  // Compared with the plain loss ever more rarely, at first every other time.
  for (let i = 0; i < 40; i++) objective.valueAndGradient(x, g);
  const [value, gradient] = together(
    () => objective.value(x),
    () => objective.valueAndGradient(x, g),
  );
  return [
    { what: 'first gradient', measured: first, unit: 'ms' },
    { what: 'gradient / loss', measured: gradient / value, unit: '×', atMost: 1 },
  ];
}

/** How many times faster than in a peer the Hessian is to be, by the name of the case. */
const HESSIAN_SPEEDUP: Readonly<Record<string, number>> = {
  'Rosenbrock, n = 100': 250,
  'network, 193 parameters, 64 samples': 15,
  'logistic regression, 500 × 20': 10,
};

/** The same for the gradient, where PyTorch's speed is what we strive for. */
const GRADIENT_SPEEDUP: Readonly<Record<string, number>> = { 'network, 1153 parameters, 1000 samples': 1 };

/** Another library's time divided by ours, and how far its results are from ours. */
export function measurePeer(entry: BenchCase, peer: Peer): Row[] {
  const { start: x, source, name } = entry;
  const { objective } = load(source, [[...x]]);
  const g = new Float64Array(x.length);
  warmUp(objective, x);
  const theirs = peer.measure(entry, {
    gradient: () => void objective.valueAndGradient(x, g),
    hessian: () => void objective.hessian(x),
  });
  if (theirs === undefined) return [];
  const bound = (speedups: Readonly<Record<string, number>>) => (peer.isTarget && name in speedups ? { atLeast: speedups[name] } : {});
  return [
    ...compared('gradient', peer.name, theirs.gradient, g, bound(GRADIENT_SPEEDUP)),
    ...(theirs.hessian === undefined ? [] : compared('Hessian', peer.name, theirs.hessian, objective.hessian(x), bound(HESSIAN_SPEEDUP))),
  ];
}

function compared(what: string, peer: string, { ratio, values }: Comparison, ours: Float64Array, bound: Pick<Row, 'atLeast'> = {}): Row[] {
  return [
    { what: `${what}: ${peer} / ours`, measured: ratio, unit: '×', ...bound },
    { what: `${what}: difference to ${peer}`, measured: relativeError(Float64Array.from(values), ours), unit: '' },
  ];
}
