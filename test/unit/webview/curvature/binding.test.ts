import { describe, expect, it } from 'vitest';
import type { LossDescription } from '../../../../src/protocol/model';
import { bound } from '../../../../webview/panels/curvature/binding';
import { restored, toSave } from '../../../../webview/panels/curvature/saved';
import { initialState, type State } from '../../../../webview/panels/curvature/state';
import { push } from './panel';

const names = (...coordinates: readonly string[]): Partial<LossDescription> => ({ coordinates, n: coordinates.length });
const none = new Float64Array();
const gone: State = {
  ...initialState,
  ...bound(initialState, push(1, [0, 0]), undefined),
  at: [1, 2],
  escapeFrom: [0, 0],
  reach: 3,
  filter: 'w',
};

describe('a push from the host', () => {
  it('brings back what was saved for the function', () => {
    const saved = structuredClone(toSave(gone));
    const state = { ...initialState, ...bound(initialState, push(1, [0, 0]), saved) };
    expect(state).toMatchObject({ at: [1, 2], escapeFrom: [0, 0], reach: 3, filter: 'w' });
  });

  it('forgets what was saved for another function, or by something else', () => {
    const saved = toSave({ ...gone, target: { file: '/a.ts', function: 'other' } });
    for (const value of [saved, undefined, null, 'text', { format: 0 }, { format: 1, target: null }]) {
      expect(bound(initialState, push(1, [0, 0]), value).at).toBeUndefined();
    }
    expect(restored(toSave(gone), gone.target).at).toEqual([1, 2]);
  });

  it('keeps where the user is through an edit, but lets go of what is held', () => {
    const nowhere = { direction: Float64Array.of(1, 0), eigenvalue: 1, slope: 0, t: none, loss: none, taylor: none };
    const held = { section: { ...nowhere, index: 1, through: Float64Array.of(1, 2) }, t: 0.1 };
    const next = bound({ ...gone, held }, push(2, [0, 0]), undefined);
    expect(next).toMatchObject({ at: [1, 2], escapeFrom: [0, 0], held: undefined });
  });

  it('goes back to the start when the parameters have changed', () => {
    const other = bound(gone, push(2, [0, 0, 0], names('a', 'b', 'c')), undefined);
    expect(other).toMatchObject({ at: undefined, escapeFrom: undefined, filter: '' });
  });

  it('keeps the last good description while the source is broken', () => {
    const problem = { code: 'syntax', message: "')' expected." } as const;
    const broken = { ...push(2, [0, 0]), binding: { kind: 'broken', name: 'f', problem, description: undefined } as const };
    expect(bound(gone, broken, undefined)).toMatchObject({ description: gone.description, at: [1, 2] });
  });
});
