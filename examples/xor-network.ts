/**
 * A small multilayer perceptron that learns exclusive-or: two inputs, three hidden units, one output, 13 parameters.
 *
 * XOR cannot be solved without the hidden layer, and the loss is not convex: many starts end on a plateau or beside a
 * saddle. Near the start the Hessian has negative eigenvalues; watch them turn positive as training settles.
 *
 * Look at: the inertia at the start and at the end; choose two weights for the plane of the map; change the seed.
 * Try: the plane of the path's main directions, which holds nearly all of it; of the top eigenvectors; random directions.
 * Source: Rumelhart, Hinton & Williams 1986; for the planes Li et al. 2018, arXiv 1712.09913.
 * Techniques: C13
 * Picture: plot --optimizer adam --set learningRate=0.05 --plane "w[0],w[1]" --steps 300
 */
const hidden = 3;

const samples = [
  { x: [0, 0], y: 0 },
  { x: [0, 1], y: 1 },
  { x: [1, 0], y: 1 },
  { x: [1, 1], y: 0 },
] as const;

/** A small linear congruential generator (Numerical Recipes), so that the start is the same at every run. */
export function initial(seed: number): number[] {
  let state = seed;
  const next = () => {
    state = (1664525 * state + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
  return Array.from({ length: 4 * hidden + 1 }, () => 2 * next() - 1);
}

/** @start initial(7) */
export function xorLoss(w: number[]): number {
  let loss = 0;
  for (const { x, y } of samples) {
    let z = w[4 * hidden];
    for (let j = 0; j < hidden; j++) {
      const [w0, w1, bias, out] = w.slice(4 * j, 4 * j + 4);
      z += out * Math.tanh(w0 * x[0] + w1 * x[1] + bias);
    }
    const probability = 1 / (1 + Math.exp(-z));
    loss -= y === 1 ? Math.log(probability) : Math.log(1 - probability);
  }
  return loss / samples.length;
}
