/**
 * Logistic regression on two features: will a student pass, given hours of study and hours of sleep?
 *
 * The loss is convex, so there is one minimum; but sleep varies much less than its mean, so that the intercept and the
 * weight of sleep pull in almost the same direction and the valley is long and narrow.
 *
 * Formula: L = −Σ log p(passed)/N + 0.01‖w‖²
 * Look at: κ, and the plane of `b` against `sleep`; then subtract 7 from every `sleep` below and watch κ fall.
 * Source: D. R. Cox, "The regression analysis of binary sequences", 1958.
 * Techniques: C10, D3
 * Picture: plot --optimizer sgd --set learningRate=0.04 --optimizer lbfgs --set lineSearch=strongWolfe --set maxIter=1 --plane b,sleep --steps 2000
 */
interface Student {
  readonly study: number;
  readonly sleep: number;
  readonly passed: 0 | 1;
}

const students: readonly Student[] = [
  { study: 0.5, sleep: 7.2, passed: 0 },
  { study: 0.8, sleep: 8.1, passed: 0 },
  { study: 1.2, sleep: 5.9, passed: 0 },
  { study: 1.5, sleep: 6.4, passed: 0 },
  { study: 1.7, sleep: 7.9, passed: 1 },
  { study: 2.0, sleep: 6.1, passed: 0 },
  { study: 2.3, sleep: 7.5, passed: 1 },
  { study: 2.6, sleep: 5.2, passed: 0 },
  { study: 2.9, sleep: 7.0, passed: 1 },
  { study: 3.1, sleep: 6.6, passed: 1 },
  { study: 3.4, sleep: 8.3, passed: 1 },
  { study: 3.8, sleep: 5.6, passed: 1 },
];

/** −log of the probability that the model gives to what happened: log(1 + e^−margin). */
function surprise(z: number, passed: 0 | 1): number {
  const margin = passed === 1 ? z : -z;
  return Math.log1p(Math.exp(-margin));
}

interface Weights {
  b: number;
  study: number;
  sleep: number;
}

/** @start { "b": 0, "study": 0, "sleep": 0 } */
export function logisticLoss({ b, study, sleep }: Weights): number {
  let sum = 0;
  for (const student of students) sum += surprise(b + study * student.study + sleep * student.sleep, student.passed);
  const ridge = 0.01 * (study ** 2 + sleep ** 2);
  return sum / students.length + ridge;
}
