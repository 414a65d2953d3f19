/** One column for each batch size: updates, time, noise, sharpness and losses after the same number of epochs. */
import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import type { BatchTrial } from '../../../src/protocol/model';
import { stopWords } from '../../../src/protocol/words';
import { h } from '../../lib/dom';
import { numberField } from '../../lib/options/numberField';
import type { Store } from '../../lib/store';
import { checkbox } from '../../lib/toolkit';
import type { Actions } from './actions';
import { jobControls, section, withoutData } from './section';
import { parseSizes, sizesOf } from './settings';
import type { State } from './state';

interface Measure {
  readonly label: string;
  readonly title: string;
  value(trial: BatchTrial): string;
}

const milliseconds = (value: number): string => `${significant(value)}\u00a0ms`;
const known = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? '–' : significant(value));

const measures: readonly Measure[] = [
  {
    label: t('Updates per epoch'),
    title: t('One for each batch, a smaller last one included'),
    value: ({ updatesPerEpoch }) => String(updatesPerEpoch),
  },
  { label: 'η', title: t('Learning rate'), value: ({ learningRate }) => known(learningRate) },
  {
    label: t('Time per update'),
    title: t('What the gradient of one batch takes, measured on this machine once its code is compiled'),
    value: ({ millisecondsPerUpdate }) => milliseconds(millisecondsPerUpdate),
  },
  {
    label: t('Time per epoch'),
    title: t('The same for all batches of an epoch'),
    value: ({ millisecondsPerEpoch }) => milliseconds(millisecondsPerEpoch),
  },
  {
    label: t('Noise of an update'),
    title: t('Standard deviation of a batch’s gradient at the start, against the length of the whole gradient'),
    value: ({ batchNoise }) => known(batchNoise),
  },
  {
    label: t('Noise scale at the end'),
    title: t(
      'tr Σ / |G|², in examples: with batches much larger than this, noise no longer matters (McCandlish et al. 2018). ∞: no gradient is left but noise.',
    ),
    value: ({ noiseScale }) => known(noiseScale),
  },
  {
    label: t('Sharpness λmax'),
    title: t('Largest eigenvalue of the Hessian at the point reached'),
    value: ({ sharpness }) => known(sharpness),
  },
  { label: t('Training loss'), title: t('Over all examples that are learnt from, at the point reached'), value: ({ loss }) => known(loss) },
  { label: t('Held-out loss'), title: t('At the point reached'), value: ({ validation }) => known(validation) },
  {
    label: t('Lowest on the way'),
    title: t('The lowest held-out loss after any epoch'),
    value: ({ bestValidation }) => known(bestValidation),
  },
  { label: t('End'), title: t('How the run ended'), value: ({ stopped }) => stopWords[stopped] },
];

export function createBatches(store: Store<State>, actions: Actions): HTMLElement {
  const controls = jobControls(store, actions, 'batches', {
    start: t('Compare'),
    progress: ({ batches, settings, description }) =>
      t('{0} of {1} batch sizes', batches.value?.length ?? 0, sizesOf(settings, description ?? {}).length),
  });
  const sizes = numberField<readonly number[] | undefined, State>(
    { label: t('Batch sizes'), help: t('Separated by commas. Empty: all examples, a quarter and a sixteenth of them.') },
    parseSizes,
    {
      change: (value) => actions.choose('sizes', value),
      read: ({ settings, description }) => sizesOf(settings, description ?? {}).join(', '),
    },
  );
  sizes.element.classList.add('wide');
  const scale = checkbox(
    t('Scale η'),
    t('The learning rate grows in proportion to the batch size, from that for the smallest (Goyal et al. 2017).'),
    (on) => actions.choose('scaleRate', on),
  );
  const table = h('table');
  const region = h('div', { class: 'scrolling', role: 'region', 'aria-label': t('Batch sizes side by side'), tabindex: 0 }, table);
  const note = withoutData(store, t('Batch sizes can be compared for losses over data.'), [
    sizes.element,
    scale.element,
    controls.button,
    controls.status,
    region,
  ]);
  store.watch(
    (state) => [state.settings, state.description],
    (_, state) => {
      sizes.write(state);
      scale.set(state.settings.scaleRate);
    },
  );
  store.watch(
    (state) => [state.batches],
    ([{ value, stale }]) => {
      region.hidden = value === undefined || value.length === 0;
      region.classList.toggle('stale', stale);
      if (value) table.replaceChildren(...tableOf(value));
    },
  );
  return section('batches', t('Batch sizes'), [sizes.element, scale.element, controls.button], note, controls.status, region);
}

function tableOf(trials: readonly BatchTrial[]): readonly HTMLElement[] {
  const heads = trials.map(({ batchSize }) => h('th', { scope: 'col', class: 'num' }, String(batchSize)));
  const head = h('thead', {}, h('tr', {}, h('th', { scope: 'col', class: 'label' }, t('Batch size')), ...heads));
  const shown = measures.filter(({ value }) => trials.some((trial) => value(trial) !== '–'));
  const rows = shown.map(({ label, title, value }) =>
    h('tr', {}, h('th', { scope: 'row', class: 'label', title }, label), ...trials.map((trial) => h('td', { class: 'num' }, value(trial)))),
  );
  return [h('caption', { class: 'unseen' }, t('What each batch size makes of the same number of epochs')), head, h('tbody', {}, ...rows)];
}
