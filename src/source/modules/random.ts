import { Random } from '../../engine/autodiff/random';
import type { ParsedModule } from './parse';

const seed = 1;

/**
 * `Math` with seeded draws, for modules that mention `random`; others keep the `Math` they have, which is the fastest. While
 * its top level runs, a module draws from a stream of its own, so that data drawn there is the same in every mode and at
 * every reload; afterwards from `later`.
 */
export function seededMath({ text }: ParsedModule, math: Math, isLoading: () => boolean, later?: () => number): { Math?: Math } {
  if (!text.includes('random')) return {};
  const own = new Random(seed);
  const random = () => (isLoading() || !later ? own.next() : later());
  return { Math: Object.create(math, { random: { value: random } }) };
}
