/** How sharp the minima are, side by side, and what rescaling the parameters makes of that. */
import { t } from '../../../src/l10n/t';
import { negligible, significant } from '../../../src/protocol/format';
import type { Sharpness } from '../../../src/protocol/model';
import { type Child, h, setAttributes, setText } from '../../lib/dom';
import { lengthAt, placeOfLength } from '../../lib/logSlider';
import { asTyped } from '../../lib/scale';
import type { Store } from '../../lib/store';
import { button, textField } from '../../lib/toolkit';
import { parsedNumber } from '../../lib/typing';
import type { Actions } from './actions';
import { epsilonRange, roundEpsilon } from './epsilon';
import type { Compared } from './places';
import { caveatWords, rescalingWords } from './rescaled';
import type { Comparison, State } from './state';
import { placeSwatch } from './swatch';
import { within } from './words';

/** Above so many parameters a slider is heard when it is let go: every place costs a second or more. */
const livelyDimensions = 400;
/** Of the rescaling's slider. */
const factors = { least: 1 / 32, most: 32 } as const;

interface Measure {
  readonly label: string;
  readonly title: string;
  value(sharpness: Sharpness, scale: number): string;
}

const measures: readonly Measure[] = [
  { label: 'L', title: t('Loss'), value: ({ loss }, scale) => negligible(loss, scale) },
  { label: t('λmax'), title: t('Largest eigenvalue of the Hessian'), value: ({ largestEigenvalue }) => significant(largestEigenvalue) },
  {
    label: t('Trace'),
    title: t('Sum of the eigenvalues, ± its standard error'),
    value: ({ trace, traceError }) => `${significant(trace)}${within(traceError)}`,
  },
  {
    label: t('Mean rise'),
    title: t('By how much the loss is higher ε away, on average over random directions, ± its standard error: about ½ ε² tr H / n'),
    value: ({ meanIncrease, meanIncreaseError }) => `${significant(meanIncrease)}${within(meanIncreaseError)}`,
  },
  {
    label: t('Worst rise'),
    title: t('The most by which the loss is higher ε away, over those directions and the sharpest one: about ½ ε² λmax'),
    value: ({ worstIncrease }) => significant(worstIncrease),
  },
];

export function createSharpness(store: Store<State>, actions: Actions): HTMLElement {
  const table = h('table');
  const wrong = h('p', { class: 'wrong' });
  const element = h(
    'section',
    { class: 'sharpness', 'aria-label': t('Sharpness') },
    h('div', { class: 'controls' }, h('h3', {}, t('Sharpness, side by side')), epsilonControl(store, actions)),
    h('div', { class: 'scrolling', role: 'region', 'aria-label': t('Sharpness of each point'), tabindex: 0 }, table),
    wrong,
    caveat(store, actions),
  );
  store.watch(
    (state) => [state.comparison, state.description],
    ([{ value, problem }, description]) => {
      setText(wrong, problem?.message ?? '');
      wrong.hidden = problem === undefined;
      if (value && description) table.replaceChildren(heads(value), h('tbody', {}, ...rowsOf(value)));
      element.hidden = value === undefined && problem === undefined;
    },
  );
  return element;
}

function heads({ epsilon }: Comparison): HTMLElement {
  const columns = measures.map(({ label, title }) => h('th', { scope: 'col', class: 'label num', title }, label));
  const caption = h('caption', { class: 'unseen' }, t('Sharpness with perturbations of length {0}', asTyped(epsilon)));
  return h('thead', {}, caption, h('tr', {}, h('th', { scope: 'col', class: 'label' }, t('point')), ...columns));
}

function rowsOf({ gathered, sharpness }: Comparison): readonly HTMLElement[] {
  const scale = Math.max(1, ...sharpness.map(({ loss }) => Math.abs(loss)));
  return gathered.points.map((point, i) => {
    const known = i < sharpness.length ? sharpness[i] : undefined;
    const cells = measures.map(({ value }) => h('td', { class: 'num' }, known ? value(known, scale) : '…'));
    const current = point.name === gathered.own || point.name === gathered.twin;
    return h(
      'tr',
      { class: current ? 'own' : undefined },
      h('th', { scope: 'row' }, h('span', { class: 'name' }, ...named(point))),
      ...cells,
    );
  });
}

const named = ({ name, kind, critical }: Compared): readonly Child[] => [kind && placeSwatch(kind, critical), name];

function epsilonControl(store: Store<State>, actions: Actions): HTMLElement {
  const slider = h('input', { type: 'range', min: 0, max: 100, step: 'any', 'aria-label': t('Length of the perturbations, logarithmic') });
  const field = textField({ label: 'ε', title: t('Length of the perturbations') }, (text) => {
    const epsilon = parsedNumber(text);
    if (epsilon === undefined || epsilon <= 0) return false;
    actions.choose('epsilon', epsilon);
    return true;
  });
  const automatic = () => roundEpsilon(store.state.comparison.value?.gathered.points.map(({ at }) => at) ?? []);
  listen(slider, store, () => actions.choose('epsilon', lengthAt(Number(slider.value), automatic(), epsilonRange)));
  store.watch(
    (state) => [state.epsilon, state.comparison.value],
    ([chosen, comparison]) => {
      const epsilon = chosen ?? comparison?.epsilon;
      if (epsilon === undefined) return;
      field.set(asTyped(epsilon));
      slider.value = String(placeOfLength(epsilon, automatic(), epsilonRange));
      setAttributes(slider, { 'aria-valuetext': asTyped(epsilon) });
    },
  );
  return h(
    'div',
    { class: 'length' },
    h('span', { class: 'label' }, 'ε'),
    field.element,
    h('div', { class: 'range' }, h('div', { class: 'track' }), slider),
  );
}

/** Rescaling changes the numbers and not the function: said always, shown where the loss has such a rescaling. */
function caveat(store: Store<State>, actions: Actions): HTMLElement {
  const words = h('p');
  const by = h('span', { class: 'label' });
  const slider = h('input', { type: 'range', min: 0, max: 100, step: 'any', 'aria-label': t('Rescale the parameters') });
  const rescale = h(
    'div',
    { class: 'length' },
    h('span', { class: 'label' }, t('Rescale')),
    h('div', { class: 'range' }, h('div', { class: 'track' }), slider),
    by,
  );
  const example = button(t('See it on an example'), () => actions.openGallery());
  example.title = t('Opens the gallery: rescaling.ts');
  listen(slider, store, () => actions.choose('factor', lengthAt(Number(slider.value), 1, factors)));
  store.watch(
    (state) => [state.comparison.value, state.exponents, state.factor, state.description],
    ([comparison, exponents, factor, description]) => {
      rescale.hidden = exponents === undefined;
      example.hidden = exponents !== undefined;
      const [before, after] = twins(comparison);
      setText(words, caveatWords(before, after));
      if (!exponents || !description) return;
      slider.value = String(placeOfLength(factor, 1, factors));
      const said = rescalingWords(description, exponents, factor);
      setAttributes(slider, { 'aria-valuetext': said });
      setText(by, said);
    },
  );
  return h('div', { class: 'caveat' }, words, rescale, example);
}

function twins(comparison: Comparison | undefined): readonly (Sharpness | undefined)[] {
  if (!comparison) return [];
  const { gathered, sharpness } = comparison;
  const known = (name: string | undefined) => sharpness.find((_, i) => gathered.points[i].name === name);
  return [known(gathered.own), known(gathered.twin)];
}

function listen(slider: HTMLInputElement, store: Store<State>, change: () => void): void {
  const lively = () => (store.state.description?.n ?? 0) <= livelyDimensions;
  slider.addEventListener('input', () => lively() && change());
  slider.addEventListener('change', () => lively() || change());
}
