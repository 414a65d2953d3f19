import { t } from '../../l10n/t';
import type { BooleanOption, NumberOption } from '../options';

const UNBOUNDED = 1e12;

/** A number of steps. */
export const iterations = (label: string, byDefault: number, help: string, min = 0): NumberOption => ({
  kind: 'integer',
  label,
  help,
  default: byDefault,
  min,
  max: UNBOUNDED,
  range: [Math.max(min, 1), 1000],
  scale: 'log',
});

export const factor = (label: string, byDefault: number, help: string, range: readonly [number, number] = [0, 1]): NumberOption => ({
  kind: 'number',
  label,
  help,
  default: byDefault,
  min: 0,
  max: UNBOUNDED,
  range,
  scale: 'linear',
});

export const rate = (label: string, byDefault: number, help: string): NumberOption => ({
  kind: 'number',
  label,
  help,
  default: byDefault,
  min: 0,
  max: UNBOUNDED,
  range: [1e-6, 10],
  scale: 'log',
});

const momentum = (label: string, byDefault: number, help: string): NumberOption => ({
  kind: 'number',
  label,
  help,
  default: byDefault,
  min: 0,
  max: 1,
  range: [0, 1],
  scale: 'linear',
});

const cycleMomentum: BooleanOption = {
  kind: 'boolean',
  label: t('Cycle the momentum'),
  help: t('The momentum (β₁ of Adam’s family) falls while the learning rate rises, and rises while it falls.'),
  default: false,
};

/** For schedules that let the momentum fall while the rate rises, and rise while it falls. */
export const cycledMomentum = (lowest: number, highest: number) => ({
  cycleMomentum,
  baseMomentum: momentum(t('Lowest momentum'), lowest, t('The momentum at the highest learning rate, where it is cycled.')),
  maxMomentum: momentum(t('Highest momentum'), highest, t('The momentum at the lowest learning rate, where it is cycled.')),
});
