import type { EigenMemory } from '../eigenKernels';
import { bytes } from '../kernelCode';

/**
 * The secular equation f(λ) = 1/ρ + Σ zᵢ² / (dᵢ − λ) = 0, whose roots are the eigenvalues of D + ρzzᵀ (Golub & Van Loan, Matrix
 * Computations, 4th ed., §8.4.3). Poles dᵢ, ascending, and weights zᵢ are in memory. Behind the last pole there is one without
 * weight, beyond all roots, so that every root lies between two poles.
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

/** f, its slope, and the rounding error of f in units of ε. */
interface Evaluation {
  readonly value: number;
  readonly slope: number;
  readonly error: number;
}

/**
 * Eigenvalues, ascending, of D + ρzzᵀ for distinct poles and weights that are not negligible, ‖z‖ ≤ 1 and ρ > 0. On return row j of
 * `secular` in memory holds the unit eigenvector j, its component for pole i at `places[i]`. The vectors are those of weights that
 * have exactly the computed roots (Gu & Eisenstat, SIAM J. Matrix Anal. Appl. 16, 1995), which is what makes them orthogonal.
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

/** The root between poles j and j + 1, by rational interpolation within a bracket that shrinks, from the middle on. */
function findRoot(equation: SecularEquation, j: number): Root {
  const { doubles, poles, weights } = equation.memory;
  const gap = doubles[poles + j + 1] - doubles[poles + j];
  let at = evaluate(equation, j, j, gap / 2);
  const isLeft = at.value >= 0;
  const [origin, near, far] = isLeft ? [j, 0, gap] : [j + 1, 0, -gap];
  let [lower, upper] = isLeft ? [0, gap / 2] : [-gap / 2, 0];
  let shift = far / 2;
  while (Math.abs(at.value) > Number.EPSILON * at.error) {
    if (at.value < 0) lower = shift;
    else upper = shift;
    const next = shift + stepOf(at, near - shift, far - shift, doubles[weights + origin] ** 2);
    const inside = next > lower && next < upper ? next : (lower + upper) / 2;
    if (inside <= lower || inside >= upper) break;
    shift = inside;
    at = evaluate(equation, j, origin, shift);
  }
  return { origin, shift };
}

/**
 * The step η to the root between the poles of c + s/(near − η) + t/(far − η), which has the value and slope of f and for s the weight of
 * the nearer pole: the "fixed weight" method (Li, Solving secular equations stably and efficiently, LAPACK Working Note 89, 1993).
 */
function stepOf({ value, slope }: Evaluation, near: number, far: number, weight: number): number {
  const c = value - far * slope + (weight * (far - near)) / (near * near);
  // cη² − aη + b = 0, solved without cancellation.
  const a = (near + far) * value - near * far * slope;
  const b = near * far * value;
  const root = Math.sqrt(Math.abs(a * a - 4 * b * c));
  return a <= 0 ? (a - root) / (2 * c) : (2 * b) / (a + root);
}

/** At λ = d(origin) + shift, between poles j and j + 1. The bound of the error is that of LAPACK's `dlaed4`. */
function evaluate({ memory, count, constant }: SecularEquation, j: number, origin: number, shift: number): Evaluation {
  const { doubles, kernels, poles, weights, sums } = memory;
  const [below, above] = [j + 1, count - j];
  kernels.secularSums(
    bytes(poles),
    bytes(weights),
    bytes(-(below % 2)),
    Math.ceil(below / 2),
    bytes(count - 1 + (above % 2)),
    Math.ceil(above / 2),
    bytes(sums),
    doubles[poles + origin],
    shift,
  );
  const [sumBelow, partialBelow] = [doubles[sums], doubles[sums + 1]];
  const [sumAbove, partialAbove] = [doubles[sums + 2], doubles[sums + 3]];
  const slope = doubles[sums + 4];
  return {
    value: constant + sumBelow + sumAbove,
    slope,
    error: 2 * constant + 8 * (sumAbove - sumBelow) + partialAbove - partialBelow + Math.abs(shift) * slope,
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

/** Löwner's formula, up to a factor of all: ẑᵢ² = (λᵢ − dᵢ) Π (λⱼ − dᵢ)/(dⱼ − dᵢ) over j ≠ i. */
function replaceWeights({ memory: { doubles, placed }, count }: SecularEquation): void {
  for (let i = 0; i < count; i++) {
    const magnitude = Math.sqrt(Math.abs(doubles[placed.products + i]));
    doubles[placed.weights + i] = doubles[placed.weights + i] < 0 ? -magnitude : magnitude;
  }
}
