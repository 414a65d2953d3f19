/** The learning rate of the focused path: a logarithmic slider that shows where stability ends, and a field to type into. */

import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import type { Trajectory } from '../../../src/protocol/model';
import { sentences } from '../../../src/protocol/words';
import { h, setAttributes, setText, setVariables } from '../../lib/dom';
import { fromPlace, type NumberOption, placeOn } from '../../lib/options/place';
import type { Actions } from '../../lib/picture/actions';
import { limitFactor, rateBasis, rateOf, rateOption, stableRate } from '../../lib/picture/rate';
import { type Chip, metadataOf, setOption } from '../../lib/picture/settings';
import { focused, focusedRun, type State } from '../../lib/picture/state';
import { type NamedPoint, pointNear } from '../../lib/points';
import { eigenvaluesAt, isPenalised, lastRow, pointAt, rowAt } from '../../lib/rows';
import { asTyped } from '../../lib/scale';
import type { Store } from '../../lib/store';
import { textField } from '../../lib/toolkit';

export function createRate(store: Store<State>, actions: Actions): HTMLElement {
  const name = h('span', { class: 'label name' }, h('span', { class: 'long' }, `${t('Learning rate')} `), 'η');
  const value = textField({ label: t('Learning rate η') }, (text) => {
    const rate = Number(text.replace('\u2212', '-').replace(',', '.'));
    if (text.trim() === '' || !(rate >= 0) || !Number.isFinite(rate)) return false;
    setRate(rate);
    return true;
  });
  const slider = h('input', { type: 'range', min: 0, max: 100, step: 'any', 'aria-label': t('Learning rate η, logarithmic') });
  const notch = h('div', { class: 'notch' });
  const range = h('div', { class: 'range' }, h('div', { class: 'track' }), notch, slider);
  const limit = h('span', { class: 'stable label' });
  const origin = h('button', { type: 'button', class: 'origin label' });
  const element = h('section', { class: 'rate', 'aria-label': t('Learning rate') }, name, value.element, range, limit, origin);

  slider.addEventListener('input', () => {
    const option = rateMetadata(store.state);
    if (option) setRate(Number(fromPlace(option, Number(slider.value)).toPrecision(2)));
  });
  origin.addEventListener('click', () => actions.automaticRate());

  store.watch(
    (state) => [rateInForce(state), rateMetadata(state), focusedRun(state), state.step, state.points, focused(state)],
    ([rate, option, run, step, points, chip]) => {
      element.hidden = rate === undefined || option === undefined;
      if (rate === undefined || option === undefined || !chip) return;
      element.className = `rate c${chip.style}`;
      const stable = run && stableRate(run, rowAt(run, step));
      value.set(typedRate(rate));
      setAttributes(slider, {
        'aria-valuetext': stable !== undefined && rate > stable ? t('{0}, unstable here', asTyped(rate)) : asTyped(rate),
      });
      slider.value = String(placeOn(option, rate));
      const end = stable === undefined || !Number.isFinite(stable) ? 100 : placeOn(option, stable);
      setVariables(range, { '--limit': `${end}%` });
      notch.hidden = end >= 100;
      setText(limit, run ? limitWords(run, rowAt(run, step), points) : '');
      const { words, help, chosen } = originOf(chip);
      setText(origin, words);
      setAttributes(origin, { disabled: chosen, title: help });
    },
  );
  return element;

  function setRate(rate: number): void {
    const chip = focused(store.state);
    if (chip) actions.change((settings) => setOption(settings, chip.key, rateOption, rate), `rate ${chip.key}`);
  }
}

function rateMetadata(state: State): NumberOption | undefined {
  const chip = focused(state);
  const option = chip && metadataOf(state.catalog, chip)?.options[rateOption];
  return option?.kind === 'number' ? option : undefined;
}

export function rateInForce(state: State): number | undefined {
  const chip = focused(state);
  return chip && rateOf(chip, metadataOf(state.catalog, chip)?.options, state.rates[chip.key]);
}

const origins = {
  curvature: { words: t('chosen from curvature'), help: t('Half of the stable limit along the path.') },
  distance: { words: t('chosen from distance'), help: t('Long enough to cross the map in these steps.') },
  default: { words: t('default'), help: t('The default of this method.') },
} as const;

/** Where the rate comes from; when it is the user's own, the words offer to take it back. */
function originOf(chip: Chip): { readonly words: string; readonly help: string; readonly chosen: boolean } {
  const basis = rateBasis(chip.optimizer);
  if (typeof chip.options[rateOption] === 'number') {
    return {
      words: basis ? t('choose for me') : t('back to default'),
      help: t('Forget this rate and let the panel choose.'),
      chosen: false,
    };
  }
  const { words, help } = origins[basis ?? 'default'];
  return { words, help: sentences(help, t('Move the slider to choose your own.')), chosen: true };
}

/** The limit here and, where the two differ and theory gives it, at the minimum that the run comes to. */
function limitWords(run: Trajectory, row: number, points: readonly NamedPoint[]): string {
  const here = stableRate(run, row);
  if (here === undefined) return run.relativeSharpness.length === 0 ? t('no stable limit known') : '';
  const now = Number.isFinite(here) ? hereWords(here, eigenvaluesAt(run, row)) : t('no limit here: no positive curvature');
  if (isPenalised(run)) return now;
  const goal = pointNear(points, pointAt(run, lastRow(run)), 'minimum');
  const factor = limitFactor(run);
  const sharpest = goal?.eigenvalues.at(-1);
  if (!goal || factor === undefined || sharpest === undefined || here / (factor / sharpest) < 1.05) return now;
  return t('{0}, {1} at {2}', now, significant(factor / sharpest, 2), goal.name);
}

/** A limit makes a point stable only where all curvatures are positive; elsewhere it holds along the sharpest direction alone. */
function hereWords(limit: number, eigenvalues: Float64Array): string {
  const bowl = eigenvalues.every((value) => value > 0);
  return bowl
    ? t('stable below {0} here', significant(limit, 2))
    : t('along the sharpest direction stable below {0}', significant(limit, 2));
}

/** As one would type it: `0.012`, `6.6e-5`. */
const typedRate = (rate: number): string => (rate !== 0 && rate < 1e-3 ? rate.toExponential() : String(rate));
