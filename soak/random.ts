import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The same choices at every run with the same seed. */
export class Choices {
  private readonly generator;

  constructor(seed: number) {
    this.generator = xoroshiro128plus(seed);
  }

  below(count: number): number {
    return uniformInt(this.generator, 0, count - 1);
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)];
  }
}
