/** A strict reading of the words after a command, driven by the table of its options. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './errors';
import { unknownName } from './suggest';

interface Described {
  readonly help: string;
}
export interface FlagSpec extends Described {
  readonly kind: 'flag';
  readonly short?: string;
}
export interface TextSpec extends Described {
  readonly kind: 'text';
  readonly placeholder: string;
  readonly required?: true;
  readonly choices?: readonly string[];
}
/** May be given several times. */
export interface ListSpec extends Described {
  readonly kind: 'list';
  readonly placeholder: string;
}
export interface NumberSpec extends Described {
  readonly kind: 'number' | 'integer';
  readonly placeholder: string;
  readonly min: number;
  readonly default?: number;
}
export type OptionSpec = FlagSpec | TextSpec | ListSpec | NumberSpec;
/** By the option's name without its dashes. */
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

type ValueOf<S extends OptionSpec> = S extends FlagSpec
  ? boolean
  : S extends ListSpec
    ? readonly string[]
    : S extends NumberSpec
      ? S extends { readonly default: number }
        ? number
        : number | undefined
      : S extends { readonly required: true }
        ? string
        : string | undefined;
export type ValuesOf<T extends OptionSpecs> = { readonly [K in keyof T]: ValueOf<T[K]> };

export interface GivenOption {
  readonly name: string;
  readonly value: string;
}

export interface Arguments<T extends OptionSpecs> {
  readonly values: ValuesOf<T>;
  readonly positionals: readonly string[];
  /** The options with a value in the order they were written, for those whose order has a meaning. */
  readonly given: readonly GivenOption[];
}

type Token = NonNullable<ReturnType<typeof parseArgs<ParseArgsConfig & { tokens: true }>>['tokens']>[number];
type OptionToken = Extract<Token, { kind: 'option' }>;

/** Throws `UsageError` for anything that the table does not know or that has the wrong form. */
export function parseArguments<T extends OptionSpecs>(specs: T, words: readonly string[]): Arguments<T> {
  const tokens = tokenize(specs, words);
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [checked(specs, token)] : []));
  const positionals = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const values = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      name,
      resolved(
        name,
        spec,
        given.filter((option) => option.name === name),
      ),
    ]),
  );
  return { values: values as ValuesOf<T>, positionals, given };
}

function tokenize(specs: OptionSpecs, words: readonly string[]): readonly Token[] {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const [name, spec] of Object.entries(specs)) {
    options[name] = {
      type: spec.kind === 'flag' ? 'boolean' : 'string',
      multiple: true,
      ...(spec.kind === 'flag' && spec.short !== undefined && { short: spec.short }),
    };
  }
  return parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

function checked(specs: OptionSpecs, { name, rawName, value, inlineValue }: OptionToken): GivenOption {
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
  if (!spec)
    throw unknownName(
      'option',
      rawName,
      Object.keys(specs).map((known) => `--${known}`),
    );
  if (spec.kind === 'flag') {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value.`);
    return { name, value: '' };
  }
  // A negative number may follow as a value; another option was rather meant as an option.
  if (value === undefined || (value.startsWith('--') && !inlineValue))
    throw new UsageError(`${rawName} needs a value.`, `Write ${rawName} ${spec.placeholder}: ${spec.help}.`);
  return { name, value };
}

function resolved(
  name: string,
  spec: OptionSpec,
  given: readonly GivenOption[],
): boolean | string | number | readonly string[] | undefined {
  if (spec.kind === 'list') return given.map(({ value }) => value);
  if (given.length > 1) throw new UsageError(`--${name} is given ${given.length} times; it takes one value.`);
  if (spec.kind === 'flag') return given.length > 0;
  const text = given[0]?.value;
  return spec.kind === 'text' ? textValue(name, spec, text) : numberValue(name, spec, text);
}

function textValue(name: string, spec: TextSpec, text: string | undefined): string | undefined {
  if (text === undefined && spec.required)
    throw new UsageError(`--${name} is missing.`, `Write --${name} ${spec.placeholder}: ${spec.help}.`);
  if (text !== undefined && spec.choices && !spec.choices.includes(text)) throw unknownName(`choice for --${name}`, text, spec.choices);
  return text;
}

function numberValue(name: string, spec: NumberSpec, text: string | undefined): number | undefined {
  if (text === undefined) return spec.default;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const fits = Number.isFinite(value) && value >= spec.min && (spec.kind === 'number' || Number.isSafeInteger(value));
  if (fits) return value;
  throw new UsageError(`--${name} takes a ${spec.kind === 'integer' ? 'whole number' : 'number'} of at least ${spec.min}, not "${text}".`);
}
