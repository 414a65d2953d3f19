/** Time: the transport with its scrubber, and one strip per quantity on a common step axis with one cursor. */
import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import { h, setAttributes, setText, setVariables } from '../../lib/dom';
import { afterPaint } from '../../lib/frame';
import { iconButton } from '../../lib/iconButton';
import { icon } from '../../lib/icons';
import { openMenu } from '../../lib/menu';
import type { Actions } from '../../lib/picture/actions';
import { focused, focusedRun, type State, shownRuns } from '../../lib/picture/state';
import { lastRow } from '../../lib/rows';
import { linearScale, ticks } from '../../lib/scale';
import type { Store } from '../../lib/store';
import { fillTable, spread } from '../../lib/table';
import { createAverage, firstBeta } from './average';
import { stripsFor } from './strips';
import { StripView } from './stripView';

/** From here on there is no room for the total beside the step. */
const longRun = 10_000;
/** Rows of the table twin. */
const mostTableRows = 60;

/** The transport stands apart from the strips: in a narrow panel it stays in view while these scroll away. */
export function createTimeline(store: Store<State>, actions: Actions): { readonly transport: HTMLElement; readonly strips: HTMLElement } {
  const { bar, write } = createTransport(store, actions);
  const rows = h('div', { class: 'strips' });
  const cursor = h('div', { class: 'cursor' });
  const axis = h('div', { class: 'axis label', 'aria-hidden': 'true' });
  const table = h('table');
  const twins = iconButton('table', t('Show the numbers as tables'), () => actions.toggle('tablesShown'));
  const field = h('div', { class: 'field-of-time' }, rows, cursor);
  const element = h(
    'section',
    { class: 'time', 'aria-label': t('Timeline'), 'data-picture': 'timeline' },
    field,
    createAverage(store, actions),
    h('div', { class: 'foot' }, axis, twins),
    h('div', { class: 'twin' }, table),
  );
  let views: readonly StripView[] = [];

  scrubOn(field, () => plotOf(field), store, actions);
  const observer = new ResizeObserver(() => {
    for (const view of views) view.resize();
    moveCursor(store.state);
  });
  observer.observe(field);

  // Paths arrive one after the other; they are drawn together, and after readouts and map.
  const draw = afterPaint(() => drawStrips(store.state));
  store.watch((state) => [state.runs, state.settings, state.side.averages, state.theme], draw);
  store.watch(
    (state) => [state.step, state.runs, state.settings.steps],
    (_, state) => moveCursor(state),
  );
  store.watch(
    (state) => [state.tablesShown],
    ([shown]) => {
      twins.setAttribute('aria-pressed', String(shown));
      document.body.classList.toggle('tables', shown);
    },
  );
  return { transport: bar, strips: element };

  function drawStrips(state: State): void {
    const shown = shownRuns(state);
    const wanted = stripsFor(shown.map(({ run }) => run));
    if (wanted.map(({ id }) => id).join() !== views.map(({ strip }) => strip.id).join()) {
      for (const view of views) view.dispose();
      views = wanted.map((strip) => new StripView(strip, strip.averaged ? averageMenu(store, actions) : undefined));
      rows.replaceChildren(...views.map((view) => view.element));
    }
    for (const [i, view] of views.entries()) {
      view.draw({ shown, settings: state.settings, noted: i === 0, averages: state.side.averages });
    }
    drawAxis(axis, state.settings.steps);
    moveCursor(state);
    fillTimelineTable(table, state);
  }

  function moveCursor(state: State): void {
    const chip = focused(state);
    element.className = `time c${chip?.style ?? 0}`;
    bar.className = `transport c${chip?.style ?? 0}`;
    write(state);
    const place = state.settings.steps > 0 ? state.step / state.settings.steps : 0;
    setVariables(element, { '--now': place });
    for (const view of views) view.mark(shownRuns(state), state.step, focusedRun(state));
  }
}

/** What else the strip of the loss can show. */
function averageMenu(store: Store<State>, actions: Actions): HTMLElement {
  const toggle = () => actions.change((settings) => ({ ...settings, average: settings.average === undefined ? firstBeta : undefined }));
  const open = () =>
    openMenu(button, t('Curve of the loss'), [
      { label: t('Weighted average'), hint: 'vₜ = βvₜ₋₁ + (1 − β)xₜ', checked: store.state.settings.average !== undefined, run: toggle },
    ]);
  const button = iconButton('more', t('Curve of the loss: average'), open);
  button.setAttribute('aria-haspopup', 'menu');
  return button;
}

/** Where the strips' curves lie within the timeline. */
function plotOf(field: HTMLElement): DOMRect | undefined {
  return field.querySelector('.plot')?.getBoundingClientRect();
}

function scrubOn(target: HTMLElement, plot: () => DOMRect | undefined, store: Store<State>, actions: Actions): void {
  const seek = (event: PointerEvent) => {
    const area = plot();
    if (area) actions.seek(linearScale([area.left, area.right], [0, store.state.settings.steps])(event.clientX));
  };
  target.addEventListener('pointerdown', (event) => {
    const onButton = event.target instanceof Element && event.target.closest('button') !== null;
    if (event.button !== 0 || onButton) return;
    actions.pause();
    target.setPointerCapture(event.pointerId);
    seek(event);
  });
  target.addEventListener('pointermove', (event) => {
    if (target.hasPointerCapture(event.pointerId)) seek(event);
  });
}

function createTransport(store: Store<State>, actions: Actions): { bar: HTMLElement; write: (state: State) => void } {
  const stepBy = (by: number) => () => {
    actions.pause();
    actions.seek(store.state.step + by);
  };
  const back = iconButton('back', t('Previous step'), stepBy(-1));
  const play = iconButton('play', t('Play'), () => actions.togglePlay());
  const next = iconButton('next', t('Next step'), stepBy(1));
  const speed = h('button', { type: 'button', class: 'icon speed', title: t('Speed'), onclick: () => actions.nextSpeed() });
  const slider = h('input', { type: 'range', min: 0, 'aria-label': t('Step') });
  slider.addEventListener('input', () => {
    actions.pause();
    actions.seek(Number(slider.value));
  });
  const now = h('b');
  const total = h('span', { class: 'label' });
  const bar = h(
    'div',
    { class: 'transport', role: 'group', 'aria-label': t('Playback') },
    h('div', { class: 'keys' }, back, play, next, speed),
    h('div', { class: 'range' }, h('div', { class: 'track' }), slider),
    h('div', { class: 'count' }, now, total),
  );
  store.watch(
    (state) => [state.playing, state.speed],
    ([playing, factor]) => {
      play.replaceChildren(icon(playing ? 'pause' : 'play'));
      setAttributes(play, { 'aria-label': playing ? t('Pause') : t('Play'), title: playing ? t('Pause') : t('Play') });
      setText(speed, `${factor}×`);
      setAttributes(speed, { 'aria-label': t('Speed {0}×', factor) });
    },
  );
  return {
    bar,
    write({ step, settings }) {
      setAttributes(slider, { max: settings.steps, 'aria-valuetext': t('step {0} of {1}', step, settings.steps) });
      slider.value = String(step);
      setText(now, String(step));
      setText(total, settings.steps < longRun ? ` / ${settings.steps}` : '');
    },
  };
}

function drawAxis(axis: HTMLElement, steps: number): void {
  axis.replaceChildren(
    ...ticks(0, steps, 5)
      .filter(Number.isInteger)
      .map((step) => {
        const label = h('span', {}, step === 0 ? t('step 0') : String(step));
        setVariables(label, { '--at': step / steps });
        return label;
      }),
  );
}

function fillTimelineTable(table: HTMLTableElement, state: State): void {
  const chip = focused(state);
  const run = focusedRun(state);
  if (!chip || !run) return;
  const columns = stripsFor([run]);
  const names = columns.map(({ name, note }) => (note ? `${name} ${note}` : name));
  const { averages } = state.side;
  const averaged = averages?.of === run ? [averages.corrected, averages.uncorrected] : [];
  const averageNames = averaged.length > 0 ? [t('average of L'), t('without bias correction')] : [];
  const rows = spread(lastRow(run) + 1, mostTableRows).map((row) => [
    String(run.steps[row]),
    ...columns.map((strip) => significant(strip.values(run)[row], strip.digits)),
    ...averaged.map((values) => significant(values[row])),
  ]);
  fillTable(table, t('{0}, step by step', chip.name), [t('step'), ...names, ...averageNames], rows);
}
