import { isSmooth } from '../facts';
import { liesOnPlateau } from '../plateau';
import { shown } from '../words';
import type { Rule } from './rule';

export const startOnMaximum: Rule = {
  code: 'start-on-maximum',
  find(facts) {
    const { kind, eigenvalues } = facts.here;
    if (!isSmooth(facts) || kind !== 'maximum' || liesOnPlateau(facts)) return [];
    const highest = shown(eigenvalues[eigenvalues.length - 1]);
    return [
      {
        message: `The start is a maximum: the gradient is 0 there, and no eigenvalue of the Hessian is above ${highest}. Gradient descent does not leave it.`,
        hint: 'Choose another @start.',
      },
    ];
  },
};
