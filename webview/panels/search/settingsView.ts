/** What is searched and how: optimizer and schedule with their options, strategy and budget. */
import { t } from '../../../src/l10n/t';
import type { Catalog } from '../../../src/protocol/model';
import { h, setText } from '../../lib/dom';
import { field } from '../../lib/options/fields';
import { numberField, type WrittenField } from '../../lib/options/numberField';
import { parseShare, parseWhole, parseWholeOrNone } from '../../lib/options/numbers';
import { entryOf } from '../../lib/picture/runSettings';
import type { Store } from '../../lib/store';
import { dropdown } from '../../lib/toolkit';
import type { Actions } from './actions';
import { createOptions } from './optionsView';
import { type Plan, withOptimizer, withSchedule } from './plan';
import { type State, takesData } from './state';
import { costWords } from './words';

const most = { trials: 10_000, steps: 1_000_000, seed: 2 ** 31 - 1, examples: 1_000_000_000 } as const;
/** Stands for no schedule in its list. */
const none = 'none';

export function createSettings(store: Store<State>, actions: Actions): HTMLElement {
  const choices = h('div', { class: 'fields' });
  const budget = h('div', { class: 'fields' });
  const about = h('p', { class: 'label about-strategy' });
  let fields: readonly WrittenField<State>[] = [];
  store.watch(
    (state) => [state.catalog, takesData(state)],
    ([catalog, data]) => {
      const [above, below] = [choiceFields(catalog, actions), [...budgetFields(catalog, actions), ...(data ? dataFields(actions) : [])]];
      fields = [...above, ...below];
      choices.replaceChildren(...above.map(({ element }) => element));
      budget.replaceChildren(...below.map(({ element }) => element));
      for (const { write } of fields) write(store.state);
    },
  );
  store.watch(
    (state) => [state.plan, state.catalog],
    ([plan, { strategies }], state) => {
      for (const { write } of fields) write(state);
      const strategy = strategies.find(({ id }) => id === plan.strategy);
      setText(about, strategy ? `${strategy.help} ${costWords(plan)}.` : '');
      about.title = strategy?.source ?? '';
    },
  );
  return h(
    'section',
    { class: 'settings', 'aria-label': t('What is searched') },
    h('h3', {}, t('What is searched')),
    choices,
    createOptions(store, actions),
    budget,
    about,
  );
}

function choiceFields({ optimizers, schedules }: Catalog, actions: Actions): readonly WrittenField<State>[] {
  const optimizer = listField(
    t('Optimizer'),
    optimizers,
    (id) => actions.change((plan) => withOptimizer(plan, entryOf(optimizers, id))),
    ({ plan }) => plan.optimizer,
  );
  const constant = { id: none, name: t('none') };
  // Constant is what there is without one.
  const others = schedules.filter(({ id }) => id !== 'constant');
  const schedule = listField(
    t('Schedule'),
    [constant, ...others],
    (id) => actions.change((plan) => withSchedule(plan, id === none ? undefined : id)),
    ({ plan }) => plan.schedule ?? none,
  );
  return [
    optimizer,
    {
      element: schedule.element,
      write(state) {
        schedule.element.hidden = !('learningRate' in (entryOf(optimizers, state.plan.optimizer)?.options ?? {}));
        schedule.write(state);
      },
    },
  ];
}

function listField(
  label: string,
  entries: readonly { readonly id: string; readonly name: string; readonly help?: string }[],
  change: (id: string) => void,
  read: (state: State) => string,
): WrittenField<State> {
  const words = (id: string) => entries.find((entry) => entry.id === id)?.name ?? id;
  const control = dropdown(
    label,
    entries.map(({ id }) => id),
    change,
    words,
  );
  return { element: field({ kind: 'choice', label, help: label }, control.element), write: (state) => control.set(read(state)) };
}

const judgements: Readonly<Record<Plan['judgement'], string>> = { final: t('the final loss'), best: t('the best on the way') };

function budgetFields({ strategies }: Catalog, actions: Actions): readonly WrittenField<State>[] {
  const whole = (key: 'trials' | 'steps' | 'seed', label: string, help: string, least: number): WrittenField<State> =>
    numberField({ label, help }, (text) => parseWhole(text, least, most[key]), {
      change: (value) => actions.change((plan) => ({ ...plan, [key]: value })),
      read: ({ plan }) => String(plan[key]),
    });
  return [
    listField(
      t('Strategy'),
      strategies,
      (strategy) => actions.change((plan) => ({ ...plan, strategy })),
      ({ plan }) => plan.strategy,
    ),
    whole('trials', t('Trials'), t('How many full runs the search may cost.'), 1),
    whole('steps', t('Steps'), t('Optimizer steps of a full run.'), 1),
    whole('seed', t('Seed'), t('Of everything that is drawn.'), 0),
    listField(
      t('Judged by'),
      Object.entries(judgements).map(([id, name]) => ({ id, name })),
      (id) => actions.change((plan) => ({ ...plan, judgement: id === 'best' ? 'best' : 'final' })),
      ({ plan }) => plan.judgement,
    ),
  ];
}

function dataFields(actions: Actions): readonly WrittenField<State>[] {
  return [
    numberField(
      { label: t('Batch size'), help: t('Examples per step. Empty: all of them.') },
      (text) => parseWholeOrNone(text, 1, most.examples),
      {
        change: (batchSize) => actions.change((plan) => ({ ...plan, batchSize })),
        read: ({ plan }) => String(plan.batchSize ?? ''),
      },
    ),
    numberField(
      {
        label: t('Held out'),
        help: t('Share of the examples that trials are judged by, e.g. 0.2 or 20 %. Empty: none, or those that @validation names.'),
      },
      parseShare,
      { change: (heldOut) => actions.change((plan) => ({ ...plan, heldOut })), read: ({ plan }) => String(plan.heldOut ?? '') },
    ),
  ];
}
