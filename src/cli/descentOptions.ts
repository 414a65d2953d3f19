/** How a run goes, but for its optimizer: options that commands share. */
import type { DescendParams } from '../protocol/engine';
import type { Catalog } from '../protocol/model';
import type { OptionSpecs, ValuesOf } from './arguments';
import { runOptions, runSettings } from './runSettings';
import { drawOptions } from './target';
import { trainingIn, trainingOptions } from './training';

const defaultSteps = 1000;

export const descentOptions = {
  steps: {
    kind: 'integer',
    placeholder: 'N',
    help: `most steps to take (default ${defaultSteps}; with --epochs as many as these need)`,
    min: 0,
  },
  tolerance: {
    kind: 'number',
    placeholder: 'G',
    help: 'converged when ‖∇L‖ is at most this; 0 runs all the steps',
    min: 0,
    default: 1e-12,
  },
  ...runOptions,
  ...trainingOptions,
  ...drawOptions,
} as const satisfies OptionSpecs;

/** What all runs of a command share. Throws `UsageError` for options that make no sense alone. */
export function descentParams(
  values: ValuesOf<typeof descentOptions>,
  catalog: Catalog,
): Omit<DescendParams, 'target' | 'start' | 'optimizer' | 'curvature'> {
  const { seed, tolerance } = values;
  return {
    steps: values.steps ?? (values.epochs === undefined ? defaultSteps : Number.MAX_SAFE_INTEGER),
    tolerance,
    ...runSettings(values, catalog),
    training: trainingIn(values),
    ...(seed !== undefined && { seed }),
  };
}
