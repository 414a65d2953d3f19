/** The numbers at the scrubbed step. */
import { t } from '../../../src/l10n/t';
import { significant, subscript } from '../../../src/protocol/format';
import { h, setText } from '../../lib/dom';
import { type Now, nowAt } from '../../lib/picture/now';
import { focusedRun, type State } from '../../lib/picture/state';
import { rowAt } from '../../lib/rows';
import type { Store } from '../../lib/store';
import { createCursorLine } from './cursorView';

interface Readout {
  readonly label: string;
  readonly title: string;
  value(now: Now): string;
  /** Where it says something: a single parameter has no condition number. */
  suits(n: number): boolean;
  /** Ends with the index of the smallest eigenvalue. */
  readonly ofSmallest?: boolean;
  /** Known only when a readout has come. */
  readonly late?: boolean;
}

const unknown = '–';
const always = () => true;
const several = (n: number) => n > 1;
const shown = (value: number | undefined, digits = 3) => (value === undefined ? unknown : significant(value, digits));

const readouts: readonly Readout[] = [
  { label: t('Loss L'), title: t('Value of the loss'), value: (now) => shown(now.loss), suits: always },
  { label: '‖∇L‖', title: t('Length of the gradient'), value: (now) => shown(now.gradientNorm), suits: always },
  { label: t('Condition κ'), title: t('|λ|max / |λ|min of the Hessian'), value: (now) => shown(now.conditionNumber, 2), suits: several },
  { label: 'det H', title: t('Determinant of the Hessian'), value: determinantWords, suits: several },
  { label: t('Inertia'), title: t('Numbers of positive, zero and negative eigenvalues'), value: inertiaWords, suits: several },
  {
    label: t('∇L to u'),
    title: t('Angle between the gradient and the eigenvector of the smallest eigenvalue'),
    value: (now) => (now.angle === undefined ? unknown : `${Math.round(now.angle)}°`),
    suits: several,
    ofSmallest: true,
    late: true,
  },
];

/** With a zero among the eigenvalues, the product of them all is what rounding leaves of it. */
export function determinantWords({ determinant, inertia }: Pick<Now, 'determinant' | 'inertia'>): string {
  return inertia !== undefined && inertia[1] > 0 ? '≈ 0' : shown(determinant);
}

function inertiaWords({ inertia }: Now): string {
  if (!inertia) return unknown;
  const [positive, zero, negative] = inertia;
  return [`${positive}+`, ...(zero > 0 ? [`${zero}·0`] : []), `${negative}\u2212`].join(' ');
}

export function createStats(store: Store<State>): HTMLElement {
  const cells = readouts.map((readout) => {
    const name = h('dt', { class: 'label', title: readout.title }, readout.label);
    const value = h('dd');
    return { readout, name, value, pair: h('div', {}, name, value) };
  });
  const list = h('dl', {}, ...cells.map(({ pair }) => pair));
  const element = h('section', { class: 'stats', 'aria-label': t('Readouts at this step') }, list, createCursorLine(store));
  store.watch(
    (state) => [focusedRun(state), state.step, state.readout],
    ([run, step, latest]) => {
      element.hidden = run === undefined;
      if (!run) return;
      const now = nowAt(run, rowAt(run, step), latest);
      for (const { readout, name, value, pair } of cells) {
        pair.hidden = !readout.suits(run.n);
        setText(name, readout.label + (readout.ofSmallest && now.eigenvalues.length > 0 ? subscript(now.eigenvalues.length) : ''));
        const text = readout.value(now);
        // What only a readout gives follows within milliseconds; a dash in between would flicker.
        if (text !== unknown || !readout.late) setText(value, text);
      }
    },
  );
  return element;
}
