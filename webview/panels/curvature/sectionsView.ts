/** All cross-sections beside each other, with how far they reach and whether they share one L axis. */
import { t } from '../../../src/l10n/t';
import { h, setAttributes, setText } from '../../lib/dom';
import { type Colours, coloursNow } from '../../lib/lineChart';
import { asTyped } from '../../lib/scale';
import type { Store } from '../../lib/store';
import { checkbox, textField } from '../../lib/toolkit';
import { parsedNumber } from '../../lib/typing';
import type { Actions } from './actions';
import { automaticReach, reachFrom, reachPlace } from './reach';
import { ownParabola, rangeOf, spanning, touchingParabola } from './sections';
import { type SectionPicture, SectionView } from './sectionView';
import { reachOf, type State } from './state';
import { magnitude, writtenOut } from './words';

export function createSections(store: Store<State>, actions: Actions): HTMLElement {
  const grid = h('div', { class: 'grid-of-sections' });
  const some = h('p', { class: 'label' });
  const element = h(
    'section',
    { class: 'sections', 'aria-label': t('Cross-sections'), 'data-picture': 'sections' },
    controls(store, actions),
    grid,
    some,
  );
  let views: readonly SectionView[] = [];

  store.watch(
    (state) => [state.sections, state.held, state.readout, state.sharedScale, state.theme, state.description],
    (_, state) => {
      const pictures = picturesOf(state, coloursNow());
      grid.classList.toggle('few', pictures.length <= 2);
      grid.classList.toggle('long', (state.description?.n ?? 0) > writtenOut);
      fitViews(pictures.length);
      pictures.forEach((picture, i) => {
        views[i].draw(picture);
      });
      const n = state.description?.n ?? 0;
      setText(
        some,
        pictures.length > 0 && pictures.length < n ? t('{0} of {1} directions: the ends of the spectrum', pictures.length, n) : '',
      );
    },
  );
  return element;

  function fitViews(count: number): void {
    for (const view of views.slice(count)) view.dispose();
    const made = Array.from({ length: Math.max(0, count - views.length) }, () => new SectionView(actions));
    views = [...views.slice(0, count), ...made];
    grid.append(...made.map((view) => view.element));
  }
}

function picturesOf({ sections, held, readout, sharedScale, description }: State, colours: Colours): readonly SectionPicture[] {
  const shown = sections.map((section) => (held?.section.index === section.index ? held.section : section));
  const scale = magnitude(Float64Array.from(sections, ({ eigenvalue }) => eigenvalue));
  const ranges = shown.map(rangeOf);
  const shared = spanning(ranges);
  return shown.map((section, i) => {
    const isHeld = held?.section === section;
    const touching = isHeld && readout ? touchingParabola(readout, section) : undefined;
    return {
      section,
      parabola: touching ?? ownParabola(section),
      range: sharedScale ? shared : spanning([ranges[i]]),
      t: isHeld ? held.t : 0,
      held: isHeld,
      scale,
      coordinates: description?.coordinates ?? [],
      colours,
    };
  });
}

function controls(store: Store<State>, actions: Actions): HTMLElement {
  const slider = h('input', { type: 'range', min: 0, max: 100, step: 'any', 'aria-label': t('Reach, logarithmic') });
  const field = textField({ label: t('Reach'), title: t('Half the length of the sections') }, (text) => {
    const reach = parsedNumber(text);
    if (reach === undefined || reach <= 0) return false;
    actions.setReach(reach);
    return true;
  });
  const shared = checkbox(t('one L axis'), t('All sections on the same axis of L'), (checked) => actions.shareScale(checked));
  const legend = h(
    'span',
    { class: 'label legend', 'aria-hidden': 'true' },
    h('span', { class: 'curve' }, t('loss')),
    h('span', { class: 'curve model' }, t('Taylor, 2nd order')),
  );
  slider.addEventListener('input', () => {
    const { description } = store.state;
    if (description) actions.setReach(reachFrom(Number(slider.value), automaticReach(description)));
  });
  store.watch(
    (state) => [state.description, state.reach],
    ([description, reach]) => {
      if (!description) return;
      const now = reachOf({ description, reach });
      slider.value = String(reachPlace(now, automaticReach(description)));
      setAttributes(slider, { 'aria-valuetext': asTyped(now) });
      field.set(String(now));
    },
  );
  store.watch(
    (state) => [state.sharedScale],
    ([on]) => shared.set(on),
  );
  return h(
    'div',
    { class: 'controls' },
    h('span', { class: 'label' }, t('Reach ±')),
    field.element,
    h('div', { class: 'range' }, h('div', { class: 'track' }), slider),
    shared.element,
    legend,
  );
}
