/** The lottery of starts: final losses over seeds, the luckiest and the unluckiest run, and units that no gradient passes. */
import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import type { Lottery, StartTrial } from '../../../src/protocol/model';
import { sentences, stopWords } from '../../../src/protocol/words';
import { bentAxis } from '../../lib/bentAxis';
import { h, setText, setVariables, unbroken } from '../../lib/dom';
import { coloursNow, finite } from '../../lib/lineChart';
import { field } from '../../lib/options/fields';
import { numberField } from '../../lib/options/numberField';
import { parseWhole } from '../../lib/options/numbers';
import { Plot } from '../../lib/plot';
import type { Store } from '../../lib/store';
import { fillTable } from '../../lib/table';
import { resolvedColour } from '../../lib/theme';
import { dropdown } from '../../lib/toolkit';
import type { Actions } from './actions';
import { type Histogram, histogramOf, luckOf, unitSums } from './lottery';
import { jobControls, section } from './section';
import type { State } from './state';

const mostStarts = 10_000;
const asSource = 'source';

export function createStarts(store: Store<State>, actions: Actions): HTMLElement {
  const controls = jobControls(store, actions, 'lottery', {
    start: t('Draw'),
    progress: ({ lottery, settings }) => t('{0} of {1} starts', lottery.value?.trials.length ?? 0, lottery.value?.asked ?? settings.starts),
  });
  const count = numberField<number, State>(
    { label: t('Starts'), help: t('How many starts are drawn, with seeds 1, 2, 3, …') },
    (text) => parseWhole(text, 1, mostStarts),
    { change: (value) => actions.choose('starts', value), read: ({ settings }) => String(settings.starts) },
  );
  const words = h('p', { class: 'said', 'aria-live': 'polite' });
  const chart = h('div', { class: 'histogram', 'aria-hidden': 'true' });
  const ends = h('div', { class: 'ends label', 'aria-hidden': 'true' });
  const twin = h('table');
  const plot = new Plot();
  const legend = h('p', { class: 'label legend', 'aria-hidden': 'true' }, h('span', { class: 'lucky' }), h('span', { class: 'unlucky' }));
  const shown = h(
    'div',
    { class: 'beside' },
    h('figure', {}, h('h4', { class: 'label' }, t('Final losses')), chart, ends, h('div', { class: 'twin' }, twin)),
    h(
      'figure',
      {},
      h('h4', { class: 'label' }, t('The luckiest and the unluckiest run')),
      plot.area,
      plot.twin,
      h('div', { class: 'under' }, legend),
    ),
  );
  store.watch(
    (state) => [state.settings],
    (_, state) => count.write(state),
  );
  store.watch(
    (state) => [state.lottery, state.theme],
    ([{ value, stale }]) => {
      const histogram = value && histogramOf(value.trials);
      words.hidden = value === undefined;
      shown.hidden = histogram === undefined;
      shown.classList.toggle('stale', stale);
      if (value) setText(words, unbroken(lotteryWords(value)));
      if (!value || !histogram) return;
      drawHistogram(chart, ends, histogram);
      fillTable(twin, t('Final losses of {0} starts', value.trials.length), [t('loss'), t('starts')], binRows(histogram));
      drawLuck(plot, legend, value.trials);
    },
  );
  return section('starts', t('Starts'), [initialiser(store, actions), count.element, controls.button], controls.status, words, shown);
}

function initialiser(store: Store<State>, actions: Actions): HTMLElement {
  const holder = h('div');
  const label = t('Drawn by');
  store.watch(
    (state) => [state.catalog],
    ([catalog]) => {
      if (!catalog) return;
      const names = new Map([[asSource, t('as the source says')], ...catalog.initialisers.map(({ id, name }) => [id, name] as const)]);
      const list = dropdown(
        label,
        [...names.keys()],
        (id) => actions.choose('init', id === asSource ? undefined : id),
        (id) => names.get(id) ?? id,
      );
      holder.replaceChildren(field({ kind: 'choice', label, help: t('How the parameters begin.') }, list.element));
      store.watch(
        (state) => [state.settings.init],
        ([init]) => list.set(init ?? asSource),
      );
    },
  );
  return holder;
}

/** How the lottery went: best, median and worst, those that got lost, and the units that stand still. */
export function lotteryWords({ trials }: Lottery): string {
  const { best, worst, median, lost } = luckOf(trials);
  const spread =
    best && worst
      ? t(
          'Best {0} (seed {1}), median {2}, worst {3} (seed {4}).',
          significant(best.loss),
          best.seed,
          significant(median),
          significant(worst.loss),
          worst.seed,
        )
      : '';
  const gone = lost > 0 ? t('{0} of {1} diverged or failed.', lost, trials.length) : '';
  return sentences(spread, gone, unitWords(trials));
}

function unitWords(trials: readonly StartTrial[]): string {
  const { units, deadAtStart, deadAtEnd, saturatedAtStart, saturatedAtEnd } = unitSums(trials);
  if (units === 0) return t('No hidden units were found in the loss: tanh, sigmoid or ReLU whose value is multiplied by a parameter.');
  return sentences(
    t(
      'Of {0} hidden units in all runs, {1} were dead at the start and {2} at the end (a ReLU that is active for no example).',
      units,
      deadAtStart,
      deadAtEnd,
    ),
    t(
      '{0} were saturated at the start and {1} at the end (tanh or sigmoid beyond 99 % for every example).',
      saturatedAtStart,
      saturatedAtEnd,
    ),
  );
}

function drawHistogram(chart: HTMLElement, ends: HTMLElement, { bins, label }: Histogram): void {
  const most = Math.max(...bins.map(({ count }) => count));
  const bars = bins.map(({ from, to, count }) => {
    const bar = h('div', { class: 'bar', title: t('{0} … {1}: {2}', label(from), label(to), count) });
    setVariables(bar, { '--part': count / most });
    return bar;
  });
  chart.replaceChildren(...bars);
  const [first, last] = [bins[0], bins[bins.length - 1]];
  ends.replaceChildren(h('span', {}, label(first.from)), h('span', {}, t('at most {0} in a bar', most)), h('span', {}, label(last.to)));
}

const binRows = ({ bins, label }: Histogram): readonly (readonly string[])[] =>
  bins.map(({ from, to, count }) => [`${label(from)} … ${label(to)}`, String(count)]);

function drawLuck(plot: Plot, legend: HTMLElement, trials: readonly StartTrial[]): void {
  const { best, worst } = luckOf(trials);
  if (!best || !worst) return;
  const axis = bentAxis([...best.losses, ...worst.losses].filter(Number.isFinite), { log: true });
  const end = Math.max(...[best, worst].map(({ steps }) => steps[steps.length - 1])) || 1;
  const line = ({ steps, losses }: StartTrial, borderColor: string, borderDash: number[]) => ({
    data: Array.from(losses, (y, i) => ({ x: steps[i], y: axis.bend(finite(y)) })),
    ...{ borderColor, borderWidth: 2, borderDash },
  });
  const [lucky, unlucky] = [resolvedColour('--path-2'), resolvedColour('--path-0')];
  plot.draw(
    [line(best, lucky, []), line(worst, unlucky, [6, 3])],
    {
      ...{ across: [0, end], label: String, lines: false, range: [axis.low, axis.high], levels: 4 },
      levelLabel: (level) => (axis.log && !Number.isInteger(level) ? '' : axis.label(level)),
    },
    coloursNow(),
    {
      caption: t('The luckiest and the unluckiest run'),
      heads: ['', ...[best, worst].map(({ seed }) => t('seed {0}', seed))],
      rows: [
        [t('loss at the start'), ...[best, worst].map(({ startLoss }) => significant(startLoss))],
        [t('loss at the end'), ...[best, worst].map(({ loss }) => significant(loss))],
        [t('End'), ...[best, worst].map(({ stopped }) => (stopped === 'failed' ? t('failed') : stopWords[stopped]))],
      ],
    },
  );
  const [first, second] = legend.children;
  setText(first, t('seed {0}', best.seed));
  setText(second, t('seed {0}', worst.seed));
}
