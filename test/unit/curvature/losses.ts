import type { Objective } from '../../../src/engine/objective';
import { type Jet, objectiveOf } from './jet';

const sum = (terms: readonly Jet[]): Jet => terms.reduce((total, term) => total.plus(term));

const hills = [
  [1, 0, 1, 0.7],
  [0.8, 1.2, -0.6, 0.6],
  [1.2, -1.1, -0.5, 0.8],
];
const wells = [
  [-200, -1, 0, -10, 1, 0],
  [-100, -1, 0, -10, 0, 0.5],
  [-170, -6.5, 11, -6.5, -0.5, 1.5],
  [15, 0.7, 0.6, 0.7, -1, 1],
];

/** The functions of test/reference/critical-points.json and hessians.json that the tests of curvature use. */
export const losses: Readonly<Record<string, Objective>> = {
  himmelblau: objectiveOf(2, ([x, y]) => x.square().plus(y).minus(11).square().plus(x.plus(y.square()).minus(7).square())),
  six_hump_camel: objectiveOf(2, ([x, y]) =>
    x
      .square()
      .times(-2.1)
      .plus(x.pow(4).times(1 / 3))
      .plus(4)
      .times(x.square())
      .plus(x.times(y))
      .plus(y.square().times(4).plus(-4).times(y.square())),
  ),
  rosenbrock: objectiveOf(2, ([x, y]) => x.minus(1).square().plus(y.minus(x.square()).square().times(100))),
  beale: objectiveOf(2, ([x, y]) =>
    sum(
      [1.5, 2.25, 2.625].map((c, i) =>
        x
          .times(y.pow(i + 1))
          .minus(x)
          .plus(c)
          .square(),
      ),
    ),
  ),
  double_well: objectiveOf(2, ([x, y]) => x.pow(4).minus(x.square().times(2)).plus(y.square())),
  monkey_saddle: objectiveOf(2, ([x, y]) => x.pow(3).minus(x.times(y.square()).times(3))),
  lee_toy: objectiveOf(2, ([w1, w2]) => w1.times(w2).minus(1).square()),
  three_hills: objectiveOf(2, ([x, y]) =>
    sum(
      hills.map(([A, a, b, r]) =>
        x
          .minus(a)
          .square()
          .plus(y.minus(b).square())
          .times(-1 / (2 * r * r))
          .exp()
          .times(A),
      ),
    ),
  ),
  muller_brown: objectiveOf(2, ([x, y]) =>
    sum(
      wells.map(([A, a, b, c, X, Y]) => {
        const [dx, dy] = [x.minus(X), y.minus(Y)];
        return dx.square().times(a).plus(dx.times(dy).times(b)).plus(dy.square().times(c)).exp().times(A);
      }),
    ),
  ),
};
