import { describe, expect, it } from 'vitest';
import { lineColumn, locationOf, offsetAt, withoutByteOrderMark } from '../../../src/source/text';

describe('positions', () => {
  it.each([
    ['\n', 'one\ntwo\n\nfour'],
    ['\r\n', 'one\r\ntwo\r\n\r\nfour'],
    ['\r', 'one\rtwo\r\rfour'],
  ])('count lines that end in %j', (_, text) => {
    expect(lineColumn(text, text.indexOf('two') + 1)).toEqual({ line: 2, column: 2 });
    expect(lineColumn(text, text.indexOf('four'))).toEqual({ line: 4, column: 1 });
    expect(lineColumn(text, text.length)).toEqual({ line: 4, column: 5 });
  });
  it('leave the byte order mark out of the columns', () => {
    expect(lineColumn('\ufeffab\nc', 1)).toEqual({ line: 1, column: 1 });
    expect(lineColumn('\ufeffab\nc', 4)).toEqual({ line: 2, column: 1 });
    expect(withoutByteOrderMark('\ufeffab')).toBe('ab');
  });
  it('give both ends of a range', () => {
    expect(locationOf({ file: '/a.ts', start: 4, end: 9 }, 'let x;\nlet y;')).toEqual({
      file: '/a.ts',
      line: 1,
      column: 5,
      endLine: 2,
      endColumn: 3,
    });
  });
  it('lead back to the offset', () => {
    const text = 'one\r\ntwo\nthree';
    for (let offset = 0; offset <= text.length; offset++) {
      if (text[offset - 1] !== '\r') expect(offsetAt(text, lineColumn(text, offset))).toBe(offset);
    }
  });
});
