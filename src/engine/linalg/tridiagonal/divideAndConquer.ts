import { type EigenMemory, entryOf } from '../eigenKernels';
import { implicitQl } from '../implicitQl';
import { PANEL } from '../kernelCode';
import { PanelRotations } from '../rotations';
import { largestMagnitude } from '../vector';
import { merge } from './merge';

/** Up to this order implicit QL is as fast. */
const LEAF = 40;
/** A coupling this small against the whole matrix changes no digit of any eigenvalue, and terms of the secular equation would overflow. */
const negligible = 1e-100;

/**
 * Eigenpairs of a symmetric tridiagonal matrix, whose largest entries are about 1, by divide and conquer (Cuppen, Numer. Math. 36, 1981;
 * Gu & Eisenstat, SIAM J. Matrix Anal. Appl. 16, 1995). Errors are small multiples of ε. On return `diagonal` holds the eigenvalues,
 * unsorted, and row k of the panels in memory the eigenvector k; `offDiagonal` is spent (entry i couples i and i + 1).
 */
export function divideAndConquer(memory: EigenMemory, diagonal: Float64Array, offDiagonal: Float64Array): void {
  const { doubles, rows, stride } = memory;
  doubles.fill(0, rows, rows + stride * stride);
  const floor = negligible * Math.max(largestMagnitude(diagonal), largestMagnitude(offDiagonal));
  for (let i = 0; i < diagonal.length; i++) if (Math.abs(offDiagonal[i]) <= floor) offDiagonal[i] = 0;
  solve(memory, diagonal, offDiagonal, 0, diagonal.length);
}

function solve(memory: EigenMemory, diagonal: Float64Array, offDiagonal: Float64Array, first: number, end: number): void {
  if (end - first <= LEAF) {
    solveLeaf(memory, diagonal.subarray(first, end), offDiagonal.subarray(first, end), first);
    return;
  }
  const middle = first + PANEL * Math.round((end - first) / (2 * PANEL));
  const coupling = offDiagonal[middle - 1];
  diagonal[middle - 1] -= Math.abs(coupling);
  diagonal[middle] -= Math.abs(coupling);
  solve(memory, diagonal, offDiagonal, first, middle);
  solve(memory, diagonal, offDiagonal, middle, end);
  merge(memory, diagonal.subarray(first, end), { first, middle, end }, coupling);
}

function solveLeaf(memory: EigenMemory, diagonal: Float64Array, offDiagonal: Float64Array, first: number): void {
  const { doubles } = memory;
  const end = first + diagonal.length;
  for (let i = first; i < end; i++) doubles[entryOf(memory, i, i)] = 1;
  const rotations = new PanelRotations(memory, first, end);
  implicitQl(diagonal, offDiagonal, rotations);
  rotations.flush();
}
