import { addScaled, dot, norm, plus, scaled } from '../linalg/vector';

type Multiply = (v: Float64Array) => Float64Array;

/** A step within the radius and how much lower the quadratic model is there. */
export interface Proposal {
  readonly step: Float64Array;
  readonly predicted: number;
  readonly onBoundary: boolean;
}

/**
 * Minimises gᵀp + ½pᵀHp over ‖p‖ ≤ radius roughly, by conjugate gradients on Hessian–vector products that end at the boundary or at
 * negative curvature (Steihaug 1983; Nocedal & Wright 2006, algorithm 7.2).
 */
export function steihaug(gradient: Float64Array, multiply: Multiply, radius: number): Proposal {
  const n = gradient.length;
  const tolerance = Math.min(0.5, Math.sqrt(norm(gradient))) * norm(gradient);
  const p = new Float64Array(n);
  const r = gradient.slice();
  let d = scaled(-1, gradient);
  for (let k = 0; k < 2 * n && norm(r) > tolerance; k++) {
    const image = multiply(d);
    const curvature = dot(d, image);
    const rr = dot(r, r);
    const alpha = rr / curvature;
    if (curvature <= 0 || norm(plus(p, alpha, d)) >= radius) {
      addScaled(p, toBoundary(p, d, radius), d);
      return proposal(gradient, multiply, p, true);
    }
    addScaled(p, alpha, d);
    addScaled(r, alpha, image);
    d = plus(scaled(dot(r, r) / rr, d), -1, r);
  }
  return proposal(gradient, multiply, p, false);
}

function proposal(gradient: Float64Array, multiply: Multiply, step: Float64Array, onBoundary: boolean): Proposal {
  return { step, predicted: -dot(gradient, step) - 0.5 * dot(step, multiply(step)), onBoundary };
}

/** τ ≥ 0 with ‖p + τd‖ = radius. */
function toBoundary(p: Float64Array, d: Float64Array, radius: number): number {
  const [dd, pd, pp] = [dot(d, d), dot(p, d), dot(p, p)];
  return (-pd + Math.sqrt(pd * pd + dd * (radius * radius - pp))) / dd;
}
