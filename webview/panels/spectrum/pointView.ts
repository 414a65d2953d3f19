/** Where the spectrum is taken: the start, a critical point, or a point that is typed. */
import { t } from '../../../src/l10n/t';
import { h, setAttributes, setText } from '../../lib/dom';
import { iconButton } from '../../lib/iconButton';
import type { Store } from '../../lib/store';
import { textField } from '../../lib/toolkit';
import type { Actions } from './actions';
import { nameOf } from './places';
import { pointOf, type State } from './state';

/** Coordinates up to which a point is written out in its field. */
const writtenOut = 12;

export function createPoint(store: Store<State>, actions: Actions): HTMLElement {
  const field = textField(
    { label: t('Point as JSON'), title: t('A point as JSON: [0.5, 1], or in the shape of the parameters') },
    (text) => {
      if (text.trim() !== '') void actions.goToTyped(text);
      return true;
    },
  );
  setAttributes(field.element, { placeholder: t('A point as JSON') });
  const name = h('span', { class: 'where' });
  const toStart = iconButton('back', t('Back to the start'), () => actions.goToStart());
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  store.watch(
    (state) => [state.at, state.description, state.places],
    ([at, description, places], state) => {
      const point = pointOf(state);
      if (!description || !point) return;
      setText(name, at ? nameOf(point, places, description.start) : t('start, from {0}', description.startOrigin));
      setAttributes(toStart, { disabled: at === undefined });
      field.set(point.length <= writtenOut ? JSON.stringify(Array.from(point, (x) => Number(x.toPrecision(8)))) : '');
    },
  );
  store.watch(
    (state) => [state.typedProblem],
    ([problem]) => {
      wrong.hidden = problem === undefined;
      setText(wrong, problem ?? '');
      setAttributes(field.element, { 'aria-invalid': String(problem !== undefined) });
    },
  );
  return h(
    'section',
    { class: 'point-here', 'aria-label': t('Point') },
    h('span', { class: 'label' }, t('At')),
    name,
    toStart,
    field.element,
    wrong,
  );
}
