import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Spreads consecutive epochs over the seeds (Knuth's multiplicative hash). */
const spread = 0x9e3779b1;

/** A uniform random order, the same for the same seed and epoch (Durstenfeld 1964). */
export function shuffled(rows: readonly number[], seed: number, epoch: number): number[] {
  const generator = xoroshiro128plus((seed + Math.imul(epoch + 1, spread)) | 0);
  const order = [...rows];
  for (let i = order.length - 1; i > 0; i--) {
    const j = uniformInt(generator, 0, i);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
