/** What a chosen plane goes through, and what is said of it. */
import { t } from '../../../../src/l10n/t';
import { significant } from '../../../../src/protocol/format';
import type { ChosenPlane, PlaneChoice, Trajectory } from '../../../../src/protocol/model';
import { meaningfulRows, pointAt, rowAt } from '../../rows';
import { focused, focusedRun, type State, shownRuns, startOf } from '../state';
import { type Place, placeNames, type Slice } from './slice';

/** A point that a plane can be put through. */
export interface Landmark {
  /** Kept with the settings, whatever the language. */
  readonly id: string;
  readonly name: string;
  readonly at: Float64Array;
}

type Known = Pick<State, 'settings' | 'description' | 'runs' | 'points' | 'step'>;

/** The start, where paths are and end, and the critical points that are known. */
export function landmarksOf(state: Known): readonly Landmark[] {
  const start = startOf(state);
  const n = start?.length;
  const run = focusedRun(state);
  const ends = shownRuns(state)
    .toSorted((a, b) => Number(b.chip.key === focused(state)?.key) - Number(a.chip.key === focused(state)?.key))
    .map(({ chip, run: other }) => ({ id: `end ${chip.key}`, name: t('end of {0}', chip.name), at: endOf(other) }));
  return [
    ...(start ? [{ id: 'start', name: t('start'), at: start }] : []),
    ...ends,
    ...(run ? [{ id: 'step', name: t('current step'), at: pointAt(run, rowAt(run, state.step)).slice() }] : []),
    ...state.points.map(({ name, at }) => ({ id: name, name, at })),
  ].filter(({ at }) => at.length === n && at.every(Number.isFinite));
}

/** The last point that means something: where a run diverges, the last before that. */
const endOf = (run: Trajectory): Float64Array => pointAt(run, Math.max(0, meaningfulRows(run) - 1)).slice();

/** The three that are named; in place of one that is not to be had, the first of the others that differs from those before. */
export function threeOf(of: readonly [string, string, string], landmarks: readonly Landmark[]): readonly Landmark[] {
  const taken: Landmark[] = [];
  for (const id of of) {
    const free = landmarks.filter(({ at }) => taken.every((other) => other.at.some((value, i) => value !== at[i])));
    const found = landmarks.find((landmark) => landmark.id === id) ?? free.find((landmark) => !of.includes(landmark.id)) ?? free[0];
    if (found) taken.push(found);
  }
  return taken;
}

/** What to ask for; undefined as long as what the plane goes through is not known. */
export function choiceOf(slice: Slice, state: Known): PlaneChoice | undefined {
  const run = focusedRun(state);
  const usable = run && run.n === state.description?.n ? run : undefined;
  switch (slice.kind) {
    case 'coordinates':
      return undefined;
    case 'eigenvectors': {
      const at = placeOf(slice.at, usable, state);
      return at && { kind: 'eigenvectors', at };
    }
    case 'path':
      return usable && { kind: 'trajectory', at: endOf(usable), params: usable.params.slice(0, meaningfulRows(usable) * usable.n) };
    case 'random':
      return usable && { kind: 'random', at: endOf(usable), seed: slice.seed };
    case 'points': {
      const [a, b, c] = threeOf(slice.of, landmarksOf(state)).map(({ at }) => at);
      return a && b && c && { kind: 'points', points: [a, b, c] };
    }
    default:
      return slice satisfies never;
  }
}

function placeOf(place: Place, run: Trajectory | undefined, state: Known): Float64Array | undefined {
  if (place === 'start') return startOf(state);
  return run && (place === 'step' ? pointAt(run, rowAt(run, state.step)).slice() : endOf(run));
}

/** Names of the axes, and what is worth knowing. */
export function sliceWords(
  slice: Slice,
  { explained, eigenvalues }: ChosenPlane,
  state: Known,
): { names: [string, string]; words: string } {
  const optimizer = focused(state)?.name ?? '';
  switch (slice.kind) {
    case 'coordinates':
      return { names: ['u', 'v'], words: '' };
    case 'eigenvectors': {
      const [a = '', b = ''] = (eigenvalues ?? []).map((value) => significant(value));
      return { names: ['u₁', 'u₂'], words: t('Eigenvectors {0}, of λ = {1} and {2}, the largest in size.', placeNames[slice.at], a, b) };
    }
    case 'path': {
      const [a = '', b = ''] = (explained ?? []).map((part) => `${significant(100 * part)}\u00a0%`);
      return {
        names: ['PC₁', 'PC₂'],
        words: t('Principal components of the path of {0}: they explain {1} and {2} of its variance.', optimizer, a, b),
      };
    }
    case 'random':
      return {
        names: ['d₁', 'd₂'],
        words: t('Random directions through the end of the path of {0}, filter-normalised, seed {1}.', optimizer, slice.seed),
      };
    case 'points': {
      const [a = '', b = '', c = ''] = threeOf(slice.of, landmarksOf(state)).map(({ name }) => name);
      return { names: [t('along'), t('aside')], words: t('Through {0} (0, 0), {1} along the horizontal axis, and {2}.', a, b, c) };
    }
    default:
      return slice satisfies never;
  }
}
