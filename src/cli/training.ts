/** How a loss over data is learnt, for the commands that descend. */
import type { TrainingOptions } from '../protocol/model';
import type { OptionSpecs, ValuesOf } from './arguments';
import { UsageError } from './errors';

export const trainingOptions = {
  'batch-size': { kind: 'integer', placeholder: 'B', help: 'examples per step, drawn anew every epoch; all of them without', min: 1 },
  epochs: {
    kind: 'integer',
    placeholder: 'E',
    help: 'most passes over the examples; with --steps too, what comes first ends the run',
    min: 0,
  },
  validation: { kind: 'number', placeholder: 'FRACTION', help: 'share of the examples to hold out and judge by', min: 0 },
  patience: {
    kind: 'integer',
    placeholder: 'P',
    help: 'stops early after more than this many epochs (of one step each without --batch-size) without improvement on held-out data',
    min: 0,
  },
  'min-delta': { kind: 'number', placeholder: 'D', help: 'an improvement on held-out data must be larger', min: 0 },
} as const satisfies OptionSpecs;

export function trainingIn({ epochs, validation, patience, ...values }: ValuesOf<typeof trainingOptions>): TrainingOptions {
  const [batchSize, minDelta] = [values['batch-size'], values['min-delta']];
  if (minDelta !== undefined && patience === undefined) throw new UsageError('--min-delta needs --patience.');
  return {
    ...(batchSize !== undefined && { batchSize }),
    ...(epochs !== undefined && { epochs }),
    ...(validation !== undefined && { validation }),
    ...(patience !== undefined && { patience }),
    ...(minDelta !== undefined && { minDelta }),
  };
}
