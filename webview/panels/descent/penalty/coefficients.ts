/** Below the timeline while a penalty is on: the penalised optimum in words, and the coefficients over α. */

import { t } from '../../../../src/l10n/t';
import { significant } from '../../../../src/protocol/format';
import type { CoefficientPath, PenaltyGeometry } from '../../../../src/protocol/model';
import { listed, sentences } from '../../../../src/protocol/words';
import { coordinatesAt, isAtCursor } from '../../../lib/cursor';
import { disclosure } from '../../../lib/disclosure';
import { h, setAttributes, setText, unbroken } from '../../../lib/dom';
import type { Actions } from '../../../lib/picture/actions';
import { type Choice, setPenaltyOption, strengthOf } from '../../../lib/picture/runSettings';
import type { State } from '../../../lib/picture/state';
import { asTyped } from '../../../lib/scale';
import type { Store } from '../../../lib/store';
import { fillTable, spread } from '../../../lib/table';
import { coefficient, coefficientCount, strengthAt } from './path';
import { PathChart } from './pathChart';

/** Rows and columns of the table twin. */
const mostRows = 30;
const mostColumns = 20;
/** An arrow key changes log₁₀ α by this. */
const keyStep = 0.05;

export function createCoefficients(store: Store<State>, actions: Actions): HTMLElement {
  const { element, body, set } = disclosure('coefficients', () => actions.toggle('pathOpen'));
  const chart = new PathChart();
  const field = h(
    'div',
    { class: 'field-of-strength', tabindex: 0, role: 'slider', 'aria-label': t('Strength α, logarithmic') },
    chart.element,
  );
  const optimum = h('p', { class: 'label' });
  const note = h('p', { class: 'label' });
  const table = h('table');
  body.append(optimum, field, note, h('div', { class: 'twin' }, table));
  new ResizeObserver(() => draw(store.state)).observe(chart.element);

  store.watch(
    (state) => [state.settings.run, state.pathOpen, state.side.geometry],
    ([run, open, geometry], state) => {
      const [penalty] = run.penalties;
      element.hidden = penalty === undefined;
      set(open, t('Coefficients over α'));
      setText(optimum, geometry ? optimumWords(geometry, state.description?.coordinates ?? []) : '');
      markStrength(state);
    },
  );
  store.watch(
    (state) => [
      state.side.coefficients,
      state.side.problem,
      state.pathOpen,
      state.settings.run.penalties.length,
      state.theme,
      coordinatesAt(state.cursor),
    ],
    (_, state) => draw(state),
  );
  field.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    field.setPointerCapture(event.pointerId);
    choose(chart.at(event.clientX));
  });
  field.addEventListener('pointermove', (event) => {
    if (field.hasPointerCapture(event.pointerId)) choose(chart.at(event.clientX));
  });
  field.addEventListener('keydown', (event) => {
    const by = keySteps[event.key];
    const alpha = strength(store.state);
    if (by === undefined || alpha === undefined) return;
    event.preventDefault();
    choose(Math.log10(alpha) + by);
  });
  return element;

  function draw({ side, description, settings, cursor }: State): void {
    const path = side.coefficients;
    const single = settings.run.penalties.length === 1;
    field.hidden = !single || path === undefined;
    setText(note, single ? (side.problem?.message ?? (path ? pathWords(path) : '')) : t('Drawn for one penalty alone.'));
    table.replaceChildren();
    if (field.hidden || !path || !description) return;
    chart.draw(path, description.coordinates, (i) => isAtCursor(cursor, i));
    markStrength(store.state);
    fillPathTable(table, path, description.coordinates);
  }

  function markStrength(state: State): void {
    const alpha = strength(state);
    if (alpha === undefined) return;
    chart.mark(Math.log10(alpha));
    const [strongest, weakest] = [state.side.coefficients?.strengths[0], state.side.coefficients?.strengths.at(-1)];
    setAttributes(field, {
      ...{ 'aria-valuenow': alpha, 'aria-valuetext': `α ${asTyped(alpha)}` },
      ...{ 'aria-valuemin': weakest, 'aria-valuemax': strongest },
    });
  }

  function choose(logarithm: number): void {
    const penalty = single(store.state);
    if (!penalty) return;
    const alpha = strengthAt(logarithm);
    actions.changeRun((run) => setPenaltyOption(run, penalty.id, 'alpha', alpha), `strength ${penalty.id}`);
  }
}

const keySteps: Readonly<Record<string, number>> = { ArrowLeft: -keyStep, ArrowDown: -keyStep, ArrowRight: keyStep, ArrowUp: keyStep };

const single = ({ settings }: State): Choice | undefined => (settings.run.penalties.length === 1 ? settings.run.penalties[0] : undefined);

function strength(state: State): number | undefined {
  const penalty = single(state);
  return penalty && strengthOf(penalty, state.catalog.penalties);
}

/** Few coefficients by name, many by how many of them are zero. */
function optimumWords({ optimum, loss, converged }: PenaltyGeometry, names: readonly string[]): string {
  if (optimum.length !== names.length) return '';
  const zeros = optimum.filter((value) => value === 0).length;
  const values = names.length <= 4 ? names.map((name, i) => `${name} = ${significant(optimum[i])}`).join(', ') : '';
  const parts = [values, `L = ${significant(loss)}`, ...(zeros > 0 ? [t('{0} of {1} exactly 0', zeros, names.length)] : [])];
  const said = listed(parts.filter((part) => part !== ''));
  return unbroken(
    converged ? t('Penalised optimum: {0}.', said) : t('Penalised optimum: {0}, where the search stopped before it came to rest.', said),
  );
}

function pathWords({ converged }: CoefficientPath): string {
  const unsettled = converged.filter((done) => !done).length;
  const hint = t('Click, or use the arrow keys, to set α.');
  return unsettled === 0
    ? hint
    : sentences(hint, t('At {0} of {1} strengths the search did not come to rest.', unsettled, converged.length));
}

function fillPathTable(table: HTMLTableElement, path: CoefficientPath, names: readonly string[]): void {
  const columns = Array.from({ length: Math.min(mostColumns, coefficientCount(path)) }, (_, i) => coefficient(path, i));
  const rows = spread(path.strengths.length, mostRows).map((row) => [
    significant(path.strengths[row]),
    ...columns.map((values) => significant(values[row])),
  ]);
  fillTable(table, t('Coefficients over the strength of the penalty'), ['α', ...names.slice(0, columns.length)], rows);
}
