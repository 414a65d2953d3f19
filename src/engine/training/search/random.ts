import { t } from '../../../l10n/t';
import { drawnPlaces, type Strategy } from './strategy';

export const random: Strategy = {
  id: 'random',
  name: t('Random'),
  help: t('Every trial draws all options anew, so each of them is tried at as many values as there are trials.'),
  source: 'Bergstra & Bengio 2012',
  proposals: (plan) => drawnPlaces(plan, plan.trials).map((place, index) => ({ index, place, budget: plan.steps, rung: 0 })),
  plannedSteps: ({ trials, steps }) => trials * steps,
};
