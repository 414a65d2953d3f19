import { type ExtremeProgress, extremeEigenpairs, lanczos, rademacherVectors, ritzValues, type SymmetricProduct } from '../linalg/lanczos';
import { symmetricEigenvalues } from '../linalg/symmetricEigen';
import type { Objective } from '../objective';
import type { Work } from '../work';
import { conditionNumber, inertia, zeroTolerance } from './classify';
import { type BentDensity, bentDensity, type Density, type Mass, meanAndError, spectralDensity } from './density';
import { denseLimit } from './readout';

/** The Hessian's spectrum at a point: all of it where it can be formed, else its ends exactly and the rest by sampling. */
export interface Spectrum {
  readonly n: number;
  readonly method: 'dense' | 'lanczos';
  /** The largest eigenvalues, descending, and the smallest, ascending. */
  readonly top: Float64Array;
  readonly bottom: Float64Array;
  /** Some eigenvalue lies within this of every one that is listed; 0 when dense. */
  readonly residual: number;
  /** |λ|max / |λ|min; where that is not known, because not all eigenvalues are and they have both signs, a lower bound. */
  readonly conditionNumber: number;
  readonly conditionKnown: boolean;
  readonly trace: number;
  /** Three standard errors; 0 when exact. NaN before there are two samples. */
  readonly traceError: number;
  readonly density?: Density;
  readonly bentDensity?: BentDensity;
  /** All, ascending, when dense. */
  readonly eigenvalues?: Float64Array;
  /** The share of eigenvalues above zero, with three standard errors and what the sampling can't resolve near zero. */
  readonly positiveRatio: number;
  readonly positiveRatioError: number;
  /** From 0 to 1. */
  readonly progress: number;
}

export interface SpectrumOptions {
  /** Eigenvalues listed at each end. */
  readonly top?: number;
  /** Random vectors for trace and density. */
  readonly probes?: number;
  /** Lanczos steps per probe: the density resolves about the spectrum's width divided by this. */
  readonly depth?: number;
  readonly seed?: number;
  /** Above so many parameters the Hessian is not formed. */
  readonly limit?: number;
}

/** Half-widths of the intervals that are given, in standard errors. */
const standardErrors = 3;
/** Of the extreme eigenpairs' residuals, against |λ|max; the eigenvalues' own error is about its square. */
const tolerance = 1e-7;
/** Lanczos vectors kept for the extreme eigenpairs: no more numbers than this altogether, 160 MB. */
const [mostNumbers, fewestSteps, mostSteps] = [2e7, 60, 300];

/**
 * Up to 1,000 parameters the exact spectrum. Above, from Hessian-vector products alone: the ends by Lanczos with full
 * reorthogonalisation, the trace by Hutchinson's estimator (1990), density and share of positive eigenvalues by stochastic
 * Lanczos quadrature (Ubaru, Chen & Saad 2017; Ghorbani, Krishnan & Xiao 2019). Yields what is known so far.
 */
export function* spectrum(objective: Objective, at: Float64Array, options: SpectrumOptions = {}): Work<Spectrum> {
  const { top = 5, limit = denseLimit } = options;
  return objective.n <= limit ? denseSpectrum(objective, at, top) : yield* sampledSpectrum(objective, at, top, options);
}

function denseSpectrum(objective: Objective, at: Float64Array, top: number): Spectrum {
  const { n } = objective;
  const hessian = objective.hessian(at);
  const eigenvalues = symmetricEigenvalues(hessian, n);
  const mass = { nodes: eigenvalues, weights: new Float64Array(n).fill(1 / n) };
  return {
    n,
    method: 'dense',
    top: eigenvalues.slice(-top).reverse(),
    bottom: eigenvalues.slice(0, top),
    residual: 0,
    conditionNumber: conditionNumber(eigenvalues),
    conditionKnown: true,
    trace: eigenvalues.reduce((sum, _, i) => sum + hessian[i * n + i], 0),
    traceError: 0,
    ...densities([mass], eigenvalues[0], eigenvalues[n - 1]),
    eigenvalues,
    positiveRatio: inertia(eigenvalues)[0] / n,
    positiveRatioError: 0,
    progress: 1,
  };
}

function* sampledSpectrum(
  objective: Objective,
  at: Float64Array,
  top: number,
  { probes = 16, depth = 80, seed = 1 }: SpectrumOptions,
): Work<Spectrum> {
  const { n } = objective;
  const multiply: SymmetricProduct = (v, product) => objective.hessianVector(at, v, product);
  const maxSteps = Math.max(fewestSteps, Math.min(mostSteps, Math.floor(mostNumbers / n)));
  const run = extremeEigenpairs(multiply, n, { count: top, tolerance, seed, maxSteps });
  let step = run.next();
  for (; !step.done; step = run.next())
    yield estimates(endsOf(n, top, step.value), [], endsPart * Math.min(1, step.value.products / maxSteps));
  const known = endsOf(n, top, step.value);
  const samples: ProbeSample[] = [];
  const draw = rademacherVectors(n, seed + 1);
  let current = estimates(known, samples, endsPart);
  if (Number.isNaN(known.top[0])) return { ...current, progress: 1 };
  while (samples.length < probes) {
    yield current;
    samples.push(yield* quadrature(multiply, draw(), depth));
    current = estimates(known, samples, endsPart + ((1 - endsPart) * samples.length) / probes);
  }
  return current;
}

/** The extreme eigenpairs' part of the work, as far as progress goes. */
const endsPart = 0.3;

type Known = Pick<Spectrum, 'n' | 'method' | 'top' | 'bottom' | 'residual' | 'conditionNumber' | 'conditionKnown'>;

function endsOf(n: number, top: number, { values, residuals }: Pick<ExtremeProgress, 'values' | 'residuals'>): Known {
  return {
    ...{ n, method: 'lanczos' },
    top: values.slice(-top).reverse(),
    bottom: values.slice(0, top),
    residual: residuals.reduce((max, residual) => Math.max(max, residual)),
    conditionNumber: conditionNumber(values),
    conditionKnown: values[0] > 0 || values[values.length - 1] < 0,
  };
}

interface ProbeSample {
  /** vᵀHv, whose mean over random signs v is tr H. */
  readonly quadraticForm: number;
  readonly mass: Mass;
}

/** Gauss quadrature of the spectral measure of v from a Lanczos run: nodes are Ritz values, weights squared first components. */
function* quadrature(multiply: SymmetricProduct, v: Float64Array, depth: number): Generator<undefined, ProbeSample> {
  for (const basis of lanczos(multiply, v)) {
    yield undefined;
    if (basis.alphas.length < Math.min(depth, v.length)) continue;
    const { values, first } = ritzValues(basis);
    return { quadraticForm: v.length * basis.alphas[0], mass: { nodes: values, weights: first.map((component) => component ** 2) } };
  }
  throw new RangeError('A quadrature needs at least one step.');
}

function estimates(known: Known, samples: readonly ProbeSample[], progress: number): Spectrum {
  const [lowest, highest] = [known.bottom[0], known.top[0]];
  const zero = zeroTolerance(Float64Array.of(lowest, highest));
  const trace = meanAndError(samples.map(({ quadraticForm }) => quadraticForm));
  const shares = samples.map(({ mass }) => shareAbove(mass, zero));
  const ratio = meanAndError(shares.map(({ share }) => share));
  const unresolved = meanAndError(shares.map(({ atEdge }) => atEdge)).mean;
  const masses = samples.map(({ mass }) => mass);
  const error = (standardError: number): number => (samples.length < 2 ? Number.NaN : standardErrors * standardError);
  return {
    ...known,
    trace: trace.mean,
    traceError: error(trace.error),
    ...(masses.length > 0 && densities(masses, lowest, highest)),
    positiveRatio: ratio.mean,
    positiveRatioError: error(ratio.error) + unresolved,
    progress,
  };
}

function densities(masses: readonly Mass[], lowest: number, highest: number): Pick<Spectrum, 'density' | 'bentDensity'> {
  if (!Number.isFinite(lowest) || !Number.isFinite(highest)) return {};
  const zero = zeroTolerance(Float64Array.of(lowest, highest));
  return { density: spectralDensity(masses, lowest, highest), bentDensity: bentDensity(masses, lowest, highest, zero) };
}

/**
 * The mass above a bound, and how far that may be off: the true one differs by at most the weight of the node on either side
 * of the bound (Chebyshev–Markov–Stieltjes inequalities; Golub & Meurant, Matrices, Moments and Quadrature, 2010, §3).
 */
function shareAbove({ nodes, weights }: Mass, bound: number): { share: number; atEdge: number } {
  const first = nodes.findIndex((node) => node > bound);
  const edge = first < 0 ? nodes.length : first;
  const share = weights.subarray(edge).reduce((sum, weight) => sum + weight, 0);
  return { share, atEdge: Math.max(weights[edge - 1] ?? 0, weights[edge] ?? 0) };
}
