/** The loss before and after its features are standardised: the ellipse becomes a circle. */
import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import type { ScaledDescent, Standardisation } from '../../../src/protocol/model';
import { sentences } from '../../../src/protocol/words';
import { h, setText, unbroken } from '../../lib/dom';
import type { SvgPath } from '../../lib/export/brush';
import { type Brush, canvasPath, drawnBy, type NewPath } from '../../lib/export/drawing';
import { type Projection, planeProjection } from '../../lib/picture/map/project';
import { drawRelief, type Pen, reliefColours, sizeCanvas } from '../../lib/picture/map/relief';
import { lossShading } from '../../lib/picture/map/shades';
import { coordinateView } from '../../lib/picture/map/shownPlane';
import type { Store } from '../../lib/store';
import { fillTable } from '../../lib/table';
import { resolvedColour } from '../../lib/theme';
import { checkbox } from '../../lib/toolkit';
import type { Actions } from './actions';
import { jobControls, section, withoutData } from './section';
import type { State } from './state';

type Side = 'before' | 'after';
const sides: readonly Side[] = ['before', 'after'];
const sideWords: Readonly<Record<Side, string>> = { before: t('As it is'), after: t('Standardised') };

export function createScaling(store: Store<State>, actions: Actions): HTMLElement {
  const controls = jobControls(store, actions, 'scaling', { start: t('Compare'), progress: () => t('descending on both') });
  const words = h('p', { class: 'said', 'aria-live': 'polite' });
  const columns = h('div', { class: 'columns', role: 'group', 'aria-label': t('Features') });
  const maps = sides.map((side) => new ScaleMap(side));
  const twin = h('table');
  const shown = h('div', { class: 'pair' }, ...maps.map(({ element }) => element));
  const table = h('div', { class: 'twin' }, twin);
  const note = withoutData(store, t('Features can be standardised where the loss is over data.'), [
    controls.button,
    controls.status,
    words,
    columns,
    shown,
  ]);
  const paint = () => {
    const { scaling, description } = store.state;
    if (scaling.value && description) for (const map of maps) map.draw(scaling.value, description.coordinates);
  };
  new ResizeObserver(paint).observe(shown);
  store.watch(
    (state) => [state.scaling, state.description, state.theme],
    ([{ value, stale }]) => {
      for (const element of [words, columns, shown, table]) element.hidden = value === undefined;
      shown.classList.toggle('stale', stale);
      if (!value) return;
      setText(words, unbroken(scalingWords(value)));
      columns.replaceChildren(h('span', { class: 'label' }, t('Features:')), ...columnBoxes(value, actions));
      fillTwin(twin, value);
      paint();
    },
  );
  return section('scaling', t('Standardisation'), [controls.button], note, controls.status, words, columns, shown, table);
}

export function scalingWords({ before, after, reduction }: Standardisation): string {
  return sentences(
    t('κ goes from {0} to {1}.', significant(before.conditionNumber), significant(after.conditionNumber)),
    t(
      'Gradient descent with η = 1/λmax brings ‖∇L‖ down to {0} of its start in {1} steps before and {2} after.',
      significant(reduction, 1),
      stepWords(before),
      stepWords(after),
    ),
  );
}

function countedWords(shown: ScaledDescent): string {
  const kappa = significant(shown.conditionNumber);
  return shown.steps === 1 ? t('κ = {0}, one step', kappa) : t('κ = {0}, {1} steps', kappa, stepWords(shown));
}

const stepWords = ({ steps, stopped }: ScaledDescent): string => (stopped === 'converged' ? String(steps) : t('more than {0}', steps));

/** A box for each column; what is not ticked, such as the target, is left as it is. */
function columnBoxes({ columns, features }: Standardisation, actions: Actions): readonly HTMLElement[] {
  return columns.map(({ name, mean, deviation }) => {
    const box = checkbox(name, t('mean {0}, standard deviation {1}', significant(mean), significant(deviation)), (on) =>
      actions.standardise(columns.map((column) => column.name).filter((other) => (other === name ? on : features.includes(other)))),
    );
    box.set(features.includes(name));
    return box.element;
  });
}

function fillTwin(table: HTMLTableElement, result: Standardisation): void {
  const row = (label: string, value: (side: ScaledDescent) => string) => [label, ...sides.map((side) => value(result[side]))];
  fillTable(
    table,
    t('Before and after standardisation'),
    ['', ...sides.map((side) => sideWords[side])],
    [
      row('κ', ({ conditionNumber }) => significant(conditionNumber)),
      row(t('steps'), stepWords),
      row('η', ({ learningRate }) => significant(learningRate)),
      row('L', ({ loss }) => significant(loss)),
    ],
  );
}

class ScaleMap {
  private readonly canvas = h('canvas', { 'aria-hidden': 'true' });
  private readonly area = h('div', { class: 'square' }, this.canvas);
  private readonly axes = h('p', { class: 'label' });
  private readonly numbers = h('p', { class: 'numbers' });
  readonly element: HTMLElement;

  constructor(private readonly side: Side) {
    this.element = h('figure', {}, h('h4', { class: 'label' }, sideWords[side]), this.numbers, this.area, this.axes);
  }

  draw({ [this.side]: shown, coordinates: pair }: Standardisation, names: readonly string[]): void {
    const size = this.area.clientWidth;
    const context = size > 0 ? sizeCanvas(this.canvas, size, size) : null;
    const view = coordinateView(shown.at, pair, names);
    setText(this.axes, t('{0} across, {1} up', ...view.names));
    setText(this.numbers, unbroken(countedWords(shown)));
    if (context) drawMap(context, canvasPath, shown, view, size);
    drawnBy(this.canvas, (brush, newPath) => drawMap<SvgPath>(brush, newPath, shown, view, size));
  }
}

type ViewOfPlane = ReturnType<typeof coordinateView>;

function drawMap<P extends Pen>(
  context: Brush<P>,
  newPath: NewPath<P>,
  { surface, path }: ScaledDescent,
  view: ViewOfPlane,
  size: number,
): void {
  const frame = { left: 0, size };
  const projection = planeProjection(surface.box, view, frame);
  const colours = reliefColours();
  drawRelief(context, newPath, { surface, projection, frame, colours, shading: lossShading(surface, colours.ramp) });
  drawPath(context, path, projection);
}

/** From a ring at the start to a dot at the end. */
function drawPath<P>(context: Brush<P>, path: Float64Array, { x, y }: Projection): void {
  const [ink, ground] = [resolvedColour('--path-0'), resolvedColour('--ground')];
  const at = (k: number): [number, number] => [x(path[2 * k]), y(path[2 * k + 1])];
  const last = path.length / 2 - 1;
  for (const [width, colour] of [
    [4, ground],
    [2, ink],
  ] as const) {
    Object.assign(context, { lineWidth: width, strokeStyle: colour, lineJoin: 'round' });
    context.beginPath();
    for (let k = 0; k <= last; k++) context.lineTo(...at(k));
    context.stroke();
  }
  dot(context, at(0), ground, ink);
  dot(context, at(last), ink, ground);
}

function dot<P>(context: Brush<P>, [x, y]: readonly [number, number], fill: string, stroke: string): void {
  Object.assign(context, { lineWidth: 2, fillStyle: fill, strokeStyle: stroke });
  context.beginPath();
  context.arc(x, y, 4, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}
