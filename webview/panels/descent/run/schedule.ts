/** The schedule of the learning rate: which, its options, and the curve of η over the steps to come. */

import { t } from '../../../../src/l10n/t';
import { relevantOptions } from '../../../../src/protocol/followers';
import { h, setAttributes, setText } from '../../../lib/dom';
import { field, fillFields, type Values } from '../../../lib/options/fields';
import type { Actions } from '../../../lib/picture/actions';
import { entryOf, setScheduleOption, withSchedule } from '../../../lib/picture/runSettings';
import type { State } from '../../../lib/picture/state';
import { extent } from '../../../lib/rows';
import { asTyped } from '../../../lib/scale';
import { LineSketch } from '../../../lib/sketch';
import type { Store } from '../../../lib/store';
import { dropdown } from '../../../lib/toolkit';
import { aboutEntry } from '../form';

const none = 'none';

export function createSchedule(store: Store<State>, actions: Actions): HTMLElement {
  const which = h('div', { class: 'which' });
  const options = h('div', { class: 'fields' });
  const preview = createPreview(store);
  const about = h('p', { class: 'label about' });
  const element = h('div', { class: 'group' }, about, h('div', { class: 'fields' }, which, options, preview));
  let choose: (name: string) => void = () => undefined;
  let write: (values: Values) => void = () => undefined;

  store.watch(
    (state) => [state.catalog.schedules],
    ([schedules]) => {
      const control = dropdown(
        t('Schedule'),
        [none, ...schedules.map(({ id }) => id)],
        (choice) => actions.changeRun((run) => withSchedule(run, choice === none ? undefined : choice)),
        (choice) => entryOf(schedules, choice)?.name ?? t('none'),
      );
      choose = control.set;
      which.replaceChildren(field({ kind: 'choice', label: t('Schedule'), help: t('How η changes over the steps.') }, control.element));
    },
  );
  store.watch(
    (state) => [state.catalog.schedules, state.settings.run.schedule?.id, shownOptions(state).join()],
    ([schedules, id], { settings }) => {
      const entry = entryOf(schedules, id);
      choose(entry?.id ?? none);
      about.replaceChildren(...(entry ? aboutEntry(entry) : []));
      about.hidden = entry === undefined;
      const table = entry ? relevantOptions(entry, settings.run.schedule?.options ?? {}, schedules) : {};
      write = fillFields(options, table, (option, value) =>
        actions.changeRun((run) => setScheduleOption(run, store.state.catalog.schedules, option, value)),
      );
    },
  );
  store.watch(
    (state) => [state.catalog.schedules, state.settings.run.schedule],
    ([, schedule]) => write(schedule?.options ?? {}),
  );
  return element;
}

function shownOptions({ catalog, settings }: State): readonly string[] {
  const { schedule } = settings.run;
  const entry = entryOf(catalog.schedules, schedule?.id);
  return entry ? Object.keys(relevantOptions(entry, schedule?.options ?? {}, catalog.schedules)) : [];
}

/** Its place is kept while it is on its way. */
function createPreview(store: Store<State>): HTMLElement {
  const sketch = new LineSketch(150, 40);
  const words = h('span', { class: 'label' });
  const element = h('div', { class: 'preview', role: 'img' }, words, sketch.element);
  store.watch(
    (state) => [state.side.preview, state.settings.run.schedule === undefined, state.theme],
    ([rates, absent]) => {
      element.hidden = absent;
      const range = rates && extent(rates);
      const said = range ? `η ${asTyped(range[0])} … ${asTyped(range[1])}` : t('η over the steps');
      setText(words, said);
      setAttributes(element, { 'aria-label': t('Preview of the schedule: {0}', said) });
      sketch.draw(rates ?? new Float64Array());
    },
  );
  return element;
}
