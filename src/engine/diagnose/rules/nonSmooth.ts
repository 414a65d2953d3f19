import type { Rule } from './rule';

export const nonSmooth: Rule = {
  code: 'non-smooth',
  find: ({ kinks }) =>
    kinks.map(({ site, rule }) => ({
      message: `The loss is not smooth at the start: ${rule}.`,
      hint: 'A start beside the kink has a gradient that means something.',
      range: site,
    })),
};
