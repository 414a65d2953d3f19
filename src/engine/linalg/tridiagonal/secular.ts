import type { EigenMemory } from '../eigenKernels';
import { bytes } from '../kernelCode';

/**
 * The secular equation f(λ) = 1/ρ + Σ zᵢ² / (dᵢ − λ) = 0, whose roots are the eigenvalues of D + ρzzᵀ (Cuppen, Numer. Math. 36, 1981,
 * theorem 2.1). Poles dᵢ ascending and weights zᵢ are in memory. Behind the last pole there is one without weight, beyond all roots,
 * so that every root lies between two poles.
 */
interface SecularEquation {
  readonly memory: EigenMemory;
  readonly count: number;
  /** 1/ρ */
  readonly constant: number;
}

/** A root by its distance from the nearer of the poles beside it, since the difference to a pole needs all of its digits. */
interface Root {
  readonly origin: number;
  readonly shift: number;
}

/** f and its slope, split into the parts of the poles below and above, and the rounding error of f in units of ε. */
interface Evaluation {
  readonly value: number;
  readonly slopeBelow: number;
  readonly slopeAbove: number;
  readonly error: number;
}

/**
 * Eigenvalues, ascending, of D + ρzzᵀ for distinct poles and weights that are not negligible, ‖z‖ ≤ 1 and ρ > 0. On return row j of
 * `secular` in memory holds the unit eigenvector j, its component for pole i at `places[i]`. The vectors are those of weights that
 * have exactly the computed roots (Gu & Eisenstat, SIAM J. Matrix Anal. Appl. 16, 1995, eq. 3.3), which is what makes them orthogonal.
 */
export function solveSecular(
  memory: EigenMemory,
  poles: ArrayLike<number>,
  weights: ArrayLike<number>,
  strength: number,
  places: ArrayLike<number>,
): Float64Array {
  const count = poles.length;
  layOut(memory, poles, weights, strength, places);
  const equation = { memory, count, constant: 1 / strength };
  const { doubles, kernels, secular, stride, placed } = memory;
  const roots = Float64Array.from({ length: count }, (_, j) => {
    const root = findRoot(equation, j);
    leaveGaps(equation, j, places[j], root);
    return doubles[memory.poles + root.origin] + root.shift;
  });
  replaceWeights(equation);
  for (let j = 0; j < count; j++) kernels.secularVector(bytes(secular + j * stride), bytes(placed.weights), Math.ceil(count / 2));
  return roots;
}

/** In ascending order and in that of the places, with poles of no weight at the ends: the one beyond all roots, and others where pairs may reach. */
function layOut(
  { doubles, placed, ...at }: EigenMemory,
  poles: ArrayLike<number>,
  weights: ArrayLike<number>,
  strength: number,
  places: ArrayLike<number>,
): void {
  const count = poles.length;
  const beyond = poles[count - 1] + 2 * strength;
  doubles.set(poles, at.poles);
  doubles.set(weights, at.weights);
  for (let i = 0; i < count; i++) {
    doubles[placed.poles + places[i]] = poles[i];
    doubles[placed.weights + places[i]] = weights[i];
  }
  doubles[at.poles - 1] = Number.NEGATIVE_INFINITY;
  doubles[at.weights - 1] = 0;
  for (const ends of [at.poles, placed.poles]) doubles.fill(beyond, ends + count, ends + count + 2);
  for (const ends of [at.weights, placed.weights]) doubles.fill(0, ends + count, ends + count + 2);
  doubles.fill(1, placed.products, placed.products + count + 1);
}

/** The root between poles j and j + 1, by rational interpolation within a bracket that shrinks. */
function findRoot(equation: SecularEquation, j: number): Root {
  const { doubles, poles } = equation.memory;
  const gap = doubles[poles + j + 1] - doubles[poles + j];
  const { value: middle } = evaluate(equation, j, j, gap / 2);
  const isLeft = middle >= 0;
  const [left, right] = isLeft ? [0, gap] : [-gap, 0];
  let [lower, upper] = isLeft ? [0, gap / 2] : [-gap / 2, 0];
  const origin = isLeft ? j : j + 1;
  let shift = within(lower, upper, firstGuess(equation, j, middle, left, right));
  for (;;) {
    const at = evaluate(equation, j, origin, shift);
    if (Math.abs(at.value) <= Number.EPSILON * at.error) return { origin, shift };
    if (at.value < 0) lower = shift;
    else upper = shift;
    const next = within(lower, upper, shift + middleWay(at, left - shift, right - shift));
    if (next === shift || next <= lower || next >= upper) return { origin, shift };
    shift = next;
  }
}

/** What lies strictly between, else the middle. */
function within(lower: number, upper: number, x: number): number {
  return x > lower && x < upper ? x : (lower + upper) / 2;
}

/** Of the two poles beside the root, all else held at its value in the middle (Li, LAPACK Working Note 89, 1993, section 4). */
function firstGuess({ memory: { doubles, weights } }: SecularEquation, j: number, middle: number, left: number, right: number): number {
  const [s, t] = [doubles[weights + j] ** 2, doubles[weights + j + 1] ** 2];
  const rest = middle + (2 * (s - t)) / (right - left);
  return stepToRoot(rest, rest * (left + right) + s + t, s * right + t * left);
}

/**
 * The step to the root of the interpolation c + s/(left − η) + t/(right − η) that has the value of f and the slopes of its two parts:
 * the "middle way" (Li 1993, section 3.2), with the distances to the poles beside.
 */
function middleWay({ value, slopeBelow, slopeAbove }: Evaluation, left: number, right: number): number {
  const c = value - left * slopeBelow - right * slopeAbove;
  return stepToRoot(c, (left + right) * value - left * right * (slopeBelow + slopeAbove), left * right * value);
}

/** The root of cη² − aη + b between the two poles, without cancellation (Li 1993, eq. 28). */
function stepToRoot(c: number, a: number, b: number): number {
  const root = Math.sqrt(Math.abs(a * a - 4 * b * c));
  return a <= 0 ? (a - root) / (2 * c) : (2 * b) / (a + root);
}

/** At λ = d(origin) + shift, between poles j and j + 1. */
function evaluate({ memory, count, constant }: SecularEquation, j: number, origin: number, shift: number): Evaluation {
  const { doubles, kernels, poles, weights, sums } = memory;
  const [below, above] = [j + 1, count - j];
  const last = count - 1 + (above % 2);
  kernels.secularSums(
    bytes(poles),
    bytes(weights),
    bytes(-(below % 2)),
    Math.ceil(below / 2),
    bytes(last),
    Math.ceil(above / 2),
    bytes(sums),
    doubles[poles + origin],
    shift,
  );
  const [sumBelow, slopeBelow, partialBelow] = [doubles[sums], doubles[sums + 1], doubles[sums + 2]];
  const [sumAbove, slopeAbove, partialAbove] = [doubles[sums + 3], doubles[sums + 4], doubles[sums + 5]];
  return {
    value: constant + sumBelow + sumAbove,
    slopeBelow,
    slopeAbove,
    error: 8 * (sumAbove - sumBelow) + partialAbove - partialBelow + 2 * constant + Math.abs(shift) * (slopeBelow + slopeAbove),
  };
}

/** dᵢ − λⱼ in row j of `secular`, and the factors that they are of the products; `place` is that of the pole j. */
function leaveGaps({ memory, count }: SecularEquation, j: number, place: number, { origin, shift }: Root): void {
  const { doubles, kernels, poles, placed, secular, stride } = memory;
  const row = secular + j * stride;
  const own = doubles[placed.products + place];
  kernels.secularGaps(
    bytes(placed.poles),
    bytes(placed.products),
    bytes(row),
    Math.ceil(count / 2),
    doubles[poles + origin],
    shift,
    doubles[poles + j],
  );
  // The pole j itself is no factor of its denominator.
  doubles[placed.products + place] = own * doubles[row + place];
}

/** ẑᵢ² = (λᵢ − dᵢ) Π (λⱼ − dᵢ)/(dⱼ − dᵢ) over j ≠ i. */
function replaceWeights({ memory: { doubles, placed }, count }: SecularEquation): void {
  for (let i = 0; i < count; i++) {
    const magnitude = Math.sqrt(Math.abs(doubles[placed.products + i]));
    doubles[placed.weights + i] = doubles[placed.weights + i] < 0 ? -magnitude : magnitude;
  }
}
