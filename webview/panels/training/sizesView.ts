/** Training and held-out loss over a constant of the file, such as the size of the model: where overfitting peaks, and ends. */
import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import { interpolationThreshold, type Varied } from '../../../src/protocol/variation';
import { sentences, stopWords } from '../../../src/protocol/words';
import { type Axis, bentAxis } from '../../lib/bentAxis';
import { h, setText, unbroken } from '../../lib/dom';
import { coloursNow, finite, type LineChart } from '../../lib/lineChart';
import { field } from '../../lib/options/fields';
import { numberField } from '../../lib/options/numberField';
import { Plot, type Twin } from '../../lib/plot';
import { asTyped } from '../../lib/scale';
import type { Store } from '../../lib/store';
import { resolvedColour } from '../../lib/theme';
import { dropdown } from '../../lib/toolkit';
import type { Actions } from './actions';
import { jobControls, section } from './section';
import { parseValues, varyingOf } from './settings';
import type { State, Variation } from './state';

/** Values further apart are told apart on a logarithmic axis. */
const spanForLog = 10;
/** Of the largest loss: what is fitted to rounding lies on the floor. */
const floor = 1e-3;

export function createSizes(store: Store<State>, actions: Actions): HTMLElement {
  const controls = jobControls(store, actions, 'sizes', {
    start: t('Vary'),
    progress: ({ sizes }) => t('{0} of {1} values', sizes.value?.varied.length ?? 0, sizes.value?.asked ?? 0),
  });
  const values = numberField<readonly number[] | undefined, State>(
    { label: t('Values'), help: t('Separated by commas. Empty: from an eighth of the number to four times it.') },
    parseValues,
    { change: (list) => actions.choose('values', list), read: (state) => (varyingHere(state)?.values ?? []).map(asTyped).join(', ') },
  );
  values.element.classList.add('wide');
  const which = constantList(store, actions);
  const words = h('p', { class: 'said', 'aria-live': 'polite' });
  const plot = new Plot();
  const legend = h('p', { class: 'label legend', 'aria-hidden': 'true' });
  const across = h('p', { class: 'label' });
  const shown = h('figure', {}, plot.area, h('div', { class: 'under' }, legend, across), plot.twin);
  const note = h(
    'p',
    { class: 'label none' },
    t('To vary a number, such as the size of the model, declare it at the top level of the file: const width = 20;'),
  );
  store.watch(
    (state) => [state.settings, state.constants.value],
    ([, constants], state) => {
      values.write(state);
      const some = (constants ?? []).length > 0;
      note.hidden = some || constants === undefined;
      for (const element of [which, values.element, controls.button]) element.classList.toggle('absent', !some);
    },
  );
  store.watch(
    (state) => [state.sizes, state.theme],
    ([{ value, stale }]) => {
      const some = value !== undefined && value.varied.length > 0;
      for (const element of [words, shown]) element.hidden = !some;
      shown.classList.toggle('stale', stale);
      if (!some) return;
      setText(words, unbroken(sizeWords(value)));
      setText(across, value.constant);
      legend.replaceChildren(...legendOf(value));
      draw(plot, value);
    },
  );
  return section('sizes', t('Size of the model'), [which, values.element, controls.button], note, controls.status, words, shown);
}

const varyingHere = ({ settings, constants }: State) => varyingOf(settings, constants.value ?? []);

function constantList(store: Store<State>, actions: Actions): HTMLElement {
  const holder = h('div');
  const label = t('Constant');
  store.watch(
    (state) => [state.constants.value, varyingHere(state)?.constant],
    ([constants = [], chosen]) => {
      if (constants.length === 0 || chosen === undefined) return;
      const list = dropdown(
        label,
        constants.map(({ name }) => name),
        (name) => {
          actions.choose('values', undefined);
          actions.choose('constant', name);
        },
      );
      list.set(chosen);
      holder.replaceChildren(field({ kind: 'choice', label, help: t('A number that the file declares at its top level.') }, list.element));
    },
  );
  return holder;
}

const ordered = ({ varied }: Variation): readonly Varied[] => varied.toSorted((a, b) => a.value - b.value);

/** Where the examples are fitted, and what that costs. */
export function sizeWords(variation: Variation): string {
  const { constant } = variation;
  const threshold = interpolationThreshold(variation.varied);
  const judged = ordered(variation).flatMap(({ value, validation }) => (validation === undefined ? [] : [{ value, validation }]));
  if (judged.length === 0) return t('Held-out data would show where overfitting begins.');
  const [least, most] = [
    judged.reduce((a, b) => (b.validation < a.validation ? b : a)),
    judged.reduce((a, b) => (b.validation > a.validation ? b : a)),
  ];
  return sentences(
    threshold === undefined
      ? ''
      : t('From {0} = {1} on, every example is fitted: the interpolation threshold.', constant, asTyped(threshold)),
    t(
      'The held-out loss is least at {0} with {1}, and highest at {2} with {3}.',
      ...[asTyped(least.value), significant(least.validation), asTyped(most.value), significant(most.validation)],
    ),
  );
}

function draw(plot: Plot, variation: Variation): void {
  const all = ordered(variation);
  const [low, high] = [all[0].value, all[all.length - 1].value];
  const log = low > 0 && high / low >= spanForLog;
  const place = (value: number) => (log ? Math.log10(value) : value);
  const losses = all.flatMap(({ loss, validation = Number.NaN }) => [loss, validation]).filter(Number.isFinite);
  const least = floor * Math.max(...losses);
  const axis = bentAxis(
    losses.map((loss) => Math.max(loss, least)),
    { log: true },
  );
  const names = new Map(all.map(({ value }) => [place(value), asTyped(value)]));
  const [from, to] = low < high ? [place(low), place(high)] : [place(low) - 0.5, place(low) + 0.5];
  plot.draw(
    datasets(variation, axis, least, place),
    {
      ...{ across: [...new Set([from, ...names.keys(), to])], label: (at) => names.get(at) ?? '', lines: false },
      ...{ range: [axis.low, axis.high], levels: 5 },
      levelLabel: (level) => (axis.log && !Number.isInteger(level) ? '' : axis.label(level)),
    },
    coloursNow(),
    twinOf(variation),
  );
}

function datasets(variation: Variation, axis: Axis, least: number, place: (value: number) => number): LineChart['data']['datasets'] {
  const { ink, muted } = coloursNow();
  const heldOut = resolvedColour('--path-1');
  const all = ordered(variation);
  const line = (of: (varied: Varied) => number | undefined, colour: string) => ({
    data: all.map((varied) => ({ x: place(varied.value), y: axis.bend(Math.max(least, finite(of(varied) ?? Number.NaN))) })),
    ...{ borderColor: colour, borderWidth: 2, pointRadius: 3, pointBackgroundColor: colour, pointBorderColor: colour },
  });
  const threshold = interpolationThreshold(variation.varied);
  const judged = all.some(({ validation }) => validation !== undefined);
  return [
    ...(judged ? [{ ...line(({ validation }) => validation, heldOut), borderDash: [6, 3] }] : []),
    line(({ loss }) => loss, ink),
    ...(threshold === undefined
      ? []
      : [
          {
            data: [axis.low, axis.high].map((y) => ({ x: place(threshold), y })),
            borderColor: muted,
            borderWidth: 1.5,
            borderDash: [4, 3],
          },
        ]),
  ];
}

function legendOf(variation: Variation): readonly HTMLElement[] {
  const entry = (kind: string, words: string) => h('span', { class: kind }, words);
  const judged = variation.varied.some(({ validation }) => validation !== undefined);
  const threshold = interpolationThreshold(variation.varied);
  return [
    entry('training', t('training')),
    ...(judged ? [entry('held-out', t('held out'))] : []),
    ...(threshold === undefined ? [] : [entry('edge', t('interpolation threshold, {0}', asTyped(threshold)))]),
  ];
}

function twinOf(variation: Variation): Twin {
  return {
    caption: t('Loss over {0}', variation.constant),
    heads: [variation.constant, t('parameters'), t('training'), t('held out'), 'κ', 'λmax', t('end')],
    rows: ordered(variation).map(({ value, n, loss, validation, conditionNumber, sharpness, stopped }) => [
      ...[asTyped(value), String(n), significant(loss), validation === undefined ? '–' : significant(validation)],
      ...[significant(conditionNumber, 2), significant(sharpness), stopWords[stopped]],
    ]),
  };
}
