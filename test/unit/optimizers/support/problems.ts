import { type Loss, sum } from './scalar';

/** What the problems over data are given; each uses its own fields. */
export interface ProblemData {
  readonly A?: readonly (readonly number[])[];
  readonly b?: readonly number[];
  readonly X?: readonly (readonly number[])[];
  readonly y?: readonly number[];
  readonly T?: readonly (readonly number[])[];
}

/** The problems of the optimizer references, by name; operations in the order of the reference's own code. */
export const problems: Readonly<Record<string, (data: ProblemData) => Loss>> = {
  rosenbrock:
    () =>
    ([x, y]) =>
      sum([x.times(-1).plus(1).pow(2), y.minus(x.times(x)).pow(2).times(100)]),

  beale:
    () =>
    ([x, y]) =>
      sum(
        [1.5, 2.25, 2.625].map((c, k) =>
          x
            .times(-1)
            .plus(c)
            .plus(x.times(y.pow(k + 1)))
            .pow(2),
        ),
      ),

  himmelblau:
    () =>
    ([x, y]) =>
      sum([x.times(x).plus(y).minus(11).pow(2), x.plus(y.times(y)).minus(7).pow(2)]),

  monkey_confined:
    () =>
    ([x, y]) => {
      const cubic = x.pow(3).minus(x.times(3).times(y.pow(2)));
      return cubic.plus(x.times(x).plus(y.times(y)).pow(2).times(0.25));
    },

  quadratic_5d:
    ({ A = [], b = [] }) =>
    (w) => {
      const images = A.map((row) => sum(w.map((wj, j) => wj.times(row[j]))));
      return sum(w.map((wi, i) => wi.times(0.5).times(images[i]).minus(wi.times(b[i]))));
    },

  styblinski_tang_4: () => (w) => sum(w.map((v) => v.pow(4).minus(v.pow(2).times(16)).plus(v.times(5)).over(2))),

  logistic_regression_2:
    ({ X = [], y = [] }) =>
    (w) => {
      const margins = X.map((x) => sum(x.map((xj, j) => w[j].times(xj))).plus(w[w.length - 1]));
      return sum(margins.map((z, i) => z.softplus().minus(z.times(y[i])))).over(X.length);
    },

  mlp_2_3_1_xor:
    ({ X = [], T = [] }) =>
    (w) => {
      const errors = X.map((x, i) => {
        const hidden = [0, 1, 2].map((r) =>
          sum(x.map((xc, c) => w[2 * r + c].times(xc)))
            .plus(w[6 + r])
            .tanh(),
        );
        return sum(hidden.map((h, c) => h.times(w[9 + c])))
          .plus(w[12])
          .minus(T[i][0]);
      });
      return sum(errors.map((error) => error.pow(2))).over(X.length);
    },
};
