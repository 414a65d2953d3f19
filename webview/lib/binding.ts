/** What every panel says of the function that it is bound to. */
import { t } from '../../src/l10n/t';
import type { LossDescription, Problem } from '../../src/protocol/model';
import type { Binding } from '../../src/protocol/panel';

/** `himmelblau(x, y)`: names without their types. */
export function callOf({ summary, parameters }: LossDescription): string {
  return `${summary.name}(${parameters.map(({ name }) => name).join(', ')})`;
}

/** `landscapes.ts:14`. */
export function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file.split(/[\\/]/).at(-1) ?? file}:${line}`;
}

/** Heads the message of a problem. */
export const problemHeadlines: Readonly<Record<Problem['code'], string>> = {
  syntax: t('The source does not compile'),
  'no-loss': t('The function is gone'),
  'start-unknown': t('The start is unknown'),
  'import-missing': t('An import is missing'),
  threw: t('The function threw'),
  'language-changed': t('The language was changed'),
  'not-a-number': t('The loss is not a number'),
  'first-non-finite': t('The loss is not finite'),
  'numeric-derivatives': t('Derivatives are numeric'),
  'not-deterministic': t('The loss differs at every evaluation'),
  'batched-derivatives': t('Derivatives are summed over batches'),
  'time-limit': t('The function takes too long'),
  'memory-limit': t('The function needs too much memory'),
  untrusted: t('This workspace is not trusted'),
  'bad-input': t('These settings do not work'),
  internal: t('Saddlescope failed'),
};

export interface Condition {
  readonly words: string;
  readonly exact: boolean;
}

const conditions = {
  exact: { words: t('exact derivatives'), exact: true },
  numeric: { words: t('numeric derivatives'), exact: false },
  stale: { words: t('~ last version that compiled'), exact: false },
  stopped: { words: t('stopped'), exact: false },
  loading: { words: t('loading'), exact: false },
  empty: { words: t('no function bound'), exact: false },
} as const;

/** How far what is on screen can be relied on. */
export function conditionOf(binding: Binding, description: LossDescription | undefined, problem: Problem | undefined): Condition {
  if (binding.kind === 'empty') return conditions.empty;
  if (binding.kind === 'broken') return description ? conditions.stale : conditions.stopped;
  if (!description) return conditions.loading;
  return problem ? conditions.stopped : conditions[description.derivatives];
}
