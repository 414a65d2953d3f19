/** Batches, held-out data and early stopping; shown only where the loss is over data. */
import { t } from '../../../../src/l10n/t';
import { stepsPerEpoch } from '../../../../src/protocol/epochs';
import { h, setText } from '../../../lib/dom';
import { numberField, type WrittenField } from '../../../lib/options/numberField';
import { parseAtLeastZero, parseShare, parseWhole, parseWholeOrNone } from '../../../lib/options/numbers';
import type { Actions } from '../../../lib/picture/actions';
import { type Training, withTraining } from '../../../lib/picture/runSettings';
import type { State } from '../../../lib/picture/state';
import type { Store } from '../../../lib/store';
import { batchWords } from './batchWords';

const mostEpochs = 1e5;
const mostExamples = 1e9;

type Parse = (text: string) => number | undefined | 'invalid';

export function createBatches(store: Store<State>, actions: Actions): HTMLElement {
  const fields = [batchSize(actions), epochs(store, actions), heldOut(actions), patience(actions), minDelta(actions)];
  const said = h('p', { class: 'label batches-said', 'aria-live': 'polite' });
  const element = h(
    'div',
    { class: 'group batches', role: 'group', 'aria-label': t('Batches') },
    h('div', { class: 'fields' }, ...fields.map((one) => one.element)),
    said,
  );
  store.watch(
    (state) => [state.description, state.settings.run, state.settings.steps],
    (_, state) => {
      element.hidden = state.description?.summary.takesData !== true;
      for (const { write } of fields) write(state);
      setText(said, batchWords(state.description?.examples, state.settings.run));
    },
  );
  return element;
}

function trainingField(
  actions: Actions,
  which: keyof Training,
  parse: Parse,
  words: { readonly label: string; readonly help: string },
): WrittenField<State> {
  return numberField(words, parse, {
    change: (value) => actions.changeRun((run) => withTraining(run, which, value)),
    read: ({ settings }) => String(settings.run.training[which] ?? ''),
  });
}

const batchSize = (actions: Actions): WrittenField<State> =>
  trainingField(actions, 'batchSize', (text) => parseWholeOrNone(text, 1, mostExamples), {
    label: t('Batch size'),
    help: t('Examples per step, in another order every epoch; the last batch of an epoch may be smaller. Empty: all of them in each step.'),
  });

/** Another way to say how many steps. */
function epochs(store: Store<State>, actions: Actions): WrittenField<State> {
  const perEpoch = ({ description, settings }: State) => stepsPerEpoch(description?.examples ?? 1, settings.run.training);
  return numberField(
    { label: t('Epochs'), help: t('Passes over the examples: so many steps as these take.') },
    (text) => parseWhole(text, 1, mostEpochs),
    {
      change: (count) => actions.change((settings) => ({ ...settings, steps: Math.min(mostEpochs, count * perEpoch(store.state)) })),
      read: (state) => String(Number((state.settings.steps / perEpoch(state)).toPrecision(4))),
    },
  );
}

const heldOut = (actions: Actions): WrittenField<State> =>
  trainingField(actions, 'validation', parseShare, {
    label: t('Held out'),
    help: t('Share of the examples to judge by, drawn by the seed, e.g. 0.2 or 20 %. Empty: none, or those that @validation names.'),
  });

const patience = (actions: Actions): WrittenField<State> =>
  trainingField(actions, 'patience', (text) => parseWholeOrNone(text, 0, mostEpochs), {
    label: t('Patience'),
    help: t('Stops after more epochs than this without a lower loss on held-out data, and goes back to the best. Empty: never.'),
  });

const minDelta = (actions: Actions): WrittenField<State> =>
  trainingField(actions, 'minDelta', parseAtLeastZero, {
    label: t('Least improvement'),
    help: t('A held-out loss that is lower by no more than this does not count as better. Empty: 0.'),
  });
