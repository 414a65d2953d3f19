import { t } from '../../../l10n/t';
import { bracket, bracketProposals, mostPromotions, type Rung, runsOf, stepsOf } from './bracket';
import { drawnPlaces, type SearchPlan, type Strategy } from './strategy';

/** Hedges against short runs that mislead: brackets from the most promotions to none, each for an equal share of the steps. */
export const hyperband: Strategy = {
  id: 'hyperband',
  name: t('Hyperband'),
  help: t('Successive halving several times over, from many short first runs to a few full ones, for when short runs may mislead.'),
  source: 'Li et al. 2018, algorithm 1',
  proposals(plan, finished) {
    const brackets = bracketsOf(plan);
    const places = drawnPlaces(
      plan,
      brackets.reduce((sum, rungs) => sum + rungs[0].count, 0),
    );
    let [index, drawn] = [0, 0];
    return brackets.flatMap((rungs) => {
      const own = bracketProposals(rungs, places.slice(drawn, drawn + rungs[0].count), index, finished);
      index += runsOf(rungs);
      drawn += rungs[0].count;
      return own;
    });
  },
  plannedSteps: (plan) => bracketsOf(plan).reduce((sum, rungs) => sum + stepsOf(rungs), 0),
};

function bracketsOf({ steps, trials }: SearchPlan): readonly (readonly Rung[])[] {
  let s = mostPromotions(steps, trials);
  // With fewer runs than promotions in a bracket's share, there are fewer brackets.
  while (s > 0 && trials / (s + 1) < s + 1) s--;
  return Array.from({ length: s + 1 }, (_, k) => bracket(steps, trials / (s + 1), s - k));
}
