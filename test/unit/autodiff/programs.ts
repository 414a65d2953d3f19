import fc from 'fast-check';

export const N = 3;
const UNARY = [
  'Math.sin(#)',
  'Math.cos(#)',
  'Math.tanh(#)',
  'Math.atan(#)',
  'Math.exp(-(# ** 2))',
  'Math.log(1 + # ** 2)',
  'Math.sqrt(2 + # ** 2)',
  '(-#)',
  '1 / (2 + # * #)',
  'Math.asinh(#)',
];
const BINARY = ['# + $', '# - $', '# * $', 'Math.atan2(#, 3 + $ ** 2)', 'Math.hypot(#, 2 + $ ** 2)', '# / (2 + Math.cos($))'];
/** Kinked, but not at a random point. */
const KINKED = ['Math.max(#, $)', 'Math.min(#, $)', 'Math.abs(#) * $', '(# > $ ? # : 2 * $)', '(# > 0 && $ > 0 ? # * $ : #)'];

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: 0, max: N - 1 }).map((i) => `w[${i}]`),
    fc.constantFrom('0.5', '2', 'k'),
    fc.tuple(fc.constantFrom(...UNARY), tie('expression')).map(([form, x]) => fill(form, x, '')),
    fc.tuple(fc.constantFrom(...BINARY, ...KINKED), tie('expression'), tie('expression')).map(([form, x, y]) => fill(form, x, y)),
  ),
}));

/** Text with `#` and `$` replaced, whatever the replacement contains. */
function fill(form: string, x: string, y: string): string {
  return `(${form
    .split(/([#$])/)
    .map((part) => (part === '#' ? x : part === '$' ? y : part))
    .join('')})`;
}

/** A loss of three parameters with a loop, a closure and kinks. */
export const program = fc.tuple(expression, expression, expression).map(
  ([a, b, c]) => `export function loss(w: number[]): number {
    let s = 0;
    for (let k = 1; k <= 3; k++) { const t = ${a}; s += t * t / k; if (t > 1.2345) s -= 0.3 * t; }
    const k = 1.5, v = [${b}, ${c}].map((z) => z * s);
    return v[0] + Math.sin(v[1]) + s;
  }`,
);
/** A loss that carries three values through sixty steps. */
export const recurrence = expression.map(
  (step) => `export function loss(p: number[]): number {
    let w = [p[0], p[1], p[2]], s = 0;
    for (let k = 1; k <= 60; k++) {
      const t = ${step};
      s += (t - Math.cos(k)) ** 2;
      w = [0.3 * Math.sin(t) + 0.1 * p[1], 0.5 * w[0], w[1] - 0.2 * p[2]];
    }
    return s + w[0] * w[2];
  }`,
);
/** Parameters for them. */
export const point = fc.array(fc.double({ min: -2, max: 2, noNaN: true, noDefaultInfinity: true }), { minLength: N, maxLength: N });
