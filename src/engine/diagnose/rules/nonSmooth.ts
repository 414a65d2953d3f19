import { t } from '../../../l10n/t';
import type { Rule } from './rule';

export const nonSmooth: Rule = {
  code: 'non-smooth',
  find: ({ kinks }) =>
    kinks.map(({ site, rule }) => ({
      message: t('The loss is not smooth at the start: {0}.', rule),
      hint: t('A start beside the kink has a gradient that means something.'),
      range: site,
    })),
};
