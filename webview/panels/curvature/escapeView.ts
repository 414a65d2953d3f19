/** The way out of a saddle: both descents along ±u of the most negative curvature, and where each of them ends. */
import { t } from '../../../src/l10n/t';
import { negligible, significant, subscript } from '../../../src/protocol/format';
import type { Escape, Readout } from '../../../src/protocol/model';
import { h, setAttributes, setText, unbroken } from '../../lib/dom';
import { iconButton } from '../../lib/iconButton';
import type { Store } from '../../lib/store';
import { button } from '../../lib/toolkit';
import type { Actions } from './actions';
import { FallView } from './fallView';
import { type FallAxes, fallAxes, lastStep } from './flight';
import type { Flight, State } from './state';
import { directionWords, endWords, entry, magnitude, pointWords, stepsWords } from './words';

export function createEscape(store: Store<State>, actions: Actions): HTMLElement {
  const go = button(t('Escape'), () => actions.escape());
  const why = h('p', { class: 'label' });
  const result = h('div', { class: 'result', 'aria-live': 'polite' });
  const element = h('section', { class: 'escape', 'aria-label': t('Escape') }, h('div', { class: 'ask' }, go, why), result);
  const falls = [new FallView(), new FallView()] as const;

  store.watch(
    (state) => [state.readout, state.binding.kind],
    ([readout, kind]) => {
      element.hidden = readout === undefined;
      if (!readout) return;
      const u = `u${subscript(readout.at.length)}`;
      setText(go, t('Escape along {0}', u));
      setAttributes(go, { disabled: kind !== 'ready' || readout.inertia[2] === 0 });
      setText(why, unbroken(reasonFor(readout, u)));
    },
  );
  store.watch(
    (state) => [state.flight, state.flightProblem, state.escapeFrom, state.points, state.search, state.description, state.theme],
    ([flight, problem, from], state) => {
      result.hidden = from === undefined || (flight === undefined && problem === undefined);
      if (result.hidden) return;
      if (problem) result.replaceChildren(h('p', { class: 'label' }, problem.message));
      else if (flight?.ways) result.replaceChildren(heading(flight, flight.ways, state), branches(flight, flight.ways, state));
      else if (flight) result.replaceChildren(noWay(flight));
    },
  );
  return element;

  function heading({ from }: Flight, { direction, eigenvalue, from: saddle }: Escape, { description }: State): HTMLElement {
    const u = `u\u00a0=\u00a0${directionWords(direction, description?.coordinates ?? [])}`;
    const lambda = entry(eigenvalue, magnitude(saddle.eigenvalues));
    const words = t('From {0}, L = {1}, along {2}, λ = {3}', pointWords(from) || t('there'), significant(saddle.loss), u, lambda);
    const back = h('button', { type: 'button', class: 'link', onclick: () => actions.moveTo(from) }, t('Back there'));
    return h('div', { class: 'from' }, h('p', {}, unbroken(words)), back, closing());
  }

  function closing(): HTMLElement {
    return iconButton('close', t('Close the escape'), () => actions.closeEscape());
  }

  function noWay({ from }: Flight): HTMLElement {
    const words = t('From {0} no direction bends down any more: there is nothing to escape along.', pointWords(from) || t('there'));
    return h('div', { class: 'from' }, h('p', { class: 'label' }, words), closing());
  }

  function branches(flight: Flight, ways: Escape, state: State): HTMLElement {
    const axes = fallAxes(ways);
    return h('div', { class: 'branches' }, ...ways.branches.map((_, i) => branch(i, axes, flight, ways, state)));
  }

  function branch(i: number, axes: FallAxes, { ends }: Flight, { from, branches: both }: Escape, { points, search }: State): HTMLElement {
    const { sign, trajectory, params, loss } = both[i];
    const name = sign === 1 ? '+u' : '\u2212u';
    const scale = Math.max(Math.abs(from.loss), Math.abs(loss));
    const drop = t('L = {0} → {1}, down by {2}', negligible(from.loss, scale), negligible(loss, scale), significant(from.loss - loss));
    const end = pointWords(params);
    falls[i].draw(name, trajectory, axes);
    return h(
      'article',
      { class: 'branch', 'aria-label': t('Branch {0}', name) },
      h('h3', {}, name),
      h('p', {}, endWords(ends[i], trajectory.stopped, { points, continua: search?.continua ?? [] })),
      h(
        'button',
        { type: 'button', class: 'link', 'aria-label': t('Look where {0} ends', name), onclick: () => actions.moveTo(params) },
        t('Look there'),
      ),
      h('p', { class: 'drop' }, unbroken(drop)),
      h('p', { class: 'label drop' }, stepsWords(lastStep(trajectory), end)),
      falls[i].element,
    );
  }
}

function reasonFor({ eigenvalues, inertia, critical }: Readout, u: string): string {
  if (inertia[2] === 0) return t('No direction bends down here: every λ ≥ 0.');
  const half = entry(-eigenvalues[0] / 2, magnitude(eigenvalues));
  const size = half === '1' ? '' : `${half}\u00a0`;
  return critical
    ? t('A step s along ±{0} lowers the loss by about {1}s².', u, size)
    : t('Here the curvature along ±{0} lowers the loss by about {1}s².', u, size);
}
