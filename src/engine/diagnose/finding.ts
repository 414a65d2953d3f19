import type { SourceRange } from '../objective';

/** The stable codes of what a loss is diagnosed with; each is a rule, a page of the documentation, and a switch. */
export const diagnosisCodes = [
  'learning-rate-unstable',
  'ill-conditioned',
  'start-on-saddle',
  'start-on-maximum',
  'start-on-plateau',
  'gradient-vanishes',
  'gradient-explodes',
  'first-non-finite',
  'non-smooth',
  'user-gradient-wrong',
] as const;
export type DiagnosisCode = (typeof diagnosisCodes)[number];

/** What would mend it, as far as that is a number: a rate that is stable for this optimizer. */
export interface SuggestedRate {
  readonly optimizer: string;
  readonly learningRate: number;
}

/** What a rule has found: what is so, what to do, and where; without a range it concerns the loss as a whole. */
export interface Finding {
  readonly code: DiagnosisCode;
  readonly message: string;
  readonly hint?: string;
  readonly range?: SourceRange | undefined;
  readonly suggestedRate?: SuggestedRate;
  /** The condition number comes from the scales of the parameters: with each divided by its own it would be small. */
  readonly fromScales?: boolean;
}
