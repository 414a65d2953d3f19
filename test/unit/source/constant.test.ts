import { describe, expect, it } from 'vitest';
import { constantsIn, withConstant } from '../../../src/source/constant';

const text = [
  'export const width = 20; // units',
  'let rate: number = 1e-3;',
  'const many = 1_000;',
  'const list = [1, 2];',
  'const half = width / 2;',
  'function f() {',
  '  const inner = 3;',
  '}',
].join('\n');

describe('constants of a file', () => {
  it('are numbers that are declared at the top level', () => {
    expect(constantsIn(text)).toEqual([
      { name: 'width', value: 20 },
      { name: 'rate', value: 0.001 },
      { name: 'many', value: 1000 },
    ]);
  });
  it('get another value where they are declared, and nowhere else', () => {
    const changed = withConstant(text, { name: 'width', value: 5 });
    expect(changed).toBe(text.replace('width = 20', 'width = 5'));
    expect(withConstant(text, { name: 'inner', value: 5 })).toBeUndefined();
    expect(withConstant(text, { name: '.*', value: 5 })).toBeUndefined();
  });
});
