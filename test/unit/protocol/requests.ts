/** One valid request of each kind that a panel can make, for a loss of two parameters over data. */
import type { HostMethods } from '../../../src/protocol/panel';

const at = Float64Array.of(0.5, 1);
const plane = { origin: new Float64Array(2), first: Float64Array.of(1, 0), second: Float64Array.of(0, 1) };
const grid = { plane, box: [-2, 2, -2, 2] as const, size: 5 };
const optimizer = { id: 'sgd', options: { learningRate: 0.05 } };
const descent = { optimizer, start: at, steps: 6, tolerance: 0, curvature: true, internals: true, seed: 1, training: { batchSize: 2 } };
const judged = { optimizer, steps: 5, seed: 1, judgement: 'final', training: { batchSize: 2 } } as const;
const domain = [[-2, 2] as const, [-2, 2] as const];

export const requests: { readonly [K in keyof HostMethods]: HostMethods[K]['params'] } = {
  readout: { at, brief: true },
  surface: grid,
  overlay: { ...grid, field: 'gradientNorm' },
  plane: { choice: { kind: 'eigenvectors', at } },
  convexity: { box: domain },
  basins: { ...grid, size: 16, optimizer, steps: 20 },
  search: { ...judged, options: [{ name: 'learningRate', range: [0.001, 0.1] }], strategy: 'random', trials: 3, round: 0 },
  trial: judged,
  descend: descent,
  sections: { at, samples: 7, outermost: 1 },
  escape: { at: new Float64Array(2) },
  parseVector: { json: '[1, 2]' },
  spectrum: { at, top: 2, probes: 3, seed: 1 },
  sharpness: { points: [at, plane.first], epsilon: 0.1 },
  rescaling: { at },
  minimumRatio: { at, starts: 3, seed: 1 },
  interpolation: { from: at, to: plane.first },
  coefficientPath: { penalty: { id: 'l2', options: { alpha: 0.1 } }, start: at },
  penaltyGeometry: { penalties: [{ id: 'l2', options: { alpha: 0.1 } }], start: at, plane: [0, 1] },
  batchSizes: { optimizer, seed: 1, training: { epochs: 2 }, batchSizes: [1, 2], scaleRate: true },
  starts: { optimizer, steps: 5, tolerance: 0, firstSeed: 1, count: 2 },
  constants: {},
  vary: { optimizer, steps: 5, tolerance: 0, constant: 'scale', values: [1, 2] },
  layers: descent,
  standardisation: { start: at, validation: 0.25, seed: 1 },
  scheduleRates: { schedule: { id: 'cosine', options: {} }, learningRate: 0.1, steps: 10 },
  averages: { values: at, beta: 0.9 },
  criticalPoints: { box: domain },
};
