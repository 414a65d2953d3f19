import { t } from '../../l10n/t';
import { OptionError, resolveOptions } from '../options';
import { type AdamState, adamInit, adamOptions, adamStep } from './adamFamily';
import { decayFactor, learningRate, weightDecay } from './commonOptions';
import { weightedAverage } from './elementwise';
import { orthogonalised } from './newtonSchulz';
import { defineOptimizer } from './optimizer';

interface MuonState {
  readonly velocity: Float64Array;
  /** For the coordinates that belong to no matrix. */
  readonly adam: AdamState;
}

const adamDefaults = resolveOptions(adamOptions(), {});

export const muon = defineOptimizer({
  id: 'muon',
  name: 'Muon',
  help: t(
    'For matrix parameters: the momentum is replaced by the nearest orthogonal matrix, so that all directions move alike. Others go by AdamW.',
  ),
  formula: 'M ← μM + (1 − μ)G,  W ← (1 − ηλ)W − η√max(1, rows/columns)·NewtonSchulz(μM + (1 − μ)G)',
  source: 'Jordan et al. 2024 (kellerjordan.github.io/posts/muon), as in torch.optim.Muon',
  options: {
    learningRate: learningRate(1e-3),
    momentum: decayFactor(t('Momentum'), 0.95, t('How long gradients are remembered, μ.')),
    nesterov: {
      kind: 'boolean',
      label: t('Nesterov'),
      help: t('Mixes the new gradient in once more before it is orthogonalised.'),
      default: true,
    },
    weightDecay: weightDecay(0.1, t('Shrinks the parameters by the factor 1 − ηλ at each step.')),
    iterations: {
      kind: 'integer',
      label: t('Newton–Schulz steps'),
      help: t('How often the quintic is applied.'),
      default: 5,
      min: 1,
      max: 100,
      range: [1, 10],
      scale: 'linear',
    },
    otherLearningRate: learningRate(3e-4, t('Learning rate of AdamW, for the parameters that are no matrices.')),
  },

  init(x, _options, { matrices }): MuonState {
    if (matrices.length === 0) {
      throw new OptionError(
        t('Muon works on matrix parameters, and this loss has none: declare one as number[][], or choose another optimizer.'),
      );
    }
    return { velocity: new Float64Array(x.length), adam: adamInit(x) };
  },

  step(point, last: MuonState, options, { matrices }) {
    const { learningRate, momentum, nesterov, weightDecay, iterations, otherLearningRate } = options;
    const velocity = weightedAverage(momentum, last.velocity, point.gradient);
    const direction = nesterov ? weightedAverage(momentum, velocity, point.gradient) : velocity;
    const adam = adamStep(point, last.adam, { ...adamDefaults, learningRate: otherLearningRate, weightDecay }, 'decoupled');
    const x = adam.x.slice();
    for (const { offset, rows, columns } of matrices) {
      const orthogonal = orthogonalised(direction.subarray(offset, offset + rows * columns), rows, columns, iterations);
      const rate = learningRate * Math.sqrt(Math.max(1, rows / columns));
      orthogonal.forEach((o, k) => {
        x[offset + k] = (1 - learningRate * weightDecay) * point.x[offset + k] - rate * o;
      });
    }
    return { x, state: { velocity, adam: adam.state } };
  },

  internals: ({ velocity }) => ({ m: velocity }),
});
