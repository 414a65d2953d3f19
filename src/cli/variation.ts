/** The constant and the values that `--constant` names. */
import { UsageError } from './errors';

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
