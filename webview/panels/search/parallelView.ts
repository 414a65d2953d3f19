/** Parallel coordinates (Inselberg 1985): one upright axis for each searched option and one for the loss, one line for each trial. */
import { t } from '../../../src/l10n/t';
import type { OptionTable, Trial } from '../../../src/protocol/model';
import { h, s, setAttributes } from '../../lib/dom';
import type { Store } from '../../lib/store';
import type { Actions } from './actions';
import { lossAxis, optionTicks, shareOf, type Tick } from './axes';
import { tableOf } from './plan';
import { type Found, type State, shownTrial } from './state';
import { allJudgedBy, diverged, labelOf } from './words';

/** More lines would be a smear; the best are drawn. */
const mostLines = 400;
/** How near to a line the pointer picks it, in pixels. */
const grasp = 10;
const height = 210;
/** Above the axes for their names, below for room, beside for the ends of the labels. */
const [head, foot, beside] = [26, 8, 54];
/** So many stand out. */
const eliteCount = 5;

interface Line {
  readonly trial: Trial;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export function createParallel(store: Store<State>, actions: Actions): HTMLElement {
  const picture = s('svg', { class: 'parallel-picture', 'aria-hidden': 'true', height });
  const area = h('div', { class: 'parallel-area' }, picture);
  const element = h(
    'section',
    { class: 'parallel', 'aria-label': t('Parallel coordinates'), 'data-picture': 'parallel' },
    h('h3', {}, t('All options at once')),
    area,
  );
  let lines: readonly Line[] = [];
  const draw = () => {
    const { found, catalog } = store.state;
    element.hidden = !found || found.report.trials.length === 0;
    const { clientWidth: width } = area;
    if (!found || element.hidden || width === 0) return;
    setAttributes(picture, { width, viewBox: `0 0 ${width} ${height}` });
    lines = linesOf(found, width);
    picture.replaceChildren(...axesOf(found, tableOf(found.plan, catalog), width), ...lines.map(pathOf(found)));
    mark(picture, store.state);
  };
  new ResizeObserver(draw).observe(area);
  store.watch((state) => [state.found, state.catalog], draw);
  store.watch(
    (state) => [state.picked, state.pointed, state.found],
    (_, state) => mark(picture, state),
  );
  const at = ({ clientX, clientY }: MouseEvent): number | undefined => {
    const { left, top } = picture.getBoundingClientRect();
    return nearest(lines, clientX - left, clientY - top)?.trial.index;
  };
  area.addEventListener('pointermove', (event) => actions.point(at(event)));
  area.addEventListener('pointerleave', () => actions.point(undefined));
  area.addEventListener('click', (event) => {
    const index = at(event);
    if (index !== undefined) actions.pick(index);
  });
  return element;
}

const placeOfAxis = (i: number, count: number, width: number): number =>
  count === 1 ? width / 2 : beside + (i * (width - 2 * beside)) / (count - 1);

const yOf = (share: number): number => head + (1 - share) * (height - head - foot);

/** The worst first, so that the best lie on top. */
function linesOf({ report: { space, trials } }: Found, width: number): readonly Line[] {
  const axis = lossAxis(trials);
  const ranked = trials.toSorted((a, b) => (a.loss === b.loss ? 0 : a.loss - b.loss)).slice(0, mostLines);
  return ranked.reverse().map((trial) => ({
    trial,
    points: [...trial.place, shareOf(axis, trial.loss)].map((share, i) => [placeOfAxis(i, space.length + 1, width), yOf(share)] as const),
  }));
}

function pathOf({ report }: Found): (line: Line) => SVGElement {
  const elite = new Set(
    report.trials
      .toSorted((a, b) => a.loss - b.loss)
      .slice(0, eliteCount)
      .map(({ index }) => index),
  );
  return ({ trial, points }) => {
    const kind = diverged(trial) ? 'lost' : trial.index === report.best?.index ? 'best' : elite.has(trial.index) ? 'elite' : '';
    const d = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`).join('');
    return s('path', { d, class: `line ${kind}`, 'data-trial': trial.index });
  };
}

function axesOf({ report: { space, trials } }: Found, table: OptionTable, width: number): readonly SVGElement[] {
  const loss = lossAxis(trials);
  const [low, high] = loss.range;
  const levels = Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, k) => Math.ceil(low) + k);
  const every = Math.max(1, Math.ceil(levels.length / 5));
  const lossTicks: readonly Tick[] = loss.isLog
    ? levels.filter((level) => level % every === 0).map((level) => ({ at: (level - low) / (high - low), label: loss.label(level) }))
    : [0.1, 0.5, 0.9].map((at) => ({ at, label: loss.label(low + at * (high - low)) }));
  const all = [
    ...space.map((dimension) => ({ name: labelOf(dimension.name, table), ticks: optionTicks(dimension) })),
    { name: allJudgedBy(trials), ticks: lossTicks },
  ];
  return all.map(({ name, ticks }, i) => axis(name, ticks, placeOfAxis(i, all.length, width), i === all.length - 1));
}

function axis(name: string, ticks: readonly Tick[], x: number, last: boolean): SVGElement {
  const labels = ticks.flatMap(({ at, label }) => [
    s('path', { class: 'tick', d: `M${x - 3},${yOf(at)}h6` }),
    s('text', { class: 'halo', x: last ? x + 7 : x - 7, y: yOf(at) + 4, 'text-anchor': last ? 'start' : 'end' }, label),
  ]);
  return s(
    'g',
    { class: 'axis' },
    s('path', { d: `M${x},${yOf(0)}V${yOf(1)}` }),
    s('text', { class: 'name', x, y: 14, 'text-anchor': 'middle' }, name),
    ...labels,
  );
}

function mark(picture: SVGElement, state: State): void {
  const shown = shownTrial(state)?.index;
  for (const path of picture.querySelectorAll<SVGElement>('.line')) {
    const index = Number(path.dataset.trial);
    path.classList.toggle('shown', index === shown && state.picked !== undefined);
    path.classList.toggle('pointed', index === state.pointed);
  }
}

/** By how far the line passes from the pointer, up or down. */
function nearest(lines: readonly Line[], x: number, y: number): Line | undefined {
  const away = ({ points }: Line): number => {
    const k = points.findIndex(([px], i) => i > 0 && px >= x);
    if (k < 0) return Number.POSITIVE_INFINITY;
    const [[ax, ay], [bx, by]] = [points[k - 1], points[k]];
    return Math.abs(ay + ((by - ay) * (x - ax)) / (bx - ax || 1) - y);
  };
  // Of lines that lie upon each other the one on top, which is the best.
  return lines.reduce<Line | undefined>(
    (found, line) => (away(line) <= Math.min(grasp, found ? away(found) : grasp) ? line : found),
    undefined,
  );
}
