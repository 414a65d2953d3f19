/** The focused optimizer's options, from its metadata. */
import { t } from '../../../src/l10n/t';
import type { EntryMetadata } from '../../../src/protocol/model';
import { h } from '../../lib/dom';
import { fillFields, type Values } from '../../lib/options/fields';
import type { Actions } from '../../lib/picture/actions';
import { rateOption } from '../../lib/picture/rate';
import { metadataOf, setOption } from '../../lib/picture/settings';
import { focused, type State } from '../../lib/picture/state';
import type { Store } from '../../lib/store';

export function createForm(store: Store<State>, actions: Actions): HTMLElement {
  const own = h('div', { class: 'fields' });
  const about = h('p', { class: 'label about' });
  const element = h('section', { class: 'options', 'aria-label': t('Options') }, about, own);
  let write: (values: Values) => void = () => undefined;

  store.watch(
    (state) => [state.optionsOpen],
    ([open]) => {
      element.hidden = !open;
    },
  );
  store.watch(
    (state) => [metadataFor(state), focused(state)?.key],
    ([entry, key]) => {
      if (!entry || key === undefined) return;
      about.replaceChildren(...aboutEntry(entry));
      // The learning rate has its own slider.
      const { [rateOption]: _rate, ...options } = entry.options;
      write = fillFields(own, options, (option, value) => actions.change((settings) => setOption(settings, key, option, value)));
    },
  );
  store.watch(
    (state) => [metadataFor(state), focused(state)?.options],
    ([, options]) => write(options ?? {}),
  );
  return element;
}

/** Name, help and formula of an entry; its source on hovering. */
export const aboutEntry = ({ name, help, formula, source }: EntryMetadata): readonly (Node | string)[] => [
  h('b', {}, name),
  ` ${help} `,
  h('code', { title: source }, formula),
];

function metadataFor(state: State): EntryMetadata | undefined {
  const chip = focused(state);
  return chip && metadataOf(state.catalog, chip);
}
