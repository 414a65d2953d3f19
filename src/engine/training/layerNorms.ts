import { norm, row } from '../linalg/vector';
import type { Objective } from '../objective';
import type { Trajectory } from '../trajectory';

/** Parameters that belong together: `length` coordinates from `offset`. */
export interface Layer {
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

/** How long the part of the gradient is that belongs to each layer, along a run. */
export interface LayerNorms {
  /** Step numbers of the columns. */
  readonly steps: Uint32Array;
  /** norms[layer · columns + column]; NaN where the gradient is not finite. */
  readonly norms: Float64Array;
}

/** ‖∂L/∂layer‖ at up to so many steps of a run. Yields between them. */
export function* layerNorms(
  objective: Objective,
  run: Pick<Trajectory, 'steps' | 'params' | 'n'>,
  layers: readonly Layer[],
  columns = 120,
): Generator<undefined, LayerNorms> {
  const rows = spread(run.steps.length, columns);
  const norms = new Float64Array(layers.length * rows.length);
  const gradient = new Float64Array(run.n);
  for (const [column, k] of rows.entries()) {
    objective.valueAndGradient(row(run.params, k, run.n), gradient);
    layers.forEach(({ offset, length }, layer) => {
      norms[layer * rows.length + column] = norm(gradient.subarray(offset, offset + length));
    });
    yield undefined;
  }
  return { steps: Uint32Array.from(rows, (k) => run.steps[k]), norms };
}

/** At most `most` of 0 … count − 1, the first and the last among them. */
function spread(count: number, most: number): readonly number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}
