import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearest, unknownName } from '../../../src/cli/suggest';

const word = fc.string({ maxLength: 8 });

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['adam', 'adam', 0],
    ['adan', 'adam', 1],
    ['dam', 'adam', 1],
    ['amda', 'adam', 2],
    ['daam', 'adam', 1],
    ['kitten', 'sitting', 3],
  ])('from %j to %j is %d', (a, b, edits) => expect(editDistance(a, b)).toBe(edits));

  it('is symmetric, zero for the same word alone, and at most the longer length', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const edits = editDistance(a, b);
        expect(edits).toBe(editDistance(b, a));
        expect(edits === 0).toBe(a === b);
        expect(edits).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(edits).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      }),
    );
  });
});

describe('nearest', () => {
  const known = ['sgd', 'adam', 'rmsprop', 'saddle-free-newton'];
  it.each([
    ['adan', 'adam'],
    ['SGD', 'sgd'],
    ['rmspop', 'rmsprop'],
    ['saddle', 'saddle-free-newton'],
    ['quasar', undefined],
    ['x', undefined],
  ])('to %j is %j', (typed, meant) => expect(nearest(typed, known)).toBe(meant));
});

describe('unknownName', () => {
  it('lists what there is when nothing is near', () =>
    expect(unknownName('optimizer', 'zzz', ['sgd', 'adam']).hint).toBe('There is sgd, adam.'));
  it('says so when there is nothing', () => expect(unknownName('penalty', 'l1', []).hint).toBe('There is no penalty yet.'));
});
