/** The view that `--plane` and `--box` name. */

import { type CoordinateView, type DirectionView, directions } from '../../plot/view';
import type { LossDescription } from '../../protocol/model';
import { UsageError } from '../errors';
import { unknownName } from '../suggest';
import { parseBox } from '../vector';

export function viewOf(
  description: LossDescription,
  values: { readonly plane: string | undefined; readonly box: string | undefined },
): CoordinateView {
  const axes = axesOf(description, values.plane);
  return { axes, box: values.box === undefined ? undefined : parseBox('box', values.box, axes.length) };
}

/** The same, or other directions than coordinates: where the loss bends most, where the first path goes, or any. */
export function mapViewOf(
  description: LossDescription,
  values: { readonly plane: string | undefined; readonly box: string | undefined; readonly seed: number | undefined },
): CoordinateView | DirectionView {
  const along = directions.find((name) => name === values.plane);
  if (along === undefined) return viewOf(description, values);
  if (description.n < 2) throw new UsageError(`--plane ${along} needs two parameters or more.`);
  return { along, seed: values.seed ?? 0, box: values.box === undefined ? undefined : parseBox('box', values.box, 2) };
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
