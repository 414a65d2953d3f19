/** What the engine's registries say to people goes through `t`: seen by marking everything that does. */
import { expect, it } from 'vitest';
import { translateWith } from '../../../src/l10n/t';

translateWith(new Proxy({}, { get: (_, message) => `⟦${String(message)}⟧` }));
// After that: their words are looked up when they are evaluated.
const { optimizers } = await import('../../../src/engine/optimizers');
const { schedules } = await import('../../../src/engine/schedules');
const { penalties } = await import('../../../src/engine/penalties');
const { recipes } = await import('../../../src/engine/recipes');

const isTranslated = (text: string): boolean => text.startsWith('⟦') && text.endsWith('⟧');
/** Symbols such as `β₁`, and letters. */
const isSymbol = (text: string): boolean => !/\p{Ll}{2,}/u.test(text);

it.each([...optimizers, ...schedules, ...penalties])('$id', ({ help, options }) => {
  const texts = Object.values(options).flatMap((option) => [option.help, option.label]);
  expect([help, ...texts].filter((text) => !isTranslated(text) && !isSymbol(text))).toEqual([]);
});

it('names, but for those of optimizers, by which settings know them', () => {
  const names = [...schedules, ...penalties, ...recipes].map(({ name }) => name);
  expect(names.filter((name) => !isTranslated(name))).toEqual([]);
  expect(recipes.map(({ help }) => help).filter((help) => !isTranslated(help))).toEqual([]);
  expect(optimizers.map(({ name }) => name).filter(isTranslated)).toEqual([]);
});
