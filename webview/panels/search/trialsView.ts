/** The trials in numbers: the best few with what can be done with them, and all of them as a table that can be sorted. */
import { t } from '../../../src/l10n/t';
import type { OptionTable, Trial } from '../../../src/protocol/model';
import { h, setAttributes, setText } from '../../lib/dom';
import type { Store } from '../../lib/store';
import type { Actions } from './actions';
import { tableOf } from './plan';
import { type Order, type State, shownTrial } from './state';
import { allJudgedBy, endWords, labelOf, lossWords, optionWords, trialOptionWords, trialWords } from './words';

/** Rows at most; the charts show the others. */
const mostRows = 300;
const bestCount = 5;

/** Lowest loss first; a longer run says more than a short one. */
const ranked = (trials: readonly Trial[]): readonly Trial[] =>
  trials.toSorted((a, b) => b.budget - a.budget || (a.loss === b.loss ? a.index - b.index : a.loss - b.loss));

export function createBest(store: Store<State>, actions: Actions): HTMLElement {
  const list = h('ol');
  const element = h('section', { class: 'best-trials', 'aria-label': t('Best trials') }, h('h3', {}, t('Best trials')), list);
  store.watch(
    (state) => [state.found, state.catalog],
    ([found, catalog]) => {
      const best = ranked(found?.report.trials ?? [])
        .filter(({ loss }) => Number.isFinite(loss))
        .slice(0, bestCount);
      element.hidden = best.length === 0;
      const table = found ? tableOf(found.plan, catalog) : {};
      list.replaceChildren(...best.map((trial) => entry(trial, table, actions)));
      mark(list, 'li', store.state);
    },
  );
  store.watch(
    (state) => [state.picked, state.pointed],
    (_, state) => mark(list, 'li', state),
  );
  return element;
}

function entry(trial: Trial, table: OptionTable, actions: Actions): HTMLElement {
  const pick = h(
    'button',
    { type: 'button', class: 'pick', title: trialWords(trial, table), onclick: () => actions.pick(trial.index) },
    h('b', {}, lossWords(trial)),
    h('span', {}, trialOptionWords(trial, table)),
  );
  const use = h(
    'button',
    {
      type: 'button',
      class: 'link',
      'aria-label': t('Use the options of trial {0} in the Descent panel', trial.index + 1),
      onclick: () => actions.use(trial),
    },
    t('Use these'),
  );
  return pointing(h('li', { 'data-trial': trial.index }, pick, use), trial, actions);
}

function pointing<E extends HTMLElement>(element: E, { index }: Trial, actions: Actions): E {
  element.addEventListener('pointerenter', () => actions.point(index));
  element.addEventListener('pointerleave', () => actions.point(undefined));
  return element;
}

function mark(parent: HTMLElement, selector: string, state: State): void {
  const shown = state.picked === undefined ? undefined : shownTrial(state)?.index;
  for (const element of parent.querySelectorAll<HTMLElement>(selector)) {
    const index = Number(element.dataset.trial);
    setAttributes(element, { 'aria-current': index === shown ? 'true' : undefined });
    element.classList.toggle('pointed', index === state.pointed);
  }
}

interface Column {
  readonly by: string;
  readonly label: string;
  value(trial: Trial): number | string;
  text(trial: Trial): string;
}

function columnsOf(names: readonly string[], judged: string, table: OptionTable): readonly Column[] {
  const option = (name: string): Column => ({
    ...{ by: name, label: labelOf(name, table) },
    value: ({ options }) => (typeof options[name] === 'number' ? options[name] : String(options[name])),
    text: ({ options }) => optionWords(options[name]),
  });
  return [
    { by: 'index', label: t('Trial'), value: ({ index }) => index, text: ({ index }) => String(index + 1) },
    { by: 'loss', label: judged, value: ({ loss }) => loss, text: lossWords },
    ...names.map(option),
    { by: 'steps', label: t('Steps'), value: ({ steps }) => steps, text: ({ steps }) => String(steps) },
    { by: 'end', label: t('End'), value: endWords, text: endWords },
  ];
}

function sorted(trials: readonly Trial[], { by, falling }: Order, columns: readonly Column[]): readonly Trial[] {
  const column = columns.find((one) => one.by === by) ?? columns[1];
  const compare = (a: number | string, b: number | string): number => (a === b ? 0 : a < b ? -1 : 1);
  return trials.toSorted((a, b) => (falling ? -1 : 1) * compare(column.value(a), column.value(b)) || a.index - b.index);
}

export function createTrials(store: Store<State>, actions: Actions): HTMLElement {
  const table = h('table');
  const more = h('p', { class: 'label' });
  const scrolling = h('div', { class: 'scrolling points', role: 'region', 'aria-label': t('All trials'), tabindex: 0 }, table);
  const element = h('section', { class: 'trials', 'aria-label': t('Trials') }, h('h3', {}, t('All trials')), scrolling, more);
  store.watch(
    (state) => [state.found, state.order, state.catalog],
    ([found, order, catalog]) => {
      const { trials, space } = found?.report ?? { trials: [], space: [] };
      element.hidden = trials.length === 0;
      if (!found || element.hidden) return;
      const columns = columnsOf(
        space.map(({ name }) => name),
        allJudgedBy(trials),
        tableOf(found.plan, catalog),
      );
      const shown = sorted(trials, order, columns).slice(0, mostRows);
      const held = table.contains(document.activeElement) ? document.activeElement?.getAttribute('data-key') : undefined;
      table.replaceChildren(heads(columns, order, actions), h('tbody', {}, ...shown.map((trial) => row(trial, columns, actions))));
      if (held) table.querySelector<HTMLElement>(`[data-key="${CSS.escape(held)}"]`)?.focus();
      setText(more, trials.length > shown.length ? t('and {0} more', trials.length - shown.length) : '');
      mark(table, 'tbody tr', store.state);
    },
  );
  store.watch(
    (state) => [state.picked, state.pointed],
    (_, state) => mark(table, 'tbody tr', state),
  );
  return element;
}

function heads(columns: readonly Column[], { by, falling }: Order, actions: Actions): HTMLElement {
  const head = (column: Column) => {
    const sort = column.by !== by ? 'none' : falling ? 'descending' : 'ascending';
    const arrow = sort === 'none' ? '' : falling ? ' ▾' : ' ▴';
    const button = h(
      'button',
      { type: 'button', 'data-key': `head ${column.by}`, title: t('Sort by {0}', column.label), onclick: () => actions.orderBy(column.by) },
      column.label,
      h('span', { 'aria-hidden': 'true' }, arrow),
    );
    return h('th', { scope: 'col', class: 'label num', 'aria-sort': sort }, button);
  };
  return h('thead', {}, h('tr', {}, ...columns.map(head)));
}

function row(trial: Trial, [first, ...rest]: readonly Column[], actions: Actions): HTMLElement {
  const pick = h(
    'button',
    { type: 'button', 'data-key': `trial ${trial.index}`, title: t('Show trial {0} in the charts', trial.index + 1) },
    first.text(trial),
  );
  const cells = rest.map((column) => h('td', { class: 'num' }, column.text(trial)));
  const element = h(
    'tr',
    { 'data-trial': trial.index, onclick: () => actions.pick(trial.index) },
    h('th', { scope: 'row' }, pick),
    ...cells,
  );
  return pointing(element, trial, actions);
}
