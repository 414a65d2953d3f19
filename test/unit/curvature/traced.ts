import type { ExactObjective } from '../../../src/engine/autodiff/objective';
import { load } from '../autodiff/support';

/** The objective of a loss given as the text of an arrow function of [x, y, …]. */
export function traced(arrow: string, n = 2): ExactObjective {
  return load(`const f: any = ${arrow};\nexport const loss = (x: number[]): number => f(x);`, [Array(n).fill(0)]).objective;
}
