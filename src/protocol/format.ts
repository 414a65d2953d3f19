/** Numbers and names as people read them: in the panel, in lenses and hovers, and on the command line. */

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const subscripts = '₀₁₂₃₄₅₆₇₈₉';

export const superscript = (n: number): string => String(n).replace(/[-\d]/g, (c) => (c === '-' ? '⁻' : (superscripts[Number(c)] ?? c)));
export const subscript = (n: number): string => String(n).replace(/\d/g, (c) => subscripts[Number(c)] ?? c);

const withMinus = (text: string): string => text.replace('-', '\u2212');

/** `digits` significant digits, with powers of ten outside 10⁻² … 10³: `0.0123`, `113`, `2.5×10³`. */
export function significant(value: number, digits = 3): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '\u2212∞';
  const rounded = Number(value.toPrecision(digits));
  const exponent = Math.floor(Math.log10(Math.abs(rounded)) + 1e-12);
  // toPrecision(2) of 130 would be 1.3e+2.
  if (exponent >= -2 && exponent < 3) return withMinus(exponent < digits ? value.toPrecision(digits) : String(rounded));
  const [mantissa = '', power = '0'] = value.toExponential(Math.max(1, digits - 2)).split('e');
  return `${withMinus(mantissa)}×10${superscript(Number(power))}`;
}

/** A coordinate: fixed decimals, no "−0.00". */
export function fixed(value: number, decimals = 2): string {
  return withMinus((Math.abs(value) < 0.5 * 10 ** -decimals ? 0 : value).toFixed(decimals));
}

/** Values this small beside the others of the loss are rounding. */
export const negligible = (value: number, scale: number): string => (Math.abs(value) <= 1e-9 * scale ? '0' : significant(value));
