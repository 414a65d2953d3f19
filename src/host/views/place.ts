import type { Target } from '../../protocol/engine';
import type { CriticalPoint } from '../../protocol/model';

/** One critical point of a function: what the commands on points take. */
export interface Place {
  readonly target: Target;
  readonly name: string;
  readonly point: CriticalPoint;
  readonly coordinates: readonly string[];
}

export function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'target' in value && 'point' in value && 'coordinates' in value;
}
