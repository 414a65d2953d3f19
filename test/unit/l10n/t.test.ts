import { afterEach, expect, it } from 'vitest';
import { t, translateWith, translationsInUse } from '../../../src/l10n/t';

afterEach(() => translateWith({}));

it('says what the source says where there is no translation', () => {
  expect(t('Visualize descent')).toBe('Visualize descent');
  expect(t('at step {0} of {1}', 37, 'Adam')).toBe('at step 37 of Adam');
});

it('says what the bundle says, in its own word order', () => {
  translateWith({ 'at step {0} of {1}': '{1} 的第 {0} 步' });
  expect(t('at step {0} of {1}', 37, 'Adam')).toBe('Adam 的第 37 步');
  expect(translationsInUse()).toEqual({ 'at step {0} of {1}': '{1} 的第 {0} 步' });
});

it('leaves alone what only looks like a placeholder', () => {
  expect(t('a point like {"w": [1]}')).toBe('a point like {"w": [1]}');
  expect(t('{0} is no longer in this file.', '{1}')).toBe('{1} is no longer in this file.');
});
