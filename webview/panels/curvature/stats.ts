/** The numbers at the point. */

import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import type { Readout } from '../../../src/protocol/model';
import { definitenessWords } from '../../../src/protocol/words';
import { h, setText } from '../../lib/dom';
import type { Store } from '../../lib/store';
import type { State } from './state';
import { entry, inertiaWords, magnitude } from './words';

interface Stat {
  readonly label: string;
  readonly title: string;
  /** Said in words, which take more room than a number. */
  readonly inWords?: boolean;
  value(readout: Readout): string;
  /** Where it says something: a single parameter has no condition number. */
  suits(n: number): boolean;
}

const always = () => true;
const several = (n: number) => n > 1;

const stats: readonly Stat[] = [
  { label: t('Loss L'), title: t('Value of the loss'), value: ({ loss }) => significant(loss), suits: always },
  { label: '‖∇L‖', title: t('Length of the gradient'), value: ({ gradientNorm }) => significant(gradientNorm), suits: always },
  {
    label: t('Condition κ'),
    title: t('|λ|max / |λ|min of the Hessian'),
    value: ({ conditionNumber }) => known(conditionNumber, significant(conditionNumber, 2)),
    suits: several,
  },
  {
    label: 'det H',
    title: t('Determinant of the Hessian: negative at a saddle, positive at a minimum or maximum'),
    value: ({ determinant, eigenvalues }) => entry(determinant, magnitude(eigenvalues) ** 2),
    suits: (n) => n === 2,
  },
  { label: t('Trace H'), title: t('Sum of all eigenvalues'), value: ({ trace }) => known(trace, significant(trace)), suits: (n) => n > 2 },
  {
    label: t('Inertia'),
    title: t('Numbers of positive, zero and negative eigenvalues'),
    value: ({ inertia }) => inertiaWords(inertia),
    suits: several,
  },
  {
    label: t('Hessian'),
    title: t('Definiteness of the Hessian'),
    inWords: true,
    value: ({ definiteness }) => definitenessWords[definiteness],
    suits: always,
  },
];

const known = (value: number, words: string): string => (Number.isNaN(value) ? '–' : words);

export function createStats(store: Store<State>): HTMLElement {
  const cells = stats.map((stat) => {
    const value = h('dd');
    return {
      stat,
      value,
      pair: h('div', { class: stat.inWords ? 'words' : undefined }, h('dt', { class: 'label', title: stat.title }, stat.label), value),
    };
  });
  const element = h('section', { class: 'stats', 'aria-label': t('Readouts at the point') }, h('dl', {}, ...cells.map(({ pair }) => pair)));
  store.watch(
    (state) => [state.readout],
    ([readout]) => {
      element.hidden = readout === undefined;
      if (!readout) return;
      for (const { stat, value, pair } of cells) {
        pair.hidden = !stat.suits(readout.at.length);
        if (!pair.hidden) setText(value, stat.value(readout));
      }
    },
  );
  return element;
}
