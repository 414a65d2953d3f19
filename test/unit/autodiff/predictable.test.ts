import { expect, test } from 'vitest';
import { MAX_PIECE } from '../../../src/engine/autodiff/compile/sequential';
import { bodies } from '../../../src/engine/autodiff/grouping/bodies';
import { predictable } from '../../../src/engine/autodiff/grouping/predictable';
import { stretches } from '../../../src/engine/autodiff/grouping/repeats';
import { load } from './support';

test.each([
  ['always the same', 'h > -9', true],
  ['alternating', 'p[1] * (i % 2) > 0.1', true],
  ['periodic', 'p[1] * Math.sin(i) > 0.1', true],
  ['chaotic', 'p[1] * Math.sin(i * i) > 0.1', false],
])('a condition is guessed if it is regular: %s', (_, condition, expected) => {
  const source = `export function loss(p: number[]): number { let h = p[0]; for (let i = 0; i < 500; i++) h = ${condition} ? 0.5 * h + p[1] : 0.1 * h; return h; }`;
  const trace = load(source, [[1, 2]]).objective.traceAt(Float64Array.of(0.5, 0.7));
  if (trace === undefined) throw new Error('not traced');
  const parts = stretches(trace, MAX_PIECE);
  const [longest] = bodies(trace, parts)
    .bodies.flat()
    .sort((p, q) => q.block.starts.length - p.block.starts.length);
  expect(longest.block.starts.length).toBeGreaterThan(400);
  expect(predictable(trace, longest).size).toBe(expected ? 1 : 0);
});
