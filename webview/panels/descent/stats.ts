/** The numbers at the scrubbed step. */
import { significant, subscript } from '../../../src/protocol/format';
import { h, setText } from '../../lib/dom';
import type { Store } from '../../lib/store';
import { type Now, nowAt } from './now';
import { rowAt } from './rows';
import { focusedRun, type State } from './state';

interface Readout {
  readonly label: string;
  readonly title: string;
  value(now: Now): string;
  /** Where it says something: a single parameter has no condition number. */
  suits(n: number): boolean;
}

const unknown = '–';
const always = () => true;
const several = (n: number) => n > 1;
const shown = (value: number | undefined, digits = 3) => (value === undefined ? unknown : significant(value, digits));

const readouts: readonly Readout[] = [
  { label: 'Loss L', title: 'Value of the loss', value: (now) => shown(now.loss), suits: always },
  { label: '‖∇L‖', title: 'Length of the gradient', value: (now) => shown(now.gradientNorm), suits: always },
  { label: 'Condition κ', title: '|λ|max / |λ|min of the Hessian', value: (now) => shown(now.conditionNumber, 2), suits: several },
  { label: 'det H', title: 'Determinant of the Hessian', value: (now) => shown(now.determinant), suits: several },
  { label: 'Inertia', title: 'Numbers of positive, zero and negative eigenvalues', value: inertiaWords, suits: several },
  {
    label: '∇L to u',
    title: 'Angle between the gradient and the eigenvector of the smallest eigenvalue',
    value: (now) => (now.angle === undefined ? unknown : `${Math.round(now.angle)}°`),
    suits: several,
  },
];

function inertiaWords({ inertia }: Now): string {
  if (!inertia) return unknown;
  const [positive, zero, negative] = inertia;
  return [`${positive}+`, ...(zero > 0 ? [`${zero}·0`] : []), `${negative}\u2212`].join(' ');
}

export function createStats(store: Store<State>): HTMLElement {
  const cells = readouts.map(({ label, title }) => ({ name: h('dt', { class: 'label', title }, label), value: h('dd') }));
  const list = h('dl', {}, ...cells.map(({ name, value }) => h('div', {}, name, value)));
  const element = h('section', { class: 'stats', 'aria-label': 'Readouts at this step' }, list);
  store.watch(
    (state) => [focusedRun(state), state.step, state.readout],
    ([run, step, readout]) => {
      element.hidden = run === undefined;
      if (!run) return;
      list.classList.toggle('few', run.n === 1);
      const now = nowAt(run, rowAt(run, step), readout);
      const smallest = cells.at(-1);
      if (smallest && now.eigenvalues.length > 0) setText(smallest.name, `∇L to u${subscript(now.eigenvalues.length)}`);
      readouts.forEach(({ value }, i) => {
        const cell = cells[i];
        if (cell?.name.parentElement) cell.name.parentElement.hidden = !readouts[i]?.suits(run.n);
        const text = value(now);
        // The angle follows within milliseconds; a dash in between would only flicker.
        if (cell && !(text === unknown && i === readouts.length - 1 && now.gradientNorm > 0 && now.eigenvalues.length > 0))
          setText(cell.value, text);
      });
    },
  );
  return element;
}
