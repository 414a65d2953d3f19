/** One line below the readouts: what stands where the text cursor is, with its value at the scrubbed step. */
import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import type { CursorPlace, Extent } from '../../../src/protocol/model';
import { h, setText } from '../../lib/dom';
import { type Now, nowAt } from '../../lib/picture/now';
import { focusedRun, type State } from '../../lib/picture/state';
import { rowAt } from '../../lib/rows';
import type { Store } from '../../lib/store';

export function createCursorLine(store: Store<State>): HTMLElement {
  const element = h('p', { class: 'cursor-line label' });
  store.watch(
    (state) => [state.cursor, focusedRun(state), state.step, state.readout, state.description],
    ([cursor, run, step, readout, description]) => {
      const now = run && run.n === description?.n ? nowAt(run, rowAt(run, step), readout) : undefined;
      const { words, title } = cursorLine(cursor, now);
      setText(element, words);
      element.title = title;
    },
  );
  return element;
}

/** What the line says, and in full when it has no room for it. */
export function cursorLine(cursor: CursorPlace | undefined, now: Now | undefined): { readonly words: string; readonly title: string } {
  const hint = t('Put the text cursor on a name or an expression of the loss, and its value stands here.');
  if (!cursor) return { words: t('At the cursor: –'), title: hint };
  const words = cursorWords(cursor, now);
  return { words, title: words };
}

export function cursorWords(cursor: CursorPlace, now: Now | undefined): string {
  switch (cursor.kind) {
    case 'start':
      return t('At the cursor: the start, ringed on the map');
    case 'coordinates':
      return coordinateWords(cursor, now);
    case 'expression':
      return expressionWords(cursor);
    default:
      return cursor satisfies never;
  }
}

function coordinateWords({ name, coordinates }: Extract<CursorPlace, { kind: 'coordinates' }>, now: Now | undefined): string {
  const slopes = now?.gradient && coordinates.map((i) => now.gradient?.[i] ?? Number.NaN);
  if (coordinates.length > 1) {
    const count = t('At the cursor: {0}, {1} parameters', name, coordinates.length);
    return slopes ? t('{0}, ‖∂L/∂{1}‖ = {2}', count, name, significant(Math.hypot(...slopes))) : count;
  }
  const [coordinate = 0] = coordinates;
  const value = t('At the cursor: {0} = {1}', name, now ? significant(now.at[coordinate], 4) : '–');
  return slopes ? t('{0}, ∂L/∂{1} = {2}', value, name, significant(slopes[0])) : value;
}

function expressionWords({ source, reading: { value, adjoint, count } }: Extract<CursorPlace, { kind: 'expression' }>): string {
  const said = t('At the cursor: {0} = {1}, ∂L/∂this = {2}', source, extentWords(value), extentWords(adjoint));
  return count > 1 ? t('{0}, ran {1} times', said, count) : said;
}

const extentWords = ({ min, max }: Extent): string =>
  min === max || (Number.isNaN(min) && Number.isNaN(max)) ? significant(min, 4) : `${significant(min)} … ${significant(max)}`;
