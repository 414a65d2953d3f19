/** What the run, the batch sizes and the starts share: optimizer, rate, epochs, batches, held-out data, patience, seed. */
import { t } from '../../../src/l10n/t';
import { offers } from '../../../src/protocol/offers';
import { h } from '../../lib/dom';
import { field } from '../../lib/options/fields';
import { numberField, type WrittenField } from '../../lib/options/numberField';
import { parseAtLeastZero, parseLimit, parseShare, parseWhole, parseWholeOrNone } from '../../lib/options/numbers';
import type { Store } from '../../lib/store';
import { dropdown } from '../../lib/toolkit';
import type { Actions } from './actions';
import { isOverExamples, offerOf, rateOf, type Settings } from './settings';
import { type State, surroundingsOf } from './state';

const mostEpochs = 1e5;
const mostSteps = 1e6;
const mostExamples = 1e9;
const mostSeed = 2 ** 31 - 1;

export function createSettings(store: Store<State>, actions: Actions): HTMLElement {
  const overData = overExamples(actions);
  const others = [steps(actions)];
  const always = [rate(actions), seed(actions)];
  const fields = [always[0], ...overData, ...others, always[1]];
  const element = h(
    'section',
    { class: 'settings', 'aria-label': t('Settings') },
    h('div', { class: 'fields' }, optimizer(store, actions), ...fields.map((one) => one.element)),
  );
  store.watch(
    (state) => [state.settings, state.description, state.catalog, state.readout],
    ([, description], state) => {
      for (const { write } of fields) write(state);
      const over = description !== undefined && isOverExamples(description);
      for (const one of overData) one.element.hidden = !over;
      for (const one of others) one.element.hidden = over;
    },
  );
  return element;
}

/** Made anew when there are other optimizers, which is once. */
function optimizer(store: Store<State>, actions: Actions): HTMLElement {
  const holder = h('div');
  const label = t('Optimizer');
  store.watch(
    (state) => [state.catalog],
    ([catalog]) => {
      if (!catalog) return;
      const list = dropdown(
        label,
        offers(catalog).map(({ name }) => name),
        (name) => {
          actions.choose('rate', undefined);
          actions.choose('optimizer', name);
        },
      );
      holder.replaceChildren(field({ kind: 'choice', label, help: t('How to descend.') }, list.element));
      store.watch(
        (state) => [state.settings.optimizer],
        () => list.set(offerOf(catalog, store.state.settings).name),
      );
    },
  );
  return holder;
}

type Numeric = 'rate' | 'epochs' | 'steps' | 'batchSize' | 'validation' | 'patience' | 'minDelta' | 'seed';

function numeric<K extends Numeric>(
  actions: Actions,
  key: K,
  parse: (text: string) => Settings[K] | 'invalid',
  words: { readonly label: string; readonly help: string },
  read: (state: State) => string = ({ settings }) => String(settings[key] ?? ''),
): WrittenField<State> {
  return numberField(words, parse, { change: (value) => actions.choose(key, value), read });
}

const rate = (actions: Actions): WrittenField<State> =>
  numeric(
    actions,
    'rate',
    parseLimit,
    { label: t('Learning rate'), help: t('η. Empty: what suits the optimizer and the loss at its start.') },
    (state) => {
      const surroundings = surroundingsOf(state);
      const inForce = surroundings && rateOf(state.settings, surroundings);
      return inForce === undefined ? '' : String(Number(inForce.toPrecision(6)));
    },
  );

const seed = (actions: Actions): WrittenField<State> =>
  numeric(actions, 'seed', (text) => parseWhole(text, 0, mostSeed), {
    label: t('Seed'),
    help: t('Of the order of the examples, and of who is held out.'),
  });

const steps = (actions: Actions): WrittenField<State> =>
  numeric(actions, 'steps', (text) => parseWhole(text, 1, mostSteps), { label: t('Steps'), help: t('How many steps the run takes.') });

const overExamples = (actions: Actions): readonly WrittenField<State>[] => [
  numeric(actions, 'epochs', (text) => parseWhole(text, 1, mostEpochs), {
    label: t('Epochs'),
    help: t('Passes over the examples that are learnt from.'),
  }),
  numeric(actions, 'batchSize', (text) => parseWholeOrNone(text, 1, mostExamples), {
    label: t('Batch size'),
    help: t('Examples per step, in another order every epoch; the last batch of an epoch may be smaller. Empty: all of them in each step.'),
  }),
  numeric(actions, 'validation', parseShare, {
    label: t('Held out'),
    help: t('Share of the examples to judge by, drawn by the seed, e.g. 0.2 or 20 %. Empty: none, or those that @validation names.'),
  }),
  numeric(actions, 'patience', (text) => parseWholeOrNone(text, 0, mostEpochs), {
    label: t('Patience'),
    help: t('Stops after more epochs than this without a lower loss on held-out data, and goes back to the best. Empty: never.'),
  }),
  numeric(actions, 'minDelta', parseAtLeastZero, {
    label: t('Least improvement'),
    help: t('A held-out loss that is lower by no more than this does not count as better. Empty: 0.'),
  }),
];
