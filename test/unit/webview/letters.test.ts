import { expect, it } from 'vitest';
import { lettersIn } from '../../../webview/lib/letters';

it('counts Han characters wider than Latin letters', () => {
  expect(lettersIn('start')).toBe(5);
  expect(lettersIn('m₁')).toBe(2);
  expect(lettersIn('起點')).toBeCloseTo(3.6);
  expect(lettersIn('於第 20 步')).toBeCloseTo(3 * 1.8 + 4);
});
