import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { norm, scaled } from '../linalg/vector';
import { mixed } from '../mixedSeed';
import { standardNormal } from '../normal';

/** Spreads consecutive step numbers over the seeds (Knuth's multiplicative hash). */
const spread = 0x9e3779b1;

/** n independent draws from N(0, 1), the same for the same seed and step. */
export function normalVector(seed: number, step: number, n: number): Float64Array {
  const generator = xoroshiro128plus((seed + Math.imul(step, spread)) | 0);
  return Float64Array.from({ length: n }, () => standardNormal(() => uniformFloat64(generator)));
}

/** A point uniform in the ball: a direction, and a radius whose n-th power is uniform. */
export function pointInBall(seed: number, step: number, n: number, radius: number): Float64Array {
  const generator = xoroshiro128plus(mixed(~seed + Math.imul(step, spread)));
  const direction = normalVector(seed, step, n);
  return scaled((radius * uniformFloat64(generator) ** (1 / n)) / norm(direction), direction);
}
