import { rangeOf } from '../documents';
import { editAction } from './edit';
import type { Fix } from './fix';

/** Replaces an expression that overflowed by a form that does not. */
export const stableForm: Fix = {
  mends: ['first-non-finite'],
  async offer({ diagnostic, remedies }) {
    return (await remedies())
      .filter(({ kind, location }) => kind === 'stable-form' && rangeOf(location).contains(diagnostic.range))
      .map((remedy) => editAction(remedy, diagnostic));
  },
};
