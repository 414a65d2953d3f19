import { extremeEigenpairs, type SymmetricProduct } from '../src/engine/linalg/lanczos';
import { load } from '../test/unit/autodiff/support';
import type { BenchCase } from './cases/case';
import { network } from './cases/network';
import { once } from './measure';
import type { Row, Section } from './targets';

/** Of the residuals at both ends, against |λ|max. */
const TOLERANCE = 1e-6;

/** More than a path is interpreted for. */
const PRODUCTS_TO_COMPILE = 5;

/** Networks whose Hessian is too large to be formed: samples, inputs, hidden units, and the steps that are granted. */
const NETWORKS = [
  { count: 100, inputs: 98, hidden: 100, maxSteps: 300 },
  { count: 16, inputs: 100, hidden: 980, maxSteps: 200 },
];

/** Both ends of the Hessian's spectrum from products alone. */
export function lanczosSections(): Section[] {
  return NETWORKS.map(({ count, inputs, hidden, maxSteps }) => {
    const entry = network(count, inputs, hidden);
    return { title: `ends of the spectrum, ${entry.name}`, rows: () => measured(entry, maxSteps) };
  });
}

function measured({ source, start }: BenchCase, maxSteps: number): Row[] {
  const { objective } = load(source, [[...start]]);
  const multiply: SymmetricProduct = (v, product) => objective.hessianVector(start, v, product);
  const compiling = once(() => {
    for (let i = 0; i < PRODUCTS_TO_COMPILE; i++) multiply(start, new Float64Array(start.length));
  });
  return [{ what: 'first products, until compiled', measured: compiling, unit: 'ms' }, ...rowsOf(multiply, start.length, maxSteps)];
}

function rowsOf(multiply: SymmetricProduct, n: number, maxSteps: number): Row[] {
  const began = performance.now();
  const run = extremeEigenpairs(multiply, n, { tolerance: TOLERANCE, maxSteps });
  let first = Number.NaN;
  let step = run.next();
  for (; !step.done; step = run.next()) if (Number.isNaN(first)) first = performance.now() - began;
  const elapsed = performance.now() - began;
  const { values, residuals, products } = step.value;
  const scale = Math.max(...values.map(Math.abs));
  return [
    { what: 'first estimates after', measured: first, unit: 'ms' },
    { what: 'both ends after', measured: elapsed, unit: 'ms' },
    { what: 'one product, reorthogonalised', measured: elapsed / products, unit: 'ms' },
    { what: 'residual of the ends / |λ|max', measured: Math.max(...residuals) / scale, unit: '', atMost: TOLERANCE },
  ];
}
