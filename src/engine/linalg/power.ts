import { fma } from './fused';

/** The unevaluated sum of two numbers, the second about 2⁻⁵³ of the first: twice the digits (Dekker 1971). */
type Double = readonly [high: number, low: number];

const normalised = (high: number, low: number): Double => {
  const sum = high + low;
  return [sum, low - (sum - high)];
};

function times([a, lowA]: Double, [b, lowB]: Double): Double {
  const product = a * b;
  return normalised(product, fma(a, b, -product) + a * lowB + lowA * b);
}

function over([a, low]: Double, divisor: number): Double {
  const quotient = a / divisor;
  return normalised(quotient, (fma(-quotient, divisor, a) + low) / divisor);
}

const one: Double = [1, 0];

function wholePower(base: Double, exponent: number): Double {
  let [result, square] = [one, base];
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = times(result, square);
    square = times(square, square);
  }
  return result;
}

/** βᵗ for a whole t ≥ 0, rounded once as the C library's `pow` does it; JavaScript's `**` may be a bit off, which `1 − βᵗ` shows. */
export const power = (base: number, exponent: number): number => wholePower([base, 0], exponent)[0];

const terms = 14;

/** eˣ for a small x, by its series. */
function exponential(x: Double): Double {
  let sum = one;
  for (let k = terms; k > 0; k--) {
    const [high, low] = over(times(x, sum), k);
    sum = normalised(1 + high, low + (high - (1 + high - 1)));
  }
  return sum;
}

/** ln of the double that is nearest to 0.96. */
const logarithm: Double = [-0.040821994520255166, -8.893492737632459e-19];

/** 0.96^y for any y ≥ 0, rounded once. */
export function powerOf096(exponent: number): number {
  const whole = Math.floor(exponent);
  return times(wholePower([0.96, 0], whole), exponential(times([exponent - whole, 0], logarithm)))[0];
}
