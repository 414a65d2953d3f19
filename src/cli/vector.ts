import type { Box } from '../plot/box';
import type { Target } from '../protocol/engine';
import type { Engine } from './engine';
import { UsageError } from './errors';

/** A point as flat JSON numbers, or in the shape of the loss's parameters, which only the worker knows. */
export async function parseVector(engine: Engine, target: Target, option: string, json: string): Promise<Float64Array> {
  const value = parseJson(option, json);
  if (isNumbers(value)) return Float64Array.from(value);
  return engine.request('parseVector', { target, json });
}

export function parseJson(option: string, json: string): unknown {
  const value = jsonOf(option, json);
  if (!allFinite(value)) throw new UsageError(`--${option} takes finite numbers; one in ${json} is too large.`);
  return value;
}

/** JSON knows no infinity, but reads 1e999 as one. */
function allFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(allFinite);
}

function jsonOf(option: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new UsageError(
      `--${option} is not JSON: ${json}`,
      'Vectors are written [0.5, 1], or {"W": [[1, 2]], "b": [0]} in the shape of the parameters.',
    );
  }
}

const isNumbers = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every((entry) => typeof entry === 'number');

/** One interval per coordinate: `[[-2,2],[-1,3]]`. */
export function parseBox(option: string, json: string, n: number): Box {
  const value = parseJson(option, json);
  const right = Array.isArray(value) && value.length === n && value.every(isInterval);
  if (!right)
    throw new UsageError(
      `--${option} takes ${n} intervals [low, high] with low < high, not ${json}.`,
      `For example --${option} "${JSON.stringify(Array(n).fill([-2, 2]))}".`,
    );
  return value;
}

function isInterval(value: unknown): value is readonly [number, number] {
  return isNumbers(value) && value.length === 2 && value[0] < value[1];
}
