import { editAction } from './edit';
import type { Fix } from './fix';

/** Adds `@start` in the shape of the parameters. */
export const addStart: Fix = {
  mends: ['start-unknown'],
  async offer({ diagnostic, remedies }) {
    return (await remedies())
      .filter(({ kind }) => kind === 'start')
      .map((remedy) => Object.assign(editAction(remedy, diagnostic), { isPreferred: true }));
  },
};
