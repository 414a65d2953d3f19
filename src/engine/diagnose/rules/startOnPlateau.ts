import { largestMagnitude } from '../../linalg/vector';
import { gainFrom, liesOnPlateau } from '../plateau';
import { shown } from '../words';
import type { Rule } from './rule';

export const startOnPlateau: Rule = {
  code: 'start-on-plateau',
  find(facts) {
    if (!liesOnPlateau(facts)) return [];
    const { gradientNorm, eigenvalues, loss } = facts.here;
    const lower = shown(loss - gainFrom(facts));
    return [
      {
        message: `The start lies on a plateau: ‖∇L‖ is ${shown(gradientNorm)} and no curvature is above ${shown(largestMagnitude(eigenvalues))} there, though a loss of ${lower} is to be had (${shown(loss)} at the start). Steps hardly move.`,
        hint: 'Choose another @start, or scale what goes into the flat part.',
      },
    ];
  },
};
