import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { symmetricEigen } from '../src/engine/linalg/symmetricEigen';
import { median, milliseconds, relativeError, together } from './measure';
import { askPython, pythonWith } from './peers/python';
import type { Row, Section } from './targets';

export const EIGEN_ORDERS = [50, 200, 500];
/** The order that the targets are stated for. */
const TARGET_ORDER = 200;

/** All eigenvalues and eigenvectors of a full matrix, beside ml-matrix and, where a Python with NumPy is found, LAPACK. */
export function eigenSections(): Section[] {
  const python = pythonWith('numpy');
  return EIGEN_ORDERS.map((n) => ({ title: `symmetric eigenproblem, n = ${n}`, rows: () => rowsOf(n, python) }));
}

function rowsOf(n: number, python: string | undefined): Row[] {
  const isTarget = n === TARGET_ORDER;
  const matrix = Float64Array.from({ length: n * n }, (_, at) => entry(Math.floor(at / n), at % n));
  const square = Matrix.from1DArray(n, n, matrix);
  const [ours, mlMatrix] = together(
    () => void symmetricEigen(matrix, n),
    () => void new EigenvalueDecomposition(square, { assumeSymmetric: true }),
  );
  const rows: Row[] = [
    { what: 'values and vectors', measured: ours, unit: 'ms' },
    { what: 'error of a pair ‖Au − λu‖/‖A‖', measured: worstResidual(matrix, n), unit: '', atMost: 1e-13 },
    { what: 'ml-matrix / ours', measured: mlMatrix / ours, unit: '×', ...(isTarget && { atLeast: 10 }) },
  ];
  return python === undefined ? rows : [...rows, ...rowsBesideLapack(matrix, n, python)];
}

/** In turns, since both are timed in processes of their own: what slows one of them for a while decides nothing. */
function rowsBesideLapack(matrix: Float64Array, n: number, python: string): Row[] {
  const turns = Array.from({ length: 3 }, () => {
    const lapack = askPython<{ milliseconds: number; values: number[] }>(python, 'eigen_times.py', [...matrix]);
    return lapack && { lapack, ours: milliseconds(() => void symmetricEigen(matrix, n)) };
  }).filter((turn) => turn !== undefined);
  if (turns.length === 0) return [];
  const ratio = median(turns.map(({ lapack, ours }) => ours / lapack.milliseconds));
  const difference = relativeError(symmetricEigen(matrix, n).values, Float64Array.from(turns[0].lapack.values));
  return [
    { what: 'ours / LAPACK', measured: ratio, unit: '×', ...(n === TARGET_ORDER && { atMost: 2 }) },
    { what: 'difference to LAPACK', measured: difference, unit: '', atMost: 1e-13 },
  ];
}

/** Symmetric, and as good as random. */
const entry = (i: number, j: number): number => (Math.sin(12.9898 * Math.min(i, j) + 78.233 * Math.max(i, j)) * 43758.5453) % 1;

function worstResidual(matrix: Float64Array, n: number): number {
  const { values, vectors } = symmetricEigen(matrix, n);
  let worst = 0;
  for (let k = 0; k < n; k++) {
    let square = 0;
    for (let i = 0; i < n; i++) {
      let sum = -values[k] * vectors[k * n + i];
      for (let j = 0; j < n; j++) sum += matrix[i * n + j] * vectors[k * n + j];
      square += sum * sum;
    }
    worst = Math.max(worst, Math.sqrt(square));
  }
  return worst / Math.max(Math.abs(values[0]), Math.abs(values[n - 1]));
}
