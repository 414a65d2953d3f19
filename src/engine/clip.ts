import { norm, scaled } from './linalg/vector';

export interface Clipping {
  /** Shortens a gradient that is longer than this. */
  readonly norm?: number | undefined;
  /** Cuts each component to [−value, value]. */
  readonly value?: number | undefined;
}

/** PyTorch's `clip_grad_norm_` divides by ‖g‖ + this, so that a clipped gradient is a little shorter than the limit. */
const normGuard = 1e-6;

/** Gradient clipping (Pascanu et al. 2013, algorithm 1), the norm first, as torch.nn.utils does it. */
export function clip(gradient: Float64Array, { norm: longest, value: largest }: Clipping): Float64Array {
  const shortened = longest === undefined ? gradient : clipNorm(gradient, longest);
  return largest === undefined ? shortened : shortened.map((g) => Math.max(-largest, Math.min(largest, g)));
}

function clipNorm(gradient: Float64Array, longest: number): Float64Array {
  const factor = longest / (norm(gradient) + normGuard);
  return factor < 1 ? scaled(factor, gradient) : gradient;
}
