/**
 * Flat and sharp minima of one and the same function: a two-layer network with a ReLU, whose layers can be rescaled.
 *
 * Since ReLU(c·z) = c·ReLU(z) for c > 0, the first layer times c and the second divided by c compute what they did before: the
 * loss does not change. The Hessian does: λmax and the trace can be made as large as one likes. So how sharp a minimum is
 * says nothing about the function by itself (Dinh et al. 2017, "Sharp minima can generalize for deep nets").
 *
 * Formula: L(c·first, second/c) = L(first, second) for c > 0
 * Look at: "Show spectrum", the table of sharpness. The start is a minimum; below it stands the same network, rescaled. Move the
 * slider: L stays, λmax goes. With `penalty` above 0 the rescaling is no longer free, and the panel says no more of it.
 * Source: Dinh et al. 2017, arXiv 1703.04933.
 * Panel: spectrum
 * Techniques: C8
 * Picture: plot --plane "first[0],second"
 */
const penalty = 0;

const samples = [
  { x: [1, 0], y: 1 },
  { x: [0, 1], y: 0.5 },
  { x: [1, 1], y: 1.5 },
  { x: [-1, 1], y: 0 },
  { x: [-0.5, -1], y: 0 },
] as const;

const relu = (z: number): number => (z > 0 ? z : 0);

/**
 * One hidden unit: `first` is its weights, `second` what goes out.
 *
 * @start { "first": [1, 0.5], "second": 1 }
 */
export function rescaledLayers({ first, second }: { first: [number, number]; second: number }): number {
  let loss = 0;
  for (const { x, y } of samples) {
    const hidden = relu(first[0] * x[0] + first[1] * x[1]);
    loss += (second * hidden - y) ** 2;
  }
  const size = first[0] ** 2 + first[1] ** 2 + second ** 2;
  return loss / samples.length + penalty * size;
}
