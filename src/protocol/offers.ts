import type { Catalog, OptionValue } from './model';

/** Something that can be added: an optimizer, or a named setting of one. */
export interface Offer {
  readonly optimizer: string;
  readonly name: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly rateBySharpness?: number;
}

/** Presets where an optimizer has them, else the optimizer itself. */
export function offers(catalog: Catalog): readonly Offer[] {
  return catalog.optimizers.flatMap(({ id, name, presets }) =>
    (presets ?? [{ name, options: {} }]).map((preset) => ({ optimizer: id, name: preset.name, options: preset.options })),
  );
}
