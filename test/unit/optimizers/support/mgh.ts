import { type Loss, type Scalar, sum } from './scalar';

/** Sums of squares from Moré, Garbow & Hillstrom 1981, by the names of the reference values. */

const squares = <S extends Scalar<S>>(residuals: readonly S[]): S => sum(residuals.map((r) => r.pow(2)));
const range = (m: number): number[] => Array.from({ length: m }, (_, i) => i + 1);

const bardData = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.1, 4.39];
const gaussianData = [9e-4, 44e-4, 175e-4, 54e-3, 1295e-4, 242e-3, 3521e-4, 3989e-4];
const kowalikData: readonly (readonly [u: number, y: number])[] = [
  [4, 0.1957],
  [2, 0.1947],
  [1, 0.1735],
  [0.5, 0.16],
  [0.25, 0.0844],
  [0.167, 0.0627],
  [0.125, 0.0456],
  [0.1, 0.0342],
  [0.0833, 0.0323],
  [0.0714, 0.0235],
  [0.0625, 0.0246],
];

function helicalAngle<S extends Scalar<S>>(x: S, y: S): S {
  const turns = y
    .over(x)
    .atan()
    .over(2 * Math.PI);
  return x.value < 0 ? turns.plus(0.5) : turns;
}

export const mgh: Readonly<Record<string, Loss>> = {
  rosenbrock: ([x, y]) => squares([y.minus(x.pow(2)).times(10), x.minus(1)]),
  freudenstein_roth: ([x, y]) =>
    squares([y.times(-1).plus(5).times(y).minus(2).times(y).plus(x).minus(13), y.plus(1).times(y).minus(14).times(y).plus(x).minus(29)]),
  powell_badly_scaled: ([x, y]) => squares([x.times(y).times(1e4).minus(1), x.times(-1).exp().plus(y.times(-1).exp()).minus(1.0001)]),
  brown_badly_scaled: ([x, y]) => squares([x.minus(1e6), y.minus(2e-6), x.times(y).minus(2)]),
  beale: ([x, y]) =>
    squares(
      [1.5, 2.25, 2.625].map((c, k) =>
        y
          .pow(k + 1)
          .minus(1)
          .times(x)
          .plus(c),
      ),
    ),
  helical_valley: ([x, y, z]) =>
    squares([z.minus(helicalAngle(x, y).times(10)).times(10), x.pow(2).plus(y.pow(2)).pow(0.5).minus(1).times(10), z]),
  bard: ([a, b, c]) =>
    squares(
      bardData.map((data, k) => {
        const [u, v] = [k + 1, 15 - k];
        return b
          .times(v)
          .plus(c.times(Math.min(u, v)))
          .pow(-1)
          .times(u)
          .plus(a)
          .minus(data);
      }),
    ),
  gaussian: ([a, b, c]) =>
    squares(
      range(15).map((i) => {
        const power = c
          .times(-1)
          .plus((8 - i) / 2)
          .pow(2)
          .times(b)
          .times(-0.5);
        return a.times(power.exp()).minus(gaussianData[Math.min(i, 16 - i) - 1]);
      }),
    ),
  box_3d: ([x, y, z]) =>
    squares(
      range(10).map((i) => {
        const t = 0.1 * i;
        const scale = Math.exp(-t) - Math.exp(-10 * t);
        return x.times(-t).exp().minus(y.times(-t).exp()).minus(z.times(scale));
      }),
    ),
  powell_singular: ([a, b, c, d]) =>
    sum([a.plus(b.times(10)).pow(2), c.minus(d).pow(2).times(5), b.minus(c.times(2)).pow(4), a.minus(d).pow(4).times(10)]),
  wood: ([a, b, c, d]) =>
    sum([
      b.minus(a.pow(2)).pow(2).times(100),
      a.minus(1).pow(2),
      d.minus(c.pow(2)).pow(2).times(90),
      c.minus(1).pow(2),
      b.plus(d).minus(2).pow(2).times(10),
      b.minus(d).pow(2).over(10),
    ]),
  kowalik_osborne: ([a, b, c, d]) =>
    squares(
      kowalikData.map(([u, y]) =>
        b
          .times(u)
          .plus(u * u)
          .times(a)
          .over(
            c
              .times(u)
              .plus(u * u)
              .plus(d),
          )
          .minus(y),
      ),
    ),
  brown_dennis: ([a, b, c, d]) =>
    squares(
      range(20).map((i) => {
        const t = i / 5;
        const left = b.times(t).plus(a).minus(Math.exp(t));
        const right = d.times(Math.sin(t)).plus(c).minus(Math.cos(t));
        return left.pow(2).plus(right.pow(2));
      }),
    ),
  biggs_exp6: (x) =>
    squares(
      range(13).map((i) => {
        const t = 0.1 * i;
        const y = Math.exp(-t) - 5 * Math.exp(-10 * t) + 3 * Math.exp(-4 * t);
        const term = (amplitude: number, rate: number) => x[amplitude].times(x[rate].times(-t).exp());
        return term(2, 0).minus(term(3, 1)).plus(term(5, 4)).minus(y);
      }),
    ),
  extended_rosenbrock: (x) => squares(x.flatMap((xi, i) => (i % 2 === 0 ? [x[i + 1].minus(xi.pow(2)).times(10), xi.minus(1)] : []))),
  broyden_tridiagonal: (x) =>
    squares(
      x.map((xi, i) => {
        const inner = xi.times(-2).plus(3).times(xi).plus(1);
        const left = i > 0 ? inner.minus(x[i - 1]) : inner;
        return i < x.length - 1 ? left.minus(x[i + 1].times(2)) : left;
      }),
    ),
  trigonometric: (x) => {
    const cosines = sum(x.map((xi) => xi.cos()));
    return squares(
      x.map((xi, i) =>
        xi
          .cos()
          .times(-(i + 1))
          .plus(i + 1 + x.length)
          .minus(cosines)
          .minus(xi.sin()),
      ),
    );
  },
};
