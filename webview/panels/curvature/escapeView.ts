/** The way out of a saddle: both descents along ±u of the most negative curvature, and where each of them ends. */
import { significant, subscript } from '../../../src/protocol/format';
import type { Escape, Readout } from '../../../src/protocol/model';
import { h, setAttributes, setText, unbroken } from '../../lib/dom';
import type { Store } from '../../lib/store';
import { button } from '../../lib/toolkit';
import { iconButton } from '../descent/head';
import { negligible } from '../descent/list';
import type { Actions } from './actions';
import { FallView } from './fallView';
import { fallAxes, lastStep } from './flight';
import type { Flight, State } from './state';
import { count, directionWords, endWords, entry, magnitude, pointWords } from './words';

export function createEscape(store: Store<State>, actions: Actions): HTMLElement {
  const go = button('Escape', () => actions.escape());
  const why = h('p', { class: 'label' });
  const result = h('div', { class: 'result', 'aria-live': 'polite' });
  const element = h('section', { class: 'escape', 'aria-label': 'Escape' }, h('div', { class: 'ask' }, go, why), result);
  const falls = [new FallView(), new FallView()] as const;

  store.watch(
    (state) => [state.readout, state.binding.kind],
    ([readout, kind]) => {
      element.hidden = readout === undefined;
      if (!readout) return;
      const u = `u${subscript(readout.at.length)}`;
      setText(go, `Escape along ${u}`);
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
    const words = `From ${pointWords(from) || 'there'}, L = ${significant(saddle.loss)}, along ${u}, λ = ${entry(eigenvalue, magnitude(saddle.eigenvalues))}`;
    const back = h('button', { type: 'button', class: 'link', onclick: () => actions.moveTo(from) }, 'Back there');
    return h('div', { class: 'from' }, h('p', {}, unbroken(words)), back, closing());
  }

  function closing(): HTMLElement {
    return iconButton('close', 'Close the escape', () => actions.closeEscape());
  }

  function noWay({ from }: Flight): HTMLElement {
    const words = `From ${pointWords(from) || 'there'} no direction bends down any more: there is nothing to escape along.`;
    return h('div', { class: 'from' }, h('p', { class: 'label' }, words), closing());
  }

  function branches({ ends }: Flight, ways: Escape, state: State): HTMLElement {
    const axes = fallAxes(ways);
    const around = { points: state.points, continua: state.search?.continua ?? [] };
    return h(
      'div',
      { class: 'branches' },
      ...ways.branches.map(({ sign, trajectory, params, loss }, i) => {
        const name = sign === 1 ? '+u' : '\u2212u';
        const before = ways.from.loss;
        const scale = Math.max(Math.abs(before), Math.abs(loss));
        falls[i].draw(name, trajectory, axes);
        const place = h('p', {}, endWords(ends[i], trajectory.stopped, around));
        const end = pointWords(params);
        const drop = `L = ${negligible(before, scale)} → ${negligible(loss, scale)}, down by ${significant(before - loss)}`;
        const taken = `${count(lastStep(trajectory), 'step')}${end && ` to ${end}`}`;
        const look = h('button', { type: 'button', class: 'link', onclick: () => actions.moveTo(params) }, 'Look there');
        look.setAttribute('aria-label', `Look where ${name} ends`);
        return h(
          'article',
          { class: 'branch', 'aria-label': `Branch ${name}` },
          h('h3', {}, name),
          place,
          look,
          h('p', { class: 'drop' }, unbroken(drop)),
          h('p', { class: 'label drop' }, taken),
          falls[i].element,
        );
      }),
    );
  }
}

function reasonFor({ eigenvalues, inertia, critical }: Readout, u: string): string {
  if (inertia[2] === 0) return 'No direction bends down here: every λ ≥ 0.';
  const half = entry(-eigenvalues[0] / 2, magnitude(eigenvalues));
  const size = half === '1' ? '' : `${half}\u00a0`;
  return critical
    ? `A step s along ±${u} lowers the loss by about ${size}s².`
    : `Here the curvature along ±${u} lowers the loss by about ${size}s².`;
}
