/** What the focused optimizer keeps at the scrubbed step, per coordinate, as it names it itself. */
import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import type { Trajectory } from '../../../src/protocol/model';
import { disclosure } from '../../lib/disclosure';
import { h, setText } from '../../lib/dom';
import type { Actions } from '../../lib/picture/actions';
import { focused, focusedRun, type State } from '../../lib/picture/state';
import { lastRow, rowAt } from '../../lib/rows';
import type { Store } from '../../lib/store';
import { fillTable } from '../../lib/table';

/** Rows before all are asked for. */
export const fewRows = 8;

export function createInternals(store: Store<State>, actions: Actions): HTMLElement {
  const { element, body, set } = disclosure('internals', () => actions.toggle('internalsOpen'));
  const table = h('table', { class: 'numbers' });
  const nothing = h('p', { class: 'label' });
  const more = h('button', { type: 'button', class: 'link label', onclick: () => show(!all) });
  body.append(h('div', { class: 'wide' }, table), nothing, more);
  let all = false;

  store.watch(
    (state) => [focusedRun(state), state.step, state.side.detail, state.internalsOpen, focused(state)?.name, state.description],
    () => write(),
  );
  return element;

  function show(everything: boolean): void {
    all = everything;
    write();
  }

  function write(): void {
    const { state } = store;
    const run = focusedRun(state);
    const name = focused(state)?.name ?? '';
    set(state.internalsOpen, t('What {0} keeps', name));
    element.hidden = run === undefined;
    if (!run || !state.internalsOpen) return;
    const coordinates = state.description?.coordinates ?? [];
    const columns = internalsAt(run, state.step, state.side.detail);
    const shown = all ? coordinates : coordinates.slice(0, fewRows);
    table.hidden = columns.length === 0;
    setText(nothing, columns.length === 0 ? t('{0} keeps nothing from one step to the next.', name) : '');
    nothing.hidden = columns.length > 0;
    fillTable(
      table,
      t('At step {0}, for each parameter', run.steps[rowAt(run, state.step)]),
      ['', ...columns.map((column) => internalWords[column.name] ?? column.name)],
      shown.map((coordinate, i) => [coordinate, ...columns.map(({ values }) => cell(values[i]))]),
    );
    more.hidden = coordinates.length <= fewRows || columns.length === 0;
    setText(more, all ? t('First {0} only', fewRows) : t('All {0} parameters', coordinates.length));
  }
}

/** Those that are no symbols. */
const internalWords: Readonly<Record<string, string>> = {
  'effective step': t('effective step'),
  'last step': t('last step'),
  'mean g': t('mean g'),
};

const cell = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? '–' : significant(value));

export interface Column {
  readonly name: string;
  /** One per coordinate. */
  readonly values: Float64Array;
}

/** From the path itself, or for one that does not carry them from `detail`, when that reaches to the same step. */
export function internalsAt(run: Trajectory, step: number, detail: Trajectory | undefined): readonly Column[] {
  const row = rowAt(run, step);
  const own = columnsOf(run, row);
  if (own.length > 0 || !detail || detail.optimizer !== run.optimizer) return own;
  const last = lastRow(detail);
  return detail.steps[last] === Math.min(step, run.steps[lastRow(run)]) ? columnsOf(detail, last) : [];
}

function columnsOf({ internals, n }: Trajectory, row: number): readonly Column[] {
  return Object.entries(internals).map(([name, values]) => ({ name, values: values.subarray(row * n, (row + 1) * n) }));
}
