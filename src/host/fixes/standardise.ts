import { editAction } from './edit';
import type { Fix } from './fix';

/** Brings the features of the data to one scale, where the scales of the parameters make the loss ill-conditioned. */
export const standardise: Fix = {
  mends: ['ill-conditioned'],
  async offer({ diagnostic, diagnosis, remedies }) {
    if (!diagnosis?.fromScales) return [];
    return (await remedies()).filter(({ kind }) => kind === 'standardise').map((remedy) => editAction(remedy, diagnostic));
  },
};
