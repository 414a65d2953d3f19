export interface EarlyStoppingRule {
  /** Steps without improvement that are put up with. */
  readonly patience: number;
  /** An improvement must be larger than this. */
  readonly minDelta: number;
}

/** The best validation loss so far, and for how many steps there was no better one. */
export interface EarlyStopping {
  readonly best: number;
  readonly bestStep: number;
  readonly waited: number;
}

export const beforeFirst: EarlyStopping = { best: Number.POSITIVE_INFINITY, bestStep: 0, waited: 0 };

/** Prechelt 1998, criterion UP, with a margin as in Keras. */
export function judged(
  last: EarlyStopping,
  step: number,
  validationLoss: number,
  { minDelta }: Pick<EarlyStoppingRule, 'minDelta'> = { minDelta: 0 },
): EarlyStopping {
  if (validationLoss < last.best - minDelta) return { best: validationLoss, bestStep: step, waited: 0 };
  return { ...last, waited: last.waited + 1 };
}

export function isExhausted({ waited }: EarlyStopping, { patience }: EarlyStoppingRule): boolean {
  return waited > patience;
}
