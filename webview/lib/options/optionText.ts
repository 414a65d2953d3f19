import type { Option, OptionValue } from '../../../src/protocol/model';

/** What was typed: a value within the option's bounds, `undefined` when emptied. */
export function parseOption(option: Exclude<Option, { kind: 'boolean' | 'choice' }>, text: string): OptionValue | undefined | 'invalid' {
  const plain = text.replaceAll('\u2212', '-').trim();
  if (plain === '') return undefined;
  if (option.kind === 'list') {
    const values = plain.split(/[\s,;]+/).map(Number);
    return values.every(Number.isFinite) ? values : 'invalid';
  }
  const value = Number(plain);
  const right = value >= option.min && value <= option.max && (option.kind === 'number' || Number.isInteger(value));
  return right ? value : 'invalid';
}
