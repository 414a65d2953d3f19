/** Whether the loss is convex in the box, with the proof or the counter-example, which can be shown on the map. */
import { t } from '../../../src/l10n/t';
import { fixed, significant } from '../../../src/protocol/format';
import type { Convexity } from '../../../src/protocol/model';
import { listed, sentences } from '../../../src/protocol/words';
import { h, setAttributes, setText, unbroken } from '../../lib/dom';
import type { Actions } from '../../lib/picture/actions';
import type { State } from '../../lib/picture/state';
import type { Store } from '../../lib/store';

/** Of a vector, more would not be read. */
const mostComponents = 4;

export function createConvexity(store: Store<State>, actions: Actions): HTMLElement {
  const words = h('span');
  const show = h('button', { type: 'button', class: 'link', onclick: () => actions.toggle('counterExampleShown') }, t('Show on the map'));
  const element = h('p', { class: 'convexity label', 'aria-live': 'polite' }, words, ' ', show);
  store.watch(
    (state) => [state.convexity, state.description?.n, state.counterExampleShown],
    ([convexity, n, shown]) => {
      element.hidden = convexity === undefined || n === undefined;
      if (!convexity) return;
      setText(words, unbroken(convexityWords(convexity)));
      show.hidden = convexity.counterExample === undefined || convexity.counterExample.at.length !== n;
      setAttributes(show, { 'aria-pressed': String(shown) });
    },
  );
  return element;
}

export function convexityWords({ verdict, counterExample, share, samples, reason }: Convexity): string {
  if (verdict === 'convex') return t('Convex in this box: proven by bounds on the Hessian over all of it.');
  const part = t('H ⪰ 0 at {0} of {1} points.', `${significant(100 * share)}\u00a0%`, samples);
  if (!counterExample) return sentences(t('Not proven to be convex in this box: {0}.', reason ?? t('the search is under way')), part);
  const { at, direction, curvature } = counterExample;
  return sentences(
    t(
      'Not convex in this box: at {0} it bends down along {1}, uᵀHu = {2}.',
      vectorWords(at),
      vectorWords(direction),
      significant(curvature),
    ),
    part,
  );
}

const vectorWords = (vector: Float64Array): string =>
  `(${listed([...Array.from(vector.subarray(0, mostComponents), (value) => fixed(value)), ...(vector.length > mostComponents ? ['…'] : [])])})`;
