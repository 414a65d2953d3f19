import { type EntryMetadata, metadataOf, type OptionsOf, type OptionTable, type OptionValue, resolveOptions } from '../options';

/** weight·|w|^power, summed over the penalised coordinates. */
export interface PowerTerm {
  readonly weight: number;
  readonly power: number;
}

/** A penalty is a sum of powers of |w|; value, subgradient, Hessian and proximal map follow from that (powers.ts). */
export interface Penalty extends EntryMetadata {
  terms(given: Readonly<Record<string, OptionValue>>): readonly PowerTerm[];
}

export interface PenaltyDefinition<T extends OptionTable> extends EntryMetadata {
  readonly options: T;
  terms(options: OptionsOf<T>): readonly PowerTerm[];
}

export function definePenalty<const T extends OptionTable>(definition: PenaltyDefinition<T>): Penalty {
  return { ...metadataOf(definition), terms: (given) => definition.terms(resolveOptions(definition.options, given)) };
}
