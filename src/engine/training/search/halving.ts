import { t } from '../../../l10n/t';
import { bracketProposals, stepsOf, wholeBracket } from './bracket';
import { drawnPlaces, type Strategy } from './strategy';

export const halving: Strategy = {
  id: 'halving',
  name: t('Successive halving'),
  help: t('Draws many, runs them for a few steps, and goes on with the best third for three times as many, until a few run in full.'),
  source: 'Jamieson & Talwalkar 2016, algorithm 1; η = 3 as in Li et al. 2018',
  proposals(plan, finished) {
    const rungs = wholeBracket(plan);
    return bracketProposals(rungs, drawnPlaces(plan, rungs[0].count), 0, finished);
  },
  plannedSteps: (plan) => stepsOf(wholeBracket(plan)),
};
