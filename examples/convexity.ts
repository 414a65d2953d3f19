/**
 * Convex or not: a bowl that is proven to be one, and the same bowl with a ripple that spoils it.
 *
 * A loss is convex where no eigenvalue of the Hessian is negative. Then every critical point is a global minimum, and the start does not
 * matter. For `bowl` the panel proves it by interval arithmetic; for `rippled` it names a point and a direction that curve down.
 *
 * Formula: dᵀH(θ)d ≥ 0 for all θ, d
 * Look at: the verdict on convexity, and the overlay "Negative curvature".
 * Try: a smaller ripple: up to 1/9 the loss stays convex, since the bowl curves by 1 at least and the ripple by 9 times its height.
 * Source: Boyd & Vandenberghe, "Convex Optimization", 2004, section 3.1.4.
 * Techniques: C10
 * Picture: plot #rippled --optimizer sgd --set learningRate=0.3
 */
const ripple = 0.5;

/**
 * @start [2.5, -2]
 * @domain x -3..3, y -3..3
 */
export function bowl(x: number, y: number): number {
  return 0.5 * (x ** 2 + y ** 2) + Math.log(Math.exp(x + y) + Math.exp(-x - y));
}

/**
 * @start [2.5, -2]
 * @domain x -3..3, y -3..3
 */
export function rippled(x: number, y: number): number {
  return bowl(x, y) + ripple * Math.cos(3 * x);
}
