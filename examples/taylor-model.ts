/**
 * The parabola that a method of second order believes in, beside the loss that there is.
 *
 * Near a point the loss is its Taylor model. At the saddle (0, 0) the model is a cup along one eigenvector and a cap along the other:
 * one unit away it is off by 0.04, two units away by 0.58. A Newton step trusts it all the way.
 *
 * Formula: L(θ + d) ≈ L + gᵀd + ½dᵀHd
 * Look at: "Show curvature": the solid line is the loss along each eigenvector, the dashed one its parabola.
 * Try: slide the point to where a parabola leaves its curve, and compare the next step of Newton with one of trust region.
 * Source: Nocedal & Wright, "Numerical Optimization", 2006, theorem 2.1.
 * Panel: curvature
 * Techniques: C3
 * Picture: plot --optimizer newton --set globalisation=none --optimizer trust-region
 *
 * @start [1.2, 1.3]
 * @domain x -4..4, y -4..4
 */
export function eggTray(x: number, y: number): number {
  return Math.cos(x) - Math.cos(y);
}
