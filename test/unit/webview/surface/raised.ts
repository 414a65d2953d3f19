/** Surfaces of known functions, as the engine makes them. */
import { surface } from '../../../../src/engine/landscape/surface';
import type { Objective } from '../../../../src/engine/objective';
import { finish } from '../../../../src/engine/work';
import type { Surface } from '../../../../src/protocol/model';
import { objectiveOf } from '../support';

export const functionOf = (value: (x: number, y: number) => number): Objective =>
  objectiveOf(2, { value: ([x, y]) => value(x, y), gradient: () => [0, 0], hessian: () => [0, 0, 0, 0] });

const plane = { origin: Float64Array.of(0, 0), first: Float64Array.of(1, 0), second: Float64Array.of(0, 1) };

export function raised(value: (x: number, y: number) => number, box: Surface['box'] = [-2, 2, -2, 2], size = 33): Surface {
  return finish(surface(functionOf(value), { plane, box, size }));
}
