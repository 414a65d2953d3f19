import { OptionError } from '../options';

/**
 * The coordinates that names stand for: each a coordinate (`w[8]`) or the whole that some belong to (`b`, `W[0]`, `net.b`).
 * Throws `OptionError` for a name that stands for none.
 */
export function coordinatesNamed(names: readonly string[], coordinates: readonly string[]): ReadonlySet<number> {
  const chosen = names.flatMap((name) => {
    const found = partsOf(name, coordinates);
    if (found.length === 0) throw new OptionError(`There is no parameter "${name}"; there is ${coordinates.join(', ')}.`);
    return found;
  });
  return new Set(chosen);
}

/** The coordinates that belong to what a name stands for; none where it stands for nothing. */
export function partsOf(name: string, coordinates: readonly string[]): number[] {
  return coordinates.flatMap((coordinate, i) => (isPartOf(coordinate, name) ? [i] : []));
}

function isPartOf(coordinate: string, whole: string): boolean {
  return coordinate === whole || coordinate.startsWith(`${whole}[`) || coordinate.startsWith(`${whole}.`);
}
