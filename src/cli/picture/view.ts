/** The view that `--plane` and `--box` name. */

import type { ReadyLoss } from '../../plot/compute';
import { type CoordinateView, type DirectionView, directions, type Through } from '../../plot/view';
import type { Target } from '../../protocol/engine';
import type { LossDescription } from '../../protocol/model';
import type { Engine } from '../engine';
import { UsageError } from '../errors';
import { unknownName } from '../suggest';
import { parseBox, parseVector } from '../vector';

export function viewOf(
  description: LossDescription,
  values: { readonly plane: string | undefined; readonly box: string | undefined },
): CoordinateView {
  const axes = axesOf(description, values.plane);
  return { axes, box: values.box === undefined ? undefined : parseBox('box', values.box, axes.length) };
}

/** The same, or other directions than coordinates: where the loss bends most, where the first path goes, any, or through three points. */
export async function mapViewOf(
  engine: Engine,
  { target, description }: ReadyLoss,
  values: Readonly<Record<'plane' | 'box', string | undefined>> & {
    readonly seed: number | undefined;
    readonly through: readonly string[];
  },
): Promise<CoordinateView | DirectionView> {
  const named = directions.find((name) => name === values.plane);
  if (named === undefined && values.through.length === 0) return viewOf(description, values);
  const what = named ? `--plane ${named}` : '--through';
  if (values.plane !== undefined && values.through.length > 0)
    throw new UsageError('--plane and --through both say which plane.', 'Leave one out.');
  if (description.n < 2) throw new UsageError(`${what} needs two parameters or more.`);
  const box = values.box === undefined ? undefined : parseBox('box', values.box, 2);
  return { along: named ?? (await throughOf(engine, target, values.through)), seed: values.seed ?? 0, box };
}

async function throughOf(engine: Engine, target: Target, given: readonly string[]): Promise<Through> {
  if (given.length !== 3) throw new UsageError(`A plane goes through three points: --through takes three, not ${given.length}.`);
  const [a, b, c] = await Promise.all(given.map((json) => parseVector(engine, target, 'through', json)));
  return [a, b, c];
}

function axesOf({ n, coordinates }: LossDescription, plane: string | undefined): CoordinateView['axes'] {
  if (plane === undefined) return n === 1 ? [0] : [0, 1];
  const named = plane.split(',').map((text) => coordinateIndex(text.trim(), coordinates));
  const [first, second] = named;
  if (named.length !== 2 || first === second)
    throw new UsageError(`--plane takes two different coordinates, not "${plane}".`, 'For example --plane 0,1.');
  return [first, second];
}

function coordinateIndex(text: string, coordinates: readonly string[]): number {
  const named = coordinates.indexOf(text);
  if (named >= 0) return named;
  const index = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (index < coordinates.length) return index;
  throw unknownName('coordinate', text, coordinates.slice(0, 20));
}
