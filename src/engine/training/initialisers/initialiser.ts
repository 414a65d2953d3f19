import { type EntryMetadata, metadataOf, type OptionsOf, type OptionTable, type OptionValue, resolveOptions } from '../../options';

/** A matrix of weights: each row is a unit, each column one of its inputs. */
export interface Fans {
  /** Inputs of each unit: columns. */
  readonly fanIn: number;
  /** Units: rows. */
  readonly fanOut: number;
}

export interface Initialiser extends EntryMetadata {
  /** It needs rows and columns; other numbers, such as biases, then begin at 0. One that does not draws every number alike. */
  readonly forMatrices: boolean;
  /** fanOut × fanIn weights, row after row. `uniform` draws from [0, 1). Throws `OptionError` for options it does not take. */
  draw(fans: Fans, given: Readonly<Record<string, OptionValue>>, uniform: () => number): number[];
}

interface Definition<T extends OptionTable> extends EntryMetadata {
  readonly options: T;
  readonly forMatrices: boolean;
  draw(fans: Fans, options: OptionsOf<T>, uniform: () => number): number[];
}

export function defineInitialiser<const T extends OptionTable>(definition: Definition<T>): Initialiser {
  return {
    ...metadataOf(definition),
    forMatrices: definition.forMatrices,
    draw: (fans, given, uniform) => definition.draw(fans, resolveOptions(definition.options, given), uniform),
  };
}

/** So many independent draws as there are weights. */
export function each({ fanIn, fanOut }: Fans, draw: () => number): number[] {
  return Array.from({ length: fanIn * fanOut }, draw);
}

/** U(−a, a) has the variance a²/3. */
export const uniformWithVariance = (variance: number, uniform: () => number): number => Math.sqrt(3 * variance) * (2 * uniform() - 1);
