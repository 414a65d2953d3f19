import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { halton, haltonDimensions } from '../curvature/halton';
import { type Box, fromUnitCube } from '../curvature/unitCube';
import { Failures } from '../failures';
import { norm } from '../linalg/vector';
import type { Objective } from '../objective';

/** How the loss is around the start: what "small" is measured against. */
export interface Surroundings {
  /** Half of the shortest side of the box looked at. */
  readonly reach: number;
  readonly lowest: number;
  readonly steepest: number;
}

const samples = 48;

/** Looks at points spread over the domain, or where there is none over a box about the start. Yields between them. */
export function* surroundings(
  objective: Objective,
  start: Float64Array,
  domain: readonly (readonly [number, number] | undefined)[],
): Generator<undefined, Surroundings | undefined> {
  const box = boxAround(start, domain);
  const failures = new Failures();
  const gradient = new Float64Array(start.length);
  const seen: { readonly loss: number; readonly slope: number }[] = [];
  for (const t of spread(start.length)) {
    const loss = failures.attempt(() => objective.valueAndGradient(fromUnitCube(box, t), gradient));
    if (loss !== undefined && Number.isFinite(loss) && Number.isFinite(norm(gradient))) seen.push({ loss, slope: norm(gradient) });
    yield undefined;
  }
  if (seen.length === 0) return undefined;
  return {
    reach: Math.min(...box.map(([low, high]) => (high - low) / 2)),
    lowest: Math.min(...seen.map(({ loss }) => loss)),
    steepest: Math.max(...seen.map(({ slope }) => slope)),
  };
}

function boxAround(start: Float64Array, domain: readonly (readonly [number, number] | undefined)[]): Box {
  return Array.from(start, (x, i) => domain[i] ?? [x - 2 * Math.max(1, Math.abs(x)), x + 2 * Math.max(1, Math.abs(x))]);
}

function spread(n: number): Float64Array[] {
  if (n <= haltonDimensions) return Array.from({ length: samples }, (_, k) => halton(k + 1, n));
  const generator = xoroshiro128plus(1);
  return Array.from({ length: samples }, () => Float64Array.from({ length: n }, () => uniformFloat64(generator)));
}
