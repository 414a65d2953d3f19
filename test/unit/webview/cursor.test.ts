import { describe, expect, it } from 'vitest';
import type { CursorPlace } from '../../../src/protocol/model';
import { isAtCursor } from '../../../webview/lib/cursor';
import { cursorMark } from '../../../webview/lib/picture/map/cursorMarks';
import { coordinateView } from '../../../webview/lib/picture/map/shownPlane';
import { nowAt } from '../../../webview/lib/picture/now';
import { cursorLine, cursorWords } from '../../../webview/panels/descent/cursorView';
import { quadratic, readoutAt, runOf } from './support';

const objective = quadratic(2, 6);
const run = runOf(objective, { start: [3, 4], steps: 0, options: { learningRate: 0.1 } });
const now = nowAt(run, 0, readoutAt(objective, [3, 4]));
const coordinates = (name: string, ...indices: number[]): CursorPlace => ({ kind: 'coordinates', name, coordinates: indices });

describe('the line at the cursor', () => {
  it('tells the value and the derivative by a coordinate', () => {
    expect(cursorWords(coordinates('y', 1), now)).toBe('At the cursor: y = 4.000, ∂L/∂y = 24.0');
    expect(cursorWords(coordinates('y', 1), nowAt(run, 0, undefined))).toBe('At the cursor: y = 4.000');
  });

  it('tells the length of the gradient by several', () => {
    expect(cursorWords(coordinates('w', 0, 1), now)).toBe(`At the cursor: w, 2 parameters, ‖∂L/∂w‖ = 24.7`);
  });

  it('tells an expression, with its range over a loop', () => {
    const reading = { value: { min: 3, max: 9 }, adjoint: { min: -1, max: -1 }, count: 3 };
    expect(cursorWords({ kind: 'expression', source: 'i * x', reading }, now)).toBe(
      'At the cursor: i * x = 3.00 … 9.00, ∂L/∂this = −1.000, ran 3 times',
    );
  });

  it('says what it is for while the cursor is elsewhere', () => {
    expect(cursorLine(undefined, now)).toEqual({ words: 'At the cursor: –', title: expect.stringMatching(/^Put the text cursor on/) });
  });
});

describe('what is marked', () => {
  const shownPlane = coordinateView(Float64Array.of(0, 0, 0), [2, 0], ['a', 'b', 'c']);
  const description = undefined;

  it('the axis of a coordinate, or of a whole that it belongs to', () => {
    expect(cursorMark({ cursor: coordinates('c', 2), shownPlane, description })).toBe('across');
    expect(cursorMark({ cursor: coordinates('a', 0), shownPlane, description })).toBe('up');
    expect(cursorMark({ cursor: coordinates('b', 1), shownPlane, description })).toBeUndefined();
    expect(isAtCursor(coordinates('w', 0, 1), 1)).toBe(true);
  });

  it('the start, and nothing for an expression', () => {
    expect(cursorMark({ cursor: { kind: 'start' }, shownPlane, description })).toBe('start');
    const reading = { value: { min: 1, max: 1 }, adjoint: { min: 1, max: 1 }, count: 1 };
    expect(cursorMark({ cursor: { kind: 'expression', source: 'x', reading }, shownPlane, description })).toBeUndefined();
  });
});
