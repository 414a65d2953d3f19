import { t } from '../l10n/t';

/**
 * Option metadata: one table drives the form in the panel, the command line's help and parsing, and the tests.
 * A registry entry (optimizer, schedule, penalty) owns one `OptionTable`; its options type derives from it.
 */
export interface NumberOption {
  readonly kind: 'number' | 'integer';
  readonly label: string;
  readonly help: string;
  readonly default: number;
  /** Values outside are refused. */
  readonly min: number;
  readonly max: number;
  /** What a slider covers, and a search by default; within [min, max]. */
  readonly range: readonly [number, number];
  readonly scale: 'linear' | 'log';
  /** What a search covers by default, where that is not what a slider does. */
  readonly search?: { readonly range: readonly [number, number]; readonly scale: SearchScale };
}
/**
 * How a search spreads its values over a range: evenly, evenly in log v, or evenly in log(1 − v), as suits decay factors near 1
 * (Bergstra & Bengio 2012, section 2; Goodfellow et al. 2016, section 11.4.4).
 */
export type SearchScale = 'linear' | 'log' | 'complement';
export interface BooleanOption {
  readonly kind: 'boolean';
  readonly label: string;
  readonly help: string;
  readonly default: boolean;
}
export interface ChoiceOption {
  readonly kind: 'choice';
  readonly label: string;
  readonly help: string;
  readonly default: string;
  readonly choices: readonly string[];
}
/** A list of numbers, e.g. the milestones of a multi-step schedule; on the command line `milestones=30,80`. */
export interface ListOption {
  readonly kind: 'list';
  readonly label: string;
  readonly help: string;
  readonly default: readonly number[];
}
export type Option = NumberOption | BooleanOption | ChoiceOption | ListOption;
export type OptionTable = Readonly<Record<string, Option>>;
export type OptionValue = number | boolean | string | readonly number[];

export type ValueOf<O extends Option> = O extends NumberOption
  ? number
  : O extends BooleanOption
    ? boolean
    : O extends ListOption
      ? readonly number[]
      : string;
export type OptionsOf<T extends OptionTable> = { readonly [K in keyof T]: ValueOf<T[K]> };

/** What a form or a help text needs of a registry entry; plain data, so that it crosses to the webview. */
export interface EntryMetadata {
  readonly id: string;
  readonly name: string;
  /** One or two sentences in plain words. */
  readonly help: string;
  /** The update rule as one line of mathematics, e.g. `θ ← θ − η·m`. */
  readonly formula: string;
  /** Paper and equation, or the documentation that the behaviour follows. */
  readonly source: string;
  readonly options: OptionTable;
  /** Named settings worth a chip of their own, e.g. momentum beside plain gradient descent. */
  readonly presets?: readonly Preset[];
}

export interface Preset {
  readonly name: string;
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** The plain data of a registry entry, without its functions. */
export function metadataOf({ id, name, help, formula, source, options, presets }: EntryMetadata): EntryMetadata {
  return { id, name, help, formula, source, options, ...(presets && { presets }) };
}

export class OptionError extends Error {}

/** Fills in defaults and checks kinds and ranges. Throws `OptionError` naming the option, what it got and what it takes. */
export function resolveOptions<T extends OptionTable>(table: T, given: Readonly<Record<string, OptionValue>>): OptionsOf<T> {
  for (const name of Object.keys(given)) {
    if (!(name in table))
      throw new OptionError(t('There is no option "{0}"; there is {1}.', name, Object.keys(table).join(', ') || 'none'));
  }
  const resolved: Record<string, OptionValue> = {};
  for (const [name, option] of Object.entries(table)) resolved[name] = checked(name, option, given[name] ?? option.default);
  return resolved as OptionsOf<T>;
}

function checked(name: string, option: Option, value: OptionValue): OptionValue {
  switch (option.kind) {
    case 'number':
    case 'integer': {
      const right =
        typeof value === 'number' && value >= option.min && value <= option.max && (option.kind === 'number' || Number.isInteger(value));
      if (!right)
        throw new OptionError(
          option.kind === 'integer'
            ? t('"{0}" takes a whole number from {1} to {2}, not {3}.', name, option.min, option.max, String(value))
            : t('"{0}" takes a number from {1} to {2}, not {3}.', name, option.min, option.max, String(value)),
        );
      return value;
    }
    case 'boolean':
      if (typeof value !== 'boolean') throw new OptionError(t('"{0}" takes true or false, not {1}.', name, String(value)));
      return value;
    case 'choice':
      return checkedChoice(name, option, value);
    case 'list':
      if (!Array.isArray(value) || !value.every((v) => typeof v === 'number' && Number.isFinite(v)))
        throw new OptionError(t('"{0}" takes numbers separated by commas, not {1}.', name, String(value)));
      return value;
    default:
      return option satisfies never;
  }
}

/** Takes snake_case for camelCase too, since PyTorch writes `strong_wolfe` and `exp_range`. */
function checkedChoice(name: string, { choices }: ChoiceOption, value: OptionValue): string {
  const wanted = String(value).replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const found = choices.find((choice) => choice === value || choice === wanted);
  if (found === undefined) throw new OptionError(t('"{0}" takes one of {1}, not {2}.', name, choices.join(', '), String(value)));
  return found;
}
