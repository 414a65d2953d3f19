/**
 * The higher a critical point, the more ways lead down from it: a matrix of rank 2 as a product of two factors.
 *
 * Every local minimum of this loss is a global one, at 0. All other critical points miss one or both of the two directions of the target, at losses of ½, 4½
 * and 5. Turning both factors alike changes nothing, so that 4 of 12 directions are flat even at a minimum: there 67 % go up, at 5 at most 42 %.
 *
 * Formula: L = ½‖UVᵀ − M‖²;  ratio = (number of λ > 0)/n
 * Look at: "Show spectrum", critical points: the scatter of the ratio against the loss.
 * Try: more rows, or a third column in U and V: then minima have flat directions, and the ratio at them falls below what it was.
 * Source: Baldi & Hornik 1989; Dauphin et al. 2014, arXiv 1406.2572, figure 1.
 * Panel: spectrum
 * Techniques: C11
 * Picture: spectrum --ratios
 */
const M = [
  [2, 1, 0],
  [1, 2, 0],
  [0, 0, 0],
];

/** @start {"U": [[0.3, -0.1], [0.2, 0.4], [0.1, 0.2]], "V": [[0.2, 0.1], [-0.3, 0.2], [0.1, -0.1]]} */
export function factorisation(U: number[][], V: number[][]): number {
  let sum = 0;
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) sum += (U[i][0] * V[j][0] + U[i][1] * V[j][1] - M[i][j]) ** 2;
  }
  return sum / 2;
}
