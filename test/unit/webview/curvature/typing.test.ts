import { describe, expect, it } from 'vitest';
import { parsedNumber } from '../../../../webview/lib/typing';
import { chosenCoordinates, coordinateText } from '../../../../webview/panels/curvature/typing';

const many = Array.from({ length: 20 }, (_, i) => `W[${i >> 2}][${i & 3}]`);

describe('the coordinates that have a field', () => {
  it('are all of a few, whatever the filter', () => {
    expect(chosenCoordinates(['a', 'b'], 'z')).toEqual({ shown: [0, 1], more: 0 });
  });

  it('are the first of many whose names contain every word', () => {
    expect(chosenCoordinates(many, '')).toEqual({ shown: [0, 1, 2, 3, 4, 5, 6, 7], more: 12 });
    expect(chosenCoordinates(many, '[4] w')).toEqual({ shown: [16, 17, 18, 19], more: 0 });
    expect(chosenCoordinates(many, 'b')).toEqual({ shown: [], more: 0 });
  });
});

describe('a number that is typed', () => {
  it('may have a comma or a real minus', () => {
    expect([parsedNumber(' 1,5 '), parsedNumber('−2'), parsedNumber('1e-3')]).toEqual([1.5, -2, 1e-3]);
  });

  it('is refused when it is none', () => {
    expect(['', 'x', '1 2', 'Infinity'].map(parsedNumber)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('comes back as it is shown', () => {
    for (const value of [0, -0.25, 1e-9, 123456]) expect(parsedNumber(coordinateText(value))).toBe(value);
  });
});
