import { editAction } from './edit';
import type { Fix } from './fix';

/** Adds an L2 penalty to what the loss returns. */
export const addPenalty: Fix = {
  mends: ['ill-conditioned'],
  async offer({ diagnostic, remedies }) {
    return (await remedies()).filter(({ kind }) => kind === 'penalty').map((remedy) => editAction(remedy, diagnostic));
  },
};
