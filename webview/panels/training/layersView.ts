/** How long the gradient is for each layer at each step: where it vanishes or explodes. */
import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import type { LayerHistory } from '../../../src/protocol/model';
import { evenRamp } from '../../lib/colour';
import { h, s, setText, setVariables } from '../../lib/dom';
import { type Brush, drawnBy } from '../../lib/export/drawing';
import { sizeCanvas } from '../../lib/picture/map/relief';
import { placed } from '../../lib/placed';
import { decadeLabel } from '../../lib/scale';
import type { Store } from '../../lib/store';
import { fillTable, spread } from '../../lib/table';
import { token } from '../../lib/theme';
import type { Actions } from './actions';
import { type HeatScale, heatScale } from './heat';
import { section } from './section';
import type { State } from './state';

/** Of a layer's row, in pixels. */
const rowHeight = 18;
const tableColumns = 6;

export function createLayers(store: Store<State>, actions: Actions): HTMLElement {
  const names = h('div', { class: 'names' });
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const area = h('div', { class: 'heat' }, canvas);
  const ends = h('div', { class: 'ends label', 'aria-hidden': 'true' });
  const legend = h('div', { class: 'scale label', 'aria-hidden': 'true' });
  const here = h('p', { class: 'label here' });
  const twin = h('table');
  const wrong = h('p', { class: 'wrong' });
  const figure = h('figure', { class: 'rows' }, names, area, ends);
  const element = section('layers', t('Layers'), [legend], wrong, figure, here, h('div', { class: 'twin' }, twin));
  const paint = () => {
    const { value } = store.state.layers;
    const { clientWidth } = area;
    const context = value && clientWidth > 0 ? sizeCanvas(canvas, clientWidth, rowHeight * value.layers.length) : null;
    if (value && context) drawHeat(context, clientWidth, value);
  };
  drawnBy(canvas, (brush) => {
    const { value } = store.state.layers;
    if (value) drawHeat(brush, area.clientWidth, value);
  });
  new ResizeObserver(paint).observe(area);
  store.watch(
    (state) => [state.layers, state.theme],
    ([{ value, problem }]) => {
      element.hidden = value === undefined && problem === undefined;
      wrong.hidden = problem === undefined;
      wrong.replaceChildren(...(problem ? placed(problem.location, problem.message, (to) => actions.reveal(to)) : []));
      figure.hidden = value === undefined;
      if (!value) return;
      setVariables(figure, { '--rows': value.layers.length, '--row': `${rowHeight}px` });
      names.replaceChildren(...value.layers.map((layer) => nameOf(layer, actions)));
      ends.replaceChildren(h('span', {}, '0'), h('span', {}, t('step {0}', value.steps[value.steps.length - 1])));
      legend.replaceChildren(...legendOf(heatScale(value)));
      setText(here, t('‖∂L/∂layer‖ over the steps of the run. A name leads to the parameter in the source.'));
      fillTwin(twin, value);
      paint();
    },
  );
  area.addEventListener('pointermove', (event) => {
    const { value } = store.state.layers;
    if (value) setText(here, cellWords(value, area, event));
  });
  return element;
}

function nameOf({ name, location }: LayerHistory['layers'][number], actions: Actions): HTMLElement {
  const title = t('Go to {0} in the source', name);
  return h('button', { type: 'button', role: 'link', class: 'link name', title, onclick: () => actions.reveal(location) }, name);
}

const ramp = (): ((t: number) => string) => evenRamp([token('--ground'), token('--field-high'), token('--path-0')]);

function drawHeat<P>(context: Brush<P>, whole: number, history: LayerHistory): void {
  const { norms, steps } = history;
  const [scale, colour, missing] = [heatScale(history), ramp(), token('--negative')];
  const width = whole / steps.length;
  norms.forEach((norm, i) => {
    const [layer, column] = [Math.floor(i / steps.length), i % steps.length];
    const place = scale.place(norm);
    context.fillStyle = place === undefined ? missing : colour(place);
    // Half a pixel more, or the ground would shine through between columns.
    context.fillRect(column * width, layer * rowHeight, width + 0.5, rowHeight - 1);
  });
}

function legendOf({ low, high }: HeatScale): readonly Element[] {
  const colour = ramp();
  const [width, height, steps] = [90, 8, 30];
  const bar = s(
    'svg',
    { class: 'bar', width, height },
    ...Array.from({ length: steps }, (_, i) =>
      s('rect', { x: (i * width) / steps, width: width / steps + 0.5, height, fill: colour(i / (steps - 1)) }),
    ),
  );
  return [h('span', {}, '‖∂L‖'), h('span', {}, decadeLabel(low)), bar, h('span', {}, decadeLabel(high))];
}

function cellWords({ layers, steps, norms }: LayerHistory, area: HTMLElement, event: PointerEvent): string {
  const { left, top, width } = area.getBoundingClientRect();
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, Math.floor(value)));
  const column = within(((event.clientX - left) / width) * steps.length, steps.length);
  const layer = within((event.clientY - top) / rowHeight, layers.length);
  return t('{0} at step {1}: {2}', layers[layer].name, steps[column], significant(norms[layer * steps.length + column]));
}

function fillTwin(table: HTMLTableElement, { layers, steps, norms }: LayerHistory): void {
  const columns = spread(steps.length, tableColumns);
  fillTable(
    table,
    t('Gradient norm of each layer'),
    [t('layer'), ...columns.map((column) => t('step {0}', steps[column]))],
    layers.map(({ name }, layer) => [name, ...columns.map((column) => significant(norms[layer * steps.length + column]))]),
  );
}
