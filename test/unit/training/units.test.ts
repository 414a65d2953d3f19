import { describe, expect, it } from 'vitest';
import { countUnits } from '../../../src/engine/training/units';
import { load } from '../autodiff/support';

/** Units of a loss of w, at w. */
function unitsOf(body: string, w: readonly number[]) {
  const { objective } = load(`const data = [[1, 0], [0, 1], [1, 1], [-1, 2]];\nexport const loss = (w: number[]): number => { ${body} };`, [
    [...w],
  ]);
  const sweep = objective.sweepAt(Float64Array.from(w));
  return sweep && countUnits(sweep);
}

/** Two hidden units with two weights and a bias each, then two output weights. */
const network = (activation: string) => `
  let sum = 0;
  for (const [a, b] of data) {
    let out = 0;
    for (let j = 0; j < 2; j++) {
      const z = w[3 * j] * a + w[3 * j + 1] * b + w[3 * j + 2];
      out += w[6 + j] * (${activation});
    }
    sum += (out - a * b) ** 2;
  }
  return sum;`;
/** The first unit is never positive, the second sometimes. */
const oneDead = [-1, -1, -5, 1, 1, 0, 1, 1];
/** The first unit is far beyond 0.99 for every example, the second for none. */
const oneSaturated = [0, 0, 6, 0.1, 0.1, 0, 1, 1];

describe('hidden units', () => {
  it.each(['Math.max(0, z)', 'Math.max(z, 0)', 'z > 0 ? z : 0', 'z < 0 ? 0 : z'])('%s that is active for no example is dead', (relu) => {
    expect(unitsOf(network(relu), oneDead)).toEqual({ units: 2, dead: 1, saturated: 0 });
  });
  it.each(['Math.tanh(z)', '1 / (1 + Math.exp(-z))', '1 / (Math.exp(-z) + 1)'])(
    '%s beyond 99 % for every example is saturated',
    (activation) => {
      expect(unitsOf(network(activation), oneSaturated)).toEqual({ units: 2, dead: 0, saturated: 1 });
    },
  );
  it('are told apart in deeper layers by the weights that lead to them', () => {
    const deep = `let sum = 0;
      for (const [a, b] of data) {
        const h = [0, 1].map((j) => Math.tanh(w[j] * a + w[2 + j] * b));
        const g = [0, 1, 2].map((k) => Math.max(0, w[4 + 2 * k] * h[0] + w[5 + 2 * k] * h[1]));
        sum += w[10] * g[0] + w[11] * g[1] + w[12] * g[2];
      }
      return sum;`;
    expect(unitsOf(deep, [...Array(10).fill(0.3), 1, 1, 1])).toEqual({ units: 5, dead: 0, saturated: 0 });
  });
  it('are not the sigmoid of an output, nor the max of a stable cross-entropy', () => {
    const output =
      'let sum = 0; for (const [a, b] of data) { const z = w[0] * a + w[1] * b; sum -= Math.log(1 / (1 + Math.exp(-z))) + Math.max(z, 0); } return sum;';
    expect(unitsOf(output, [9, 9])).toEqual({ units: 0, dead: 0, saturated: 0 });
  });
});
