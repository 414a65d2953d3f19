import { describe, expect, it } from 'vitest';
import { diagnosisCodes } from '../../../src/engine/diagnose/finding';
import { rules } from '../../../src/engine/diagnose/rules';
import { examine, optimizer } from './examine';

const descentAt = (learningRate: number, more = {}) => optimizer('Gradient descent', 'sgd', { learningRate, ...more });

it('there is one rule for every code', () => {
  expect(rules.map(({ code }) => code).sort()).toEqual([...diagnosisCodes].sort());
});

it('a healthy loss is diagnosed with nothing', () => {
  const { findings } = examine('(w[0] - 1) ** 2 + 3 * (w[1] + 2) ** 2', [0, 0], { optimizers: [descentAt(0.1)] });
  expect(findings).toEqual([]);
});

describe('learning-rate-unstable', () => {
  const bowl = 'w[0] ** 2 + 5 * w[1] ** 2';
  const at = (choice: ReturnType<typeof optimizer>, body = bowl, start = [1, 1]) =>
    examine(body, start, { optimizers: [choice] }).of('learning-rate-unstable');

  it('is said just above 2/λmax, with the limit and the best rate 2/(λmin + λmax)', () => {
    const [finding] = at(descentAt(0.201));
    expect(finding.message).toContain('its limit there is 0.2 (λmax = 10)');
    expect(finding.suggestedRate).toEqual({ optimizer: 'Gradient descent', learningRate: 0.167 });
    expect(at(descentAt(0.199))).toEqual([]);
  });

  it.each([
    ['momentum', { momentum: 0.9 }, 3.8 / 10],
    ['Nesterov', { momentum: 0.9, nesterov: true }, 3.8 / 2.8 / 10],
    ['weight decay', { weightDecay: 10 }, 2 / 20],
  ])('knows the limit of %s', (_, options, limit) => {
    expect(at(descentAt(1.01 * limit, options))).toHaveLength(1);
    expect(at(descentAt(0.99 * limit, options))).toEqual([]);
  });

  it('suggests a rate that is stable for the optimizer, too', () => {
    const [finding] = at(descentAt(1, { momentum: 0.9, nesterov: true }));
    expect(finding.suggestedRate?.learningRate).toBeLessThan(3.8 / 2.8 / 10);
  });

  it('for Adam only where the run climbs, too', () => {
    expect(at(optimizer('Adam', 'adam', { learningRate: 10 }))).toHaveLength(1);
    expect(at(optimizer('Adam', 'adam', { learningRate: 0.01 }))).toEqual([]);
  });

  it('says nothing where the Hessian is not positive definite and no minimum is reached', () => {
    expect(at(descentAt(100), 'w[0] ** 3 - w[1] ** 2', [1, 1])).toEqual([]);
  });

  it('is judged at the minimum where the start has none of that', () => {
    const [finding] = at(descentAt(0.3), '(w[0] ** 2 - 1) ** 2 + w[1] ** 2', [0.1, 0]);
    expect(finding.message).toContain('at the minimum (1, 0)');
    expect(at(descentAt(0.24), '(w[0] ** 2 - 1) ** 2 + w[1] ** 2', [0.1, 0])).toEqual([]);
  });

  it('has nothing to say of methods without a rate, and of options that can not be', () => {
    expect(at(optimizer('Rprop', 'rprop', {}))).toEqual([]);
    expect(at(descentAt(1, { nesterov: true }))).toEqual([]);
  });
});

describe('ill-conditioned', () => {
  it('is judged at the minimum: Rosenbrock', () => {
    const { of } = examine('(1 - w[0]) ** 2 + 100 * (w[1] - w[0] ** 2) ** 2', [-1.2, 1]);
    expect(of('ill-conditioned')[0].message).toMatch(/at the minimum \(1, 1\): κ = 2510/);
  });

  it.each([
    [1001, 1],
    [999, 0],
  ])('κ = %d: %d', (kappa, count) => {
    expect(examine(`w[0] ** 2 + ${kappa} * w[1] ** 2`, [1, 1]).of('ill-conditioned')).toHaveLength(count);
  });

  it('not where only the start is: the valley widens towards the minimum', () => {
    expect(examine('w[0] ** 2 + w[1] ** 2 + w[1] ** 4', [1, 40]).of('ill-conditioned')).toEqual([]);
  });

  it.each([
    ['of the parameters', 'w[0] ** 2 + 5000 * w[1] ** 2', true],
    ['of the parameters, which are correlated besides', 'w[0] ** 2 + 60 * w[0] * w[1] + 5000 * w[1] ** 2', true],
    ['not where a direction between them is flat', '(w[0] + 3 * w[1]) ** 2', undefined],
    ['not where directions between them differ', '(w[0] + w[1]) ** 2 + 1e-4 * (w[0] - w[1]) ** 2', undefined],
  ])('comes from the scales %s', (_, body, expected) => {
    expect(examine(body, [1, 2]).of('ill-conditioned')[0].fromScales).toBe(expected);
  });

  it('κ is infinite where a whole line is best', () => {
    expect(examine('(w[0] + w[1] - 1) ** 2', [3, 1]).of('ill-conditioned')[0].message).toContain('κ is infinite');
  });
});

describe('the start', () => {
  const codes = (body: string, start: readonly number[]) => examine(body, start).findings.map(({ code }) => code);

  it.each([
    ['a saddle', 'w[0] ** 2 - w[1] ** 2', [0, 0], 'start-on-saddle'],
    ['a maximum', 'Math.cos(w[0]) + Math.cos(w[1])', [0, 0], 'start-on-maximum'],
    ['a plateau', '1 - Math.exp(-(w[0] ** 2) - w[1] ** 2)', [6, 0], 'start-on-plateau'],
    ['a saturated sigmoid', '(1 / (1 + Math.exp(-w[0])) - 0.2) ** 2', [14], 'start-on-plateau'],
  ])('on %s', (_, body, start, code) => {
    expect(codes(body, start)).toEqual([code]);
  });

  it.each([
    ['beside a saddle', 'w[0] ** 2 - w[1] ** 2', [0, 1e-3]],
    ['beside a maximum', 'Math.cos(w[0]) + Math.cos(w[1])', [0.01, 0]],
    ['on the slope of a well', '1 - Math.exp(-(w[0] ** 2) - w[1] ** 2)', [1.5, 0]],
    ['at a flat minimum', 'w[0] ** 4', [0]],
    ['at a minimum', 'w[0] ** 2 + w[1] ** 2', [0, 0]],
    ['a loss that is small everywhere', '1e-9 * (w[0] ** 2 + w[1] ** 2)', [1, 1]],
    ['a constant', '3 + 0 * w[0]', [1]],
  ])('%s: nothing is said', (_, body, start) => {
    expect(codes(body, start).filter((code) => code.startsWith('start-'))).toEqual([]);
  });
});

describe('first-non-finite', () => {
  it('names the expression that makes the loss NaN', () => {
    const { place, of } = examine('Math.exp(w[0]) + Math.log(w[0] - 2) * 3', [1]);
    expect(place('first-non-finite')).toBe('Math.log(w[0] - 2)');
    expect(of('first-non-finite')[0].message).toContain('The loss is NaN at the start');
  });

  it('names the expression whose derivative is infinite although the loss is finite', () => {
    const { place, of } = examine('Math.sqrt(w[0]) + w[0]', [0]);
    expect(place('first-non-finite')).toBe('Math.sqrt(w[0])');
    expect(of('first-non-finite')[0].message).toContain('derivative of this expression is Infinity');
  });

  it('says nothing of what is just inside the domain', () => {
    expect(examine('Math.log(w[0] - 2)', [2.001]).of('first-non-finite')).toEqual([]);
    expect(examine('w[0] > 0 ? Math.log(w[0]) : w[0]', [-1]).of('first-non-finite')).toEqual([]);
  });
});

describe('non-smooth', () => {
  it.each([
    ['Math.abs(w[0]) + w[1] ** 2', [0, 1], 'Math.abs(w[0])'],
    ['Math.max(w[0], w[1]) + w[1] ** 2', [2, 2], 'Math.max(w[0], w[1])'],
    ['w[0] ** 2 + Math.floor(w[1]) * w[0]', [1, 2], 'Math.floor(w[1])'],
    ['Math.hypot(w[0], w[1])', [0, 0], 'Math.hypot(w[0], w[1])'],
    ['w[0] > 0 ? w[0] : 0', [0], 'w[0] > 0'],
  ])('%s at %j', (body, start, place) => {
    expect(examine(body, start).place('non-smooth')).toBe(place);
  });

  it.each([
    ['beside the kink', 'Math.abs(w[0])', [1e-3]],
    ['kinks that cancel', 'Math.max(w[0], 0) + Math.log1p(Math.exp(-Math.abs(w[0])))', [0]],
    ['pieces that meet smoothly', 'w[0] > 0 ? w[0] ** 2 : 0', [0]],
    ['a kink that does not reach the loss', 'Math.abs(w[0]) ** 2', [0]],
  ])('not: %s', (_, body, start) => {
    expect(examine(body, start).of('non-smooth')).toEqual([]);
  });
});

describe('user-gradient-wrong', () => {
  const range = { file: '/loss.ts', start: 3, end: 9 };
  const check = (gradient: (x: Float64Array) => number[], start = [1, 2]) =>
    examine('w[0] ** 2 * w[1] + w[1] ** 3', start, {
      userGradient: { range, at: (x) => Float64Array.from(gradient(x)) },
    }).of('user-gradient-wrong');
  const right = ([x, y]: Float64Array) => [2 * x * y, x * x + 3 * y * y];

  it('names the component, what it is, what it should be, and the relative error', () => {
    const [finding] = check(([x, y]) => [2 * x * y, x * x + 2 * y * y]);
    expect(finding).toMatchObject({ range });
    expect(finding.message).toContain('∂L/∂w[1] at (1, 2) is 9, expected 13 (relative error 0.182)');
  });

  it('finds what is right by accident at the start', () => {
    expect(check(([x, y]) => [x * y, x * x + 3 * y * y], [0, 0])).toHaveLength(1);
  });

  it.each([
    ['right', right],
    ['right but for rounding', (x: Float64Array) => right(x).map((g) => g * (1 + 1e-9))],
    ['off by less than the threshold', (x: Float64Array) => right(x).map((g) => g * (1 + 1e-4))],
  ])('not: %s', (_, gradient) => {
    expect(check(gradient)).toEqual([]);
  });

  it('NaN is wrong', () => {
    expect(check(([x, y]) => [2 * x * y, Number.NaN])).toHaveLength(1);
  });
});

describe('vanishing and exploding gradients', () => {
  const recurrence = (update: string, steps: number) =>
    `let h = w[1]; for (let t = 0; t < ${steps}; t++) h = ${update}; return (h - 1) ** 2 + w[0] ** 2;`;

  it('a recurrence that forgets: the factor is in the product', () => {
    const { of, place } = examine(recurrence('w[0] * h', 20), [0.5, 1]);
    expect(of('gradient-vanishes')[0].message).toMatch(/20 passes.*shrinks to 0.00000191 of itself/);
    expect(place('gradient-vanishes')).toBe('w[0] * h');
  });

  it('saturated activations are named, not the product before them', () => {
    const { place } = examine(recurrence('Math.tanh(3 * h + 4 * w[0])', 8), [1, 1]);
    expect(place('gradient-vanishes')).toBe('Math.tanh(3 * h + 4 * w[0])');
  });

  it('a recurrence that amplifies', () => {
    const { of, place } = examine(recurrence('w[0] * h', 12), [2, 1]);
    expect(of('gradient-explodes')[0].message).toMatch(/12 passes.*grows 2050-fold/);
    expect(place('gradient-explodes')).toBe('w[0] * h');
  });

  it('layers written out one by one', () => {
    const layers = Array.from({ length: 6 }, (_, k) => `const h${k + 1} = Math.tanh(0.1 * h${k});`).join(' ');
    const { of } = examine(`const h0 = w[0]; ${layers} return (h6 - 1) ** 2 + w[0] ** 2;`, [1]);
    expect(of('gradient-vanishes')).toHaveLength(1);
  });

  it.each([
    ['a recurrence that keeps its size', recurrence('1.01 * h', 20), [1, 1]],
    ['too shallow to matter', recurrence('w[0] * h', 8), [0.5, 1]],
    ['a sum', 'let s = 0; for (let i = 0; i < 50; i++) s += (w[0] - i) ** 2; return s;', [1]],
    ['a running maximum', 'let m = w[0]; for (let i = 1; i < 8; i++) m = Math.max(m, w[i]); return m ** 2;', [1, 2, 3, 4, 5, 6, 7, 8]],
  ])('not: %s', (_, body, start) => {
    expect(examine(body, start).findings.filter(({ code }) => code.startsWith('gradient-'))).toEqual([]);
  });
});
