/**
 * The lottery of starts: one loss, one optimizer, and only the seed of the weights decides how it ends.
 *
 * Exclusive-or needs two hidden units at least. With no more than two, most starts lead where two of the four points are given up, at a loss of
 * ½ log 2 = 0.35: of 30 starts 9 get through. Zeros are no ticket at all: units that begin alike stay alike, and the loss stops at log 2 = 0.69.
 *
 * Formula: W ~ N(0, 2/(fan in + fan out)), biases 0
 * Look at: the lines, one for each of 30 starts; where they level out, and how few get through.
 * Try: `@init zeros`, `@init normal 0.1`, `@init normal 3`; three hidden units in place of two.
 * Source: Glorot & Bengio 2010; Frankle & Carbin 2019, arXiv 1803.03635, for the word.
 * Techniques: C9, D5
 * Picture: plot --curves loss --starts 30 --optimizer adam --set learningRate=0.05 --steps 400
 */
const samples = [
  { x: [0, 0], y: 0 },
  { x: [0, 1], y: 1 },
  { x: [1, 0], y: 1 },
  { x: [1, 1], y: 0 },
] as const;

interface Network {
  /** A row for each hidden unit, a column for each input. */
  W: number[][];
  b: number[];
  /** One row: the output. */
  out: number[][];
  c: number;
}

/** @init xavier */
export function lottery({ W, b, out, c }: Network): number {
  let loss = 0;
  for (const { x, y } of samples) {
    let z = c;
    for (let j = 0; j < 2; j++) z += out[0][j] * Math.tanh(W[j][0] * x[0] + W[j][1] * x[1] + b[j]);
    loss += Math.log1p(Math.exp(y === 1 ? -z : z));
  }
  return loss / samples.length;
}
