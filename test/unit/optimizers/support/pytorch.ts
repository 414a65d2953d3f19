import type { Objective } from '../../../../src/engine/objective';
import type { OptionValue } from '../../../../src/engine/options';
import type { ProblemData } from './problems';

export interface ReferenceRun {
  readonly problem: string;
  readonly optimizer: string;
  readonly hyper: Readonly<Record<string, number | boolean | string | null | readonly number[]>>;
  readonly amplification: number;
  readonly params: readonly (readonly number[])[];
  readonly evals_and_iters?: readonly (readonly [number, number])[];
}
export interface Reference {
  readonly problems: Readonly<Record<string, { n: number; x0: number[]; js?: string; data?: ProblemData }>>;
  readonly runs: readonly ReferenceRun[];
}

/** PyTorch's names for our options; pairs are split. */
const names: Readonly<Record<string, string | readonly string[]>> = {
  lr: 'learningRate',
  weight_decay: 'weightDecay',
  betas: ['beta1', 'beta2'],
  etas: ['etaMinus', 'etaPlus'],
  step_sizes: ['stepMin', 'stepMax'],
  lr_decay: 'lrDecay',
  initial_accumulator_value: 'initialAccumulator',
  momentum_decay: 'momentumDecay',
  max_iter: 'maxIter',
  max_eval: 'maxEval',
  tolerance_grad: 'toleranceGrad',
  tolerance_change: 'toleranceChange',
  history_size: 'historySize',
};

export function optionsOf({ hyper }: ReferenceRun): Record<string, OptionValue> {
  const options: Record<string, OptionValue> = {};
  for (const [key, value] of Object.entries(hyper)) {
    const name = names[key] ?? key;
    if (key === 'maximize') continue;
    if (key === 'line_search_fn') options.lineSearch = value === null ? 'none' : 'strongWolfe';
    else if (typeof name !== 'string' && Array.isArray(value))
      Object.assign(options, Object.fromEntries(name.map((n, i) => [n, value[i]])));
    else if (typeof name === 'string' && value !== null) options[name] = value;
  }
  return options;
}

/** The objective with what `change` makes of its value and gradient. */
export const altered = (objective: Objective, change: (gradient: Float64Array) => Float64Array, sign = 1): Objective => ({
  ...objective,
  valueAndGradient(x, gradient) {
    const value = objective.valueAndGradient(x, gradient);
    gradient.set(change(gradient));
    return sign * value;
  },
});

export const negated = (objective: Objective): Objective => altered(objective, (g) => g.map((gi) => -gi), -1);
