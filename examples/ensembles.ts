/**
 * An ensemble: several small models, each on its own resample of the data, err less together than each alone.
 *
 * Five lines are fitted to five bootstrap samples of 12 noisy points, all in one loss, since their parameters don't meet. The mean of their predictions has at most
 * the mean of their squared errors, by the inequality of Jensen; what it wins is the variance between them.
 *
 * Formula: (f̄ − y)² = mean (fₘ − y)² − mean (fₘ − f̄)²
 * Look at: the Hessian is block-diagonal, one 2 × 2 block for each member: ten eigenvalues in two groups of five, 0.08 to 0.12 and 0.40 to 0.48.
 * Try: other seeds, fewer points: the members differ more, and the ensemble wins more.
 * Source: Breiman 1996, "Bagging predictors"; Krogh & Vedelsby 1995.
 * Techniques: D12
 * Picture: plot --optimizer sgd --set learningRate=0.3 --plane "line.slope[0],line.offset[0]"
 */
import { mean, range, seeded } from './lib/seeded';

const members = 5;
const draws = seeded(21);
const points = range(12).map(() => {
  const x = 2 * draws.uniform() - 1;
  return { x, y: 0.8 * x + 0.3 + 0.6 * draws.normal() };
});
/** Bootstrap: as many as there are, drawn with replacement. */
const resamples = range(members).map(() => points.map(() => points[Math.floor(points.length * draws.uniform())]));

interface Lines {
  slope: number[];
  offset: number[];
}

/** @start { "slope": [0, 0, 0, 0, 0], "offset": [0, 0, 0, 0, 0] } */
export function bagging(line: Lines): number {
  return mean(resamples.map((sample, m) => mean(sample.map(({ x, y }) => (line.slope[m] * x + line.offset[m] - y) ** 2))));
}
