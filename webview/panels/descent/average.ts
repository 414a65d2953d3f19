/** The exponentially weighted average of the loss: β on a slider, and which line is which. */

import { t } from '../../../src/l10n/t';
import { listed } from '../../../src/protocol/words';
import { h, s, setAttributes, setText } from '../../lib/dom';
import { fromPlace, placeOn } from '../../lib/options/place';
import type { Actions } from '../../lib/picture/actions';
import type { State } from '../../lib/picture/state';
import { asTyped } from '../../lib/scale';
import type { Store } from '../../lib/store';

export const firstBeta = 0.9;
/** Dashes of the average without bias correction; the one with it is solid. */
export const uncorrectedDash: readonly number[] = [1, 3];

/** The slider runs evenly over the window's logarithm: β = 1 − 1/window. */
const windows = { range: [1, 1000], scale: 'log' } as const;

export const windowOf = (beta: number): number => 1 / (1 - beta);
export const placeOfBeta = (beta: number): number => placeOn(windows, windowOf(beta));
export const betaAt = (place: number): number => Number((1 - 1 / fromPlace(windows, place)).toPrecision(3));

export function createAverage(store: Store<State>, actions: Actions): HTMLElement {
  const slider = h('input', { type: 'range', min: 0, max: 100, step: 'any', 'aria-label': t('β of the weighted average of the loss') });
  const value = h('div', { class: 'value' });
  const over = h('span', { class: 'label' });
  const element = h(
    'div',
    { class: 'strip average', role: 'group', 'aria-label': t('Weighted average of the loss') },
    h('div', { class: 'name' }, t('Average of L'), over),
    h(
      'div',
      {},
      h('div', { class: 'range' }, h('div', { class: 'track' }), slider),
      h('div', { class: 'key label' }, sample([]), t('with bias correction'), sample(uncorrectedDash), t('without')),
    ),
    value,
  );
  slider.addEventListener('input', () => {
    const average = betaAt(Number(slider.value));
    actions.change((settings) => ({ ...settings, average }), 'average');
  });
  store.watch(
    (state) => [state.settings.average],
    ([beta]) => {
      element.hidden = beta === undefined;
      if (beta === undefined) return;
      const words = t('over ≈ {0} steps', Math.round(windowOf(beta)));
      slider.value = String(placeOfBeta(beta));
      setAttributes(slider, { 'aria-valuetext': listed([asTyped(beta), words]) });
      setText(value, `β ${asTyped(beta)}`);
      setText(over, words);
    },
  );
  return element;
}

function sample(dash: readonly number[]): SVGSVGElement {
  return s(
    'svg',
    { width: 18, height: 8, 'aria-hidden': 'true' },
    s('path', { class: 'line', d: 'M1,4H17', 'stroke-dasharray': dash.join(' ') }),
  );
}
