/** What the Search panel shows, as data. */
import { t } from '../../../src/l10n/t';
import type { Cell } from '../../lib/export/data';
import type { Exports } from '../../lib/export/exports';
import type { State } from './state';

/** All trials, in the order in which they were drawn. */
export function exportsOf({ found }: State): Exports {
  if (!found) return { tables: [] };
  const { space, trials, best } = found.report;
  const names = space.map(({ name }) => name);
  const cell = (value: unknown): Cell => (typeof value === 'number' || value === undefined ? value : String(value));
  const rows = trials.map(({ index, loss, steps, budget, stopped, options }) => [
    ...[index + 1, ...names.map((name) => cell(options[name])), loss, steps, budget, stopped],
  ]);
  const heads = ['trial', ...names, trials.some(({ heldOut }) => heldOut) ? 'heldOutLoss' : 'loss', 'steps', 'budget', 'stopped'];
  return {
    tables: [{ name: 'trials', title: t('All trials'), heads, rows }],
    facts: { plan: found.plan, round: found.round, space, trials, best },
  };
}
