/** Weighted points on the real line, weights summing to 1: eigenvalues, or the nodes of a quadrature that stand for them. */
export interface Mass {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** A spectral density on an even grid, normalised to area 1, with its standard error. */
export interface Density {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly error: Float64Array;
}

/** The density of sign(λ)·log₁₀(1 + |λ|/unit), which tells apart what lies near 0; `x` is λ itself. */
export interface BentDensity extends Density {
  readonly unit: number;
}

const gridPoints = 257;
/** The unit of a bent axis is the smallest |λ|, between these parts of the largest. */
const [leastUnit, mostUnit] = [1e-5, 1e-1];
/** Width of the Gaussian that each eigenvalue is drawn as, as a part of the spectrum's. */
const broadening = 1 / 100;
/** The grid goes on past the ends of the spectrum by this many widths. */
const tails = 4;

/** The mean of the probes' masses, broadened; its error is what the probes differ by. An exact spectrum is one probe with no error. */
export function spectralDensity(probes: readonly Mass[], lowest: number, highest: number): Density {
  const sigma = broadening * (highest - lowest) || Math.max(Math.abs(highest), 1) * broadening;
  const from = lowest - tails * sigma;
  const step = (highest - lowest + 2 * tails * sigma) / (gridPoints - 1);
  const x = Float64Array.from({ length: gridPoints }, (_, i) => from + i * step);
  const curves = probes.map((probe) => broadened(probe, x, sigma));
  const at = x.map((_, i) => i);
  const samples = Array.from(at, (i) => meanAndError(curves.map((curve) => curve[i])));
  return { x, y: Float64Array.from(samples, ({ mean }) => mean), error: Float64Array.from(samples, ({ error }) => error) };
}

/** As `spectralDensity`, over the axis on which most spectra of networks are legible: many λ near 0 and few far out. */
export function bentDensity(probes: readonly Mass[], lowest: number, highest: number, zero: number): BentDensity {
  const largest = Math.max(Math.abs(lowest), Math.abs(highest)) || 1;
  const sizes = probes.flatMap(({ nodes }) => Array.from(nodes, Math.abs)).filter((size) => size > zero);
  const unit = Math.min(
    mostUnit * largest,
    sizes.reduce((least, size) => Math.min(least, Math.max(leastUnit * largest, size)), largest),
  );
  const bend = (value: number): number => Math.sign(value) * Math.log10(1 + Math.abs(value) / unit);
  const unbend = (place: number): number => Math.sign(place) * unit * (10 ** Math.abs(place) - 1);
  const bent = probes.map(({ nodes, weights }) => ({ nodes: nodes.map(bend), weights }));
  const density = spectralDensity(bent, bend(lowest), bend(highest));
  return { ...density, x: density.x.map(unbend), unit };
}

function broadened({ nodes, weights }: Mass, x: Float64Array, sigma: number): Float64Array {
  const height = 1 / (sigma * Math.sqrt(2 * Math.PI));
  return x.map((xi) => nodes.reduce((sum, node, k) => sum + weights[k] * height * Math.exp(-0.5 * ((xi - node) / sigma) ** 2), 0));
}

/** Mean and its standard error; 0 for a single sample, which is taken for exact. */
export function meanAndError(samples: readonly number[]): { mean: number; error: number } {
  const count = samples.length;
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / count;
  if (count < 2) return { mean, error: 0 };
  const variance = samples.reduce((sum, sample) => sum + (sample - mean) ** 2, 0) / (count - 1);
  return { mean, error: Math.sqrt(variance / count) };
}
