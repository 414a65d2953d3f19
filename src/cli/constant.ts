/** A number that a module calls by name at its top level, such as `const width = 20;`. */
import { UsageError } from './errors';

const digits = String.raw`[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;

/** The text with another value for the constant. Throws `UsageError` when it declares no such number. */
export function withConstant(text: string, name: string, value: number): string {
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) throw new UsageError(`"${name}" is not the name of a constant.`);
  const declaration = new RegExp(
    String.raw`^((?:export\s+)?(?:const|let|var)\s+${name.replaceAll('$', String.raw`\$`)}\s*(?::\s*number\s*)?=\s*)${digits}(?=\s*(?:;|//|/\*|$))`,
    'mu',
  );
  if (!declaration.test(text))
    throw new UsageError(`There is no constant ${name} to vary.`, `Declare it at the top level as one number: const ${name} = ${value};`);
  return text.replace(declaration, (_, before: string) => `${before}${value}`);
}

/** `width=5,10,20` or `width=1..9`. Throws `UsageError`. */
export function parseVariation(text: string): { readonly name: string; readonly values: readonly number[] } {
  const [, name, list] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  const range = /^(\d+)\.\.(\d+)$/.exec(list ?? '');
  const values = range
    ? between(Number(range[1]), Number(range[2]))
    : (list ?? '').split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (name === undefined || values.length === 0 || !values.every(Number.isFinite))
    throw new UsageError(`"${text}" varies nothing.`, 'Write NAME=VALUE,VALUE,… or NAME=LOW..HIGH, for example width=5,10,20.');
  return { name: name.trim(), values };
}

const between = (low: number, high: number): number[] => Array.from({ length: Math.max(0, high - low + 1) }, (_, k) => low + k);
