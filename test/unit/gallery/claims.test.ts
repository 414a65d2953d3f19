/** What the comments of the examples claim in numbers: that the words are there, and that the engine bears them out. */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { Gallery } from './ask';

vi.setConfig({ testTimeout: 60_000 });

const gallery = new Gallery();
afterAll(() => gallery.dispose());

/** The first comment of an example, as one line. */
function says(example: string, ...phrases: readonly string[]): void {
  const text = readFileSync(`examples/${example}.ts`, 'utf8');
  const comment = text
    .slice(0, text.indexOf('*/'))
    .replace(/\n \* ?/g, ' ')
    .replace(/\s+/g, ' ');
  for (const phrase of phrases) expect(comment).toContain(phrase);
}

const file = (target: string): string => `examples/${target.replace(/(#|$)/, '.ts$1')}`;
const at = (target: string, place?: readonly number[]) =>
  gallery.ask('inspect', file(target), ...(place ? ['--at', JSON.stringify(place)] : []));
const descent = (target: string, words: string) => gallery.ask('descend', file(target), ...words.split(' '), '--tolerance', '1e-12');
const critical = (target: string) => gallery.ask('critical', file(target));
/** So many significant digits agree. */
const near = (value: number, expected: number, digits = 2) => expect(Number(value.toPrecision(digits))).toBeCloseTo(expected, 12);
const minimum = { kind: 'minimum' };

interface Step {
  readonly params: readonly number[];
  readonly loss: number;
}

describe('critical points', () => {
  it('himmelblau: four minima, four saddles, one maximum; basins almost even', async () => {
    says('himmelblau', 'four minima', 'four saddles', 'one maximum', '23 to 27 %');
    const { counts, points } = await critical('himmelblau');
    expect(counts).toMatchObject({ minimum: 4, saddle: 4, maximum: 1 });
    for (const { loss } of points.filter(({ kind }: { kind: string }) => kind === 'minimum')) expect(loss).toBeCloseTo(0, 12);
    const { attractors } = await gallery.ask('basins', file('himmelblau'), '--optimizer', 'sgd', '--set', 'learningRate=0.01');
    for (const { share } of attractors) expect(Math.round(100 * share)).toBeOneOf([23, 24, 25, 26, 27]);
  });
  it('monkey-saddle: degenerate at 0, minima at r = 3/4', async () => {
    says('monkey-saddle', 'r = 3/4', '"degenerate"');
    const { points } = await critical('monkey-saddle');
    const kinds = points.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(['minimum', 'minimum', 'minimum', 'degenerate']);
    for (const { at: place, eigenvalues } of points.slice(0, 3)) {
      expect(Math.hypot(...place)).toBeCloseTo(3 / 4, 9);
      expect(eigenvalues.every((value: number) => value > 0)).toBe(true);
    }
    expect(points[3].eigenvalues).toEqual([0, 0]);
  });
  it('saddle-toy: λ = ±2 at 0, minima on w₁w₂ = 1, and the long wait', async () => {
    says('saddle-toy', 'eigenvalues ±2', '20 steps to lose 7 %', '(1, 1)/√2');
    expect((await at('saddle-toy', [0, 0])).eigenvalues).toEqual([-2, 2]);
    const { steps } = await descent('saddle-toy', '--optimizer sgd --set learningRate=0.1');
    near(1 - steps[20].loss, 0.07, 1);
    const { direction, branches } = await gallery.ask('escape', file('saddle-toy'), '--at', '[0, 0]');
    for (const part of direction) expect(Math.abs(part)).toBeCloseTo(Math.SQRT1_2, 12);
    for (const { params, loss } of branches) {
      expect(loss).toBeCloseTo(0, 12);
      expect(params[0] * params[1]).toBeCloseTo(1, 6);
    }
  });
  it('taylor-model: off by 0.04 one unit away and by 0.58 two away', () => {
    says('taylor-model', 'off by 0.04', 'by 0.58');
    near(Math.abs(Math.cos(1) - (1 - 1 / 2)), 0.04, 1);
    near(Math.abs(Math.cos(2) - (1 - 4 / 2)), 0.58);
  });
  it('newton-at-a-saddle: Newton ends in the saddle, the others in a minimum', async () => {
    says('newton-at-a-saddle', 'saddle at (0, 0) and stays', 'end in a minimum, at (±1, 0)');
    expect(await descent('newton-at-a-saddle', '--optimizer newton --set globalisation=none')).toMatchObject({
      params: [0, 0],
      kind: 'saddle',
    });
    for (const id of ['saddle-free-newton', 'trust-region', 'bfgs']) {
      const run = await descent('newton-at-a-saddle', `--optimizer ${id}`);
      expect(run).toMatchObject(minimum);
      expect(Math.abs(run.params[0])).toBeCloseTo(1, 9);
    }
  });
  it('identifiability: twins at 0, and the saddle between', async () => {
    says('identifiability', '(0.3, 2) and (2, 0.3)', 'L = 0.041');
    const { points } = await critical('identifiability');
    const places = points.map(({ at: place }: { at: number[] }) => place.map((value) => Number(value.toFixed(3))));
    expect(places).toEqual([
      [0.3, 2],
      [2, 0.3],
      [0.695, 0.695],
    ]);
    near(points[2].loss, 0.041);
    expect(points[2].kind).toBe('saddle');
  });
  it('minimum-ratio: losses of 0, ½, 4½ and 5; 67 % at the minimum, at most 42 % at 5', async () => {
    says('minimum-ratio', 'at losses of ½, 4½ and 5', '4 of 12 directions are flat', '67 % go up, at 5 at most 42 %');
    const { points } = await gallery.ask('spectrum', file('minimum-ratio'), '--ratios');
    const exact = points.filter(({ critical }: { critical: boolean }) => critical);
    for (const { loss } of exact) expect(Math.min(...[0, 0.5, 4.5, 5].map((level) => Math.abs(loss - level)))).toBeLessThan(1e-9);
    for (const { loss, ratio, inertia } of exact.filter((point: Step) => point.loss < 1e-9)) {
      expect(loss).toBeCloseTo(0, 9);
      expect(inertia).toEqual([8, 4, 0]);
      near(ratio, 0.67);
    }
    const high = exact.filter((point: Step) => point.loss > 4.9).map(({ ratio }: { ratio: number }) => ratio);
    near(Math.max(...high), 0.42);
  });
});

describe('curvature', () => {
  it('ravine: κ = 50, the limit 0.04, and the rates of both methods', async () => {
    says('ravine', 'κ = 50', '2/λmax = 0.04', '96 % of the error', '75 %', 'η = 0.041, just beyond');
    const { conditionNumber, eigenvalues } = await at('ravine');
    expect(conditionNumber).toBe(50);
    expect(2 / eigenvalues[1]).toBe(0.04);
    near(49 / 51, 0.96);
    near((Math.sqrt(50) - 1) / (Math.sqrt(50) + 1), 0.75);
    const far = await descent('ravine', '--optimizer sgd --set learningRate=0.041 --steps 100');
    expect(far.loss).toBeGreaterThan(far.steps[0].loss);
    const { steps } = await descent('ravine', `--optimizer sgd --set learningRate=${2 / 51} --steps 200`);
    near(Math.sqrt(steps[200].loss / steps[199].loss), 0.96);
  });
  it('rosenbrock: κ about 2,500', async () => {
    says('rosenbrock', 'about 2,500');
    near((await at('rosenbrock', [1, 1])).conditionNumber, 2500);
  });
  it('plateaus: gradients of 0.04 and 1.07, still at 0.60 after 1,000 steps, 0.17 at the minimum', async () => {
    says('plateaus', 'is 0.04', 'is 1.07', 'After 1,000 steps squared error is still at 0.60', 'it is 0.17');
    near((await at('plateaus#squaredError')).gradientNorm, 0.039);
    near((await at('plateaus#crossEntropy')).gradientNorm, 1.07, 3);
    near((await descent('plateaus#squaredError', '--optimizer sgd --set learningRate=0.5 --steps 1000')).loss, 0.6);
    near(Math.min(...(await critical('plateaus#squaredError')).points.map(({ loss }: Step) => loss)), 0.17);
    const entropy = await descent('plateaus#crossEntropy', '--optimizer sgd --set learningRate=0.5 --steps 1000');
    expect(await at('plateaus#crossEntropy', entropy.params)).toMatchObject({ definiteness: 'positive definite' });
    expect(entropy.steps.at(-1).gradientNorm).toBeLessThan(1e-6);
  });
  it('sharp-and-flat: λmax of 31 and 0.71, and where both rates end', async () => {
    says(
      'sharp-and-flat',
      'L = 0.04, with λmax = 31',
      '0.71',
      '0.065',
      'A step of 0.02 settles there; one of 0.3',
      'η = 0.1, which neither',
    );
    const [sharp, flat] = (await critical('sharp-and-flat')).points;
    near(sharp.eigenvalues[0], 31);
    near(flat.eigenvalues[0], 0.71);
    near(2 / sharp.eigenvalues[0], 0.065);
    for (const { loss } of [sharp, flat]) near(loss, 0.04, 1);
    const end = async (rate: number) =>
      (await descent('sharp-and-flat', `--optimizer sgd --set learningRate=${rate} --steps 500`)).params[0];
    expect(await end(0.02)).toBeCloseTo(sharp.at[0], 6);
    expect(await end(0.3)).toBeCloseTo(flat.at[0], 6);
    const bouncing = await end(0.1);
    expect(bouncing).toBeLessThan(-1.4);
    expect(Math.abs(bouncing - sharp.at[0])).toBeGreaterThan(0.1);
  });
  it('convexity: one of the two is convex; ripples curve by 9 times their height', async () => {
    says('convexity', 'up to 1/9', '9 times its height');
    expect((await critical('convexity#bowl')).counts).toMatchObject({ minimum: 1, saddle: 0 });
    expect((await critical('convexity#rippled')).counts).toMatchObject({ minimum: 2, saddle: 1 });
    // H = I + s(1,1)(1,1)ᵀ − 9r·cos(3x)·e₁e₁ᵀ with s = sech²(x + y) > 0, and r = 0.5 here.
    const { hessian } = await at('convexity#rippled', [0, 3]);
    expect(hessian[0][0]).toBeCloseTo(1 + 1 / Math.cosh(3) ** 2 - 9 * 0.5, 12);
  });
  it('many-parameters: 1,634 of them; λmax and λmin before and after training', async () => {
    says('many-parameters', '1,634 parameters', 'from 6.9 to 8.6', 'from −1.6 to −0.00001');
    const before = await gallery.ask('spectrum', file('many-parameters'), '--probes', '1');
    expect(before.n).toBe(1634);
    near(before.top[0], 6.9);
    near(before.bottom[0], -1.6);
    const { params } = await descent('many-parameters', '--optimizer adam --set learningRate=0.01 --steps 200 --every 200');
    const after = await gallery.ask('spectrum', file('many-parameters'), '--probes', '1', '--at', JSON.stringify(params));
    near(after.top[0], 8.6);
    near(after.bottom[0], -1e-5, 1);
  });
  it('rescaling: the start is a minimum, and c changes λmax but not L', async () => {
    const here = await at('rescaling');
    const there = await gallery.ask('inspect', file('rescaling'), '--at', '{"first": [4, 2], "second": 0.25}');
    expect([here.loss, there.loss]).toEqual([0, 0]);
    expect(there.eigenvalues[2]).toBeGreaterThan(4 * here.eigenvalues[2]);
  });
  it('xor-network: 13 parameters, negative eigenvalues at the start', async () => {
    says('xor-network', '13 parameters');
    const { n, inertia } = await at('xor-network');
    expect(n).toBe(13);
    expect(inertia[2]).toBeGreaterThan(0);
  });
});

describe('optimizers', () => {
  it('bias-correction: first steps 3.2 times too long, 10 times with β₂ = 0.9999', async () => {
    says('bias-correction', '= 3.2 times', '10 times as long');
    const first = async (words: string) => {
      const { steps } = await descent('bias-correction', `--optimizer adam --set learningRate=0.2 --steps 1 ${words}`);
      return Math.abs(steps[1].params[0] - steps[0].params[0]);
    };
    const right = await first('--set biasCorrection=true');
    near((await first('--set biasCorrection=false')) / right, 3.2);
    near((await first('--set biasCorrection=false --set beta2=0.9999')) / right, 10, 1);
  });
  it('sparse-features: 2.3 against 2.98 after 60 steps', async () => {
    says('sparse-features', '20 times as small', 'after 60 steps plain descent has it at 2.3, AdaGrad at 2.98, of 3');
    const end = async (words: string) => (await descent('sparse-features', `--optimizer ${words} --steps 60`)).params;
    near((await end('sgd --set learningRate=0.5'))[1], 2.3);
    near((await end('adagrad --set learningRate=0.5'))[1], 2.98, 3);
    const { steps } = await descent('sparse-features', '--optimizer rmsprop --set learningRate=0.02 --steps 15');
    for (const { params } of steps) expect(Math.abs(params[0] - params[1])).toBeLessThan(0.15);
  });
  it('admm-lasso: five weights exactly 0, where Adam leaves up to 0.02', async () => {
    says('admm-lasso', '3 of the 8 weights', 'at up to 0.02', 'exactly 0');
    const run = async (words: string) => (await descent('admm-lasso', `--optimizer ${words} --penalty l1=0.1 --steps 400`)).params;
    const zero = [1, 2, 4, 5, 7];
    const split = await run('admm-adam');
    expect(zero.map((i) => split[i])).toEqual([0, 0, 0, 0, 0]);
    expect([0, 3, 6].every((i) => Math.abs(split[i]) > 0.5)).toBe(true);
    const adam = await run('adam --set learningRate=0.05');
    near(Math.max(...zero.map((i) => Math.abs(adam[i]))), 0.02, 1);
    expect(zero.every((i) => adam[i] !== 0)).toBe(true);
  });
  it('newer-methods: κ of 290; 0.005, and below 0.00001', async () => {
    says('newer-methods', 'κ is 290', '0.005 after 200 steps', 'below 0.00001');
    near((await at('newer-methods')).conditionNumber, 290);
    const end = async (words: string) =>
      (await descent('newer-methods', `--optimizer ${words} --schedule cosine --schedule-set tMax=200 --steps 200`)).loss;
    near(await end('sgd --set learningRate=0.5'), 0.005, 1);
    expect(await end('muon --set learningRate=0.1 --set weightDecay=0')).toBeLessThan(1e-5);
    expect(await end('lion --set learningRate=0.05')).toBeLessThan(1e-5);
  });
  it('schedules: about 1.4 with a constant rate, 1.15 with those that fall', async () => {
    says('schedules', 'hovers about 1.4', 'minimum, 1.15');
    const mean = async (words: string) => {
      const { steps } = await descent('schedules', `--optimizer sgd --set learningRate=0.3 --batch-size 1 --epochs 20 ${words}`);
      return steps.slice(-100).reduce((sum: number, step: Step) => sum + step.loss, 0) / 100;
    };
    near(await mean('--schedule constant'), 1.4);
    const { points } = await critical('schedules');
    expect(points[0].loss.toFixed(2)).toBe('1.15');
    for (const words of ['--schedule cosine --schedule-set tMax=1000', '--schedule inverse-time --schedule-set k=0.05'])
      expect(Math.abs((await mean(words)) - points[0].loss)).toBeLessThan(0.002);
  });
  it('ridge-and-lasso: (1, 0) and (1, 0.25), and nothing past 2', async () => {
    says('ridge-and-lasso', 'L1 with α = 1 the optimum is (1, 0)', 'L2 with α = 1 it is (1, 0.25)', 'Past α = 2');
    const end = async (penalty: string) =>
      (await descent('ridge-and-lasso', `--optimizer sgd --set learningRate=0.2 --penalty ${penalty}`)).params;
    const [a, b] = await end('l1=1');
    expect(a).toBeCloseTo(1, 9);
    expect(b).toBe(0);
    const ridge = await end('l2=1');
    expect(ridge[0]).toBeCloseTo(1, 9);
    expect(ridge[1]).toBeCloseTo(0.25, 9);
    expect(await end('l1=2')).toEqual([0, 0]);
  });
  it('clipping: 2,570 on the wall, a step to −119, and home with it cut to 1', async () => {
    says('clipping', '‖∇L‖ = 2,570', 'w = −119', 'only 0.05 far');
    near((await at('clipping')).gradientNorm, 2570, 3);
    const free = await descent('clipping', '--optimizer sgd --set learningRate=0.05 --steps 300');
    near(free.steps[1].params[0], -119, 3);
    expect(free.stopped).toBe('diverged');
    const { stopped, steps } = await descent('clipping', '--optimizer sgd --set learningRate=0.05 --clip-norm 1 --steps 300');
    expect(stopped).toBe('converged');
    expect(Math.hypot(...steps[1].params.map((value: number, i: number) => value - steps[0].params[i]))).toBeCloseTo(0.05, 9);
  });
});

describe('data and networks', () => {
  it('mini-batches: 10, 50 and 400 updates, to 2.4, 0.28 and 0.20', async () => {
    says('mini-batches', '40 examples', '10, 50 and 400 updates, to 2.4, 0.28 and 0.20');
    for (const [size, updates, loss] of [
      [40, 10, 2.4],
      [8, 50, 0.28],
      [1, 400, 0.2],
    ]) {
      const run = await descent('mini-batches', `--optimizer sgd --set learningRate=0.05 --batch-size ${size} --epochs 10`);
      expect(run.steps).toHaveLength(1 + updates);
      near(run.loss, loss);
    }
  });
  it('standardisation: κ of 45,000 and 1, one step, and the limit 0.00024', async () => {
    says('standardisation', 'κ = 45,000', 'κ = 1', 'η = 0.5 on `standardised`: there in one step', '0.00024 explodes');
    const raw = await at('standardisation#raw');
    near(raw.conditionNumber, 45_000);
    near(2 / raw.eigenvalues[1], 0.00024);
    expect((await at('standardisation#standardised')).conditionNumber).toBeCloseTo(1, 9);
    const { steps } = await descent('standardisation#standardised', '--optimizer sgd --set learningRate=0.5');
    expect(steps[1].gradientNorm).toBeLessThan(1e-12);
  });
  it('lottery: 9 of 30 get through, others end at ½ log 2; zeros at log 2', async () => {
    says('lottery', '½ log 2 = 0.35', 'of 30 starts 9 get through', 'log 2 = 0.69');
    const words = ['--curves', 'loss', '--starts', '30', '--optimizer', 'adam', '--set', 'learningRate=0.05', '--steps', '400', '--out'];
    const { paths } = await gallery.ask('plot', file('lottery'), ...words, '/tmp/saddlescope-lottery.svg');
    const losses: number[] = paths[0].losses;
    expect(losses).toHaveLength(30);
    expect(losses.filter((loss) => loss < 0.01)).toHaveLength(9);
    expect(losses.filter((loss) => Math.abs(loss - Math.log(2) / 2) < 0.005).length).toBeGreaterThan(15);
    expect((await descent('lottery', '--init zeros --optimizer adam --set learningRate=0.05 --steps 400')).loss).toBeCloseTo(
      Math.log(2),
      9,
    );
  });
  it('vanishing-gradients: −0.08 in the last layer, −10⁻¹⁴ in the first', async () => {
    says('vanishing-gradients', '−0.08 in the last layer and −10⁻¹⁴ in the first');
    const { gradient } = await at('vanishing-gradients');
    near(gradient.at(-1), -0.08, 1);
    near(gradient[0], -1e-14, 1);
  });
  it('chain-rule: p = 0.73 and ∂L/∂z = −0.27', async () => {
    says('chain-rule', 'p = 0.73, and ∂L/∂z = p − 1 = −0.27');
    near(1 / (1 + Math.exp(-1)), 0.73);
    // ∂L/∂b is ∂L/∂z, since the penalty has no slope at b = 0.
    near((await at('chain-rule')).gradient[1], -0.27);
  });
  it('wrong-gradient: 0.64, and b is worst', async () => {
    says('wrong-gradient', 'relative error is 0.64', '`b`');
    const answer = await gallery.run(['check', file('wrong-gradient'), '--json']);
    expect(answer.code).toBe(1);
    const out = JSON.parse(answer.out);
    near(out.relativeError, 0.64);
    const worst = out.components.toSorted((p: { error: number }, q: { error: number }) => q.error - p.error)[0];
    expect(worst.name).toBe('b');
    expect(out.against).toBe('user gradient');
  });
  it('batch-norm: κ from 24,000 to 54, the limit from 0.18 to 0.62, and what each rate reaches', async () => {
    says('batch-norm', 'from 24,000 to 54', 'from 0.18 to 0.62', '0.01 with any η from 0.05 to 1', 'stays above 0.3', 'diverges at 1');
    const [plain, normalised] = [await at('batch-norm#plain'), await at('batch-norm#normalised')];
    near(plain.conditionNumber, 24_000);
    near(normalised.conditionNumber, 54);
    near(2 / plain.eigenvalues.at(-1), 0.18);
    near(2 / normalised.eigenvalues.at(-1), 0.62);
    const run = (loss: string, rate: number) => descent(`batch-norm#${loss}`, `--optimizer sgd --set learningRate=${rate} --steps 200`);
    for (const rate of [0.05, 0.1, 0.2, 0.5, 1]) expect((await run('normalised', rate)).loss).toBeLessThan(0.0115);
    for (const rate of [0.05, 0.1, 0.2, 0.5]) expect((await run('plain', rate)).loss).toBeGreaterThan(0.3);
    expect((await run('plain', 1)).stopped).toBe('diverged');
  });
  it('early-stopping: best at step 153 with 0.42; 0.57 after 8,000', async () => {
    says('early-stopping', '16 noisy points', 'least after 153 steps, 0.42', 'it is 0.57', 'from 0.06 to 0.003');
    const { validation, steps } = await descent('early-stopping', '--optimizer sgd --set learningRate=0.005 --steps 8153');
    expect(validation.indexOf(Math.min(...validation))).toBe(153);
    near(validation[153], 0.42);
    near(validation.at(-1), 0.57);
    near(steps[153].loss, 0.06, 1);
    near(steps.at(-1).loss, 0.003, 1);
  });
  it('double-descent: 0.45 at 12, 9.4 at 20, 0.68 at 70', async () => {
    says('double-descent', '20 noisy examples', 'least at 12 with 0.45', 'at any price: 9.4', 'with 70 features the loss is 0.68');
    const words = '--constant features=4,8,10,12,14,16,20,30,70 --optimizer conjugate-gradient --set iterations=1000 --steps 300';
    const { rows, threshold } = await gallery.ask('vary', file('double-descent'), ...words.split(' '));
    const heldOut = new Map<number, number>(
      rows.map(({ value, validation }: { value: number; validation: number }) => [value, validation]),
    );
    expect(threshold).toBe(20);
    near(heldOut.get(12) ?? 0, 0.45);
    near(heldOut.get(20) ?? 0, 9.4);
    near(heldOut.get(70) ?? 0, 0.68);
    expect(Math.min(...[4, 8, 10, 14, 16, 20, 30].map((size) => heldOut.get(size) ?? 0))).toBeGreaterThan(heldOut.get(12) ?? 0);
  });
  it('dropout: (0.51, 0.61) with λmin = 1.4, and without it a flat direction', async () => {
    says('dropout', '40 of them', 'λmin = 0', '(0.51, 0.61), and λmin = 1.4');
    const { params } = await descent('dropout#withDropout', '--optimizer sgd --set learningRate=0.2');
    near(params[0], 0.51);
    near(params[1], 0.61);
    near((await at('dropout#withDropout')).eigenvalues[0], 1.4);
    for (const place of [
      [3, -1.5],
      [0.75, 0.75],
    ]) {
      const { loss, eigenvalues } = await at('dropout#withoutDropout', place);
      expect([loss, eigenvalues[0]]).toEqual([0, 0]);
    }
  });
  it('ensembles: ten eigenvalues in two groups', async () => {
    says('ensembles', '0.08 to 0.12 and 0.40 to 0.48');
    const { eigenvalues } = await at('ensembles');
    expect(eigenvalues).toHaveLength(10);
    for (const [k, value] of [
      [0, 0.08],
      [4, 0.12],
      [5, 0.4],
      [9, 0.48],
    ])
      expect(eigenvalues[k].toFixed(2)).toBe(value.toFixed(2));
  });
  it('logistic-regression: convex, and ill-conditioned until sleep is centred', async () => {
    const { conditionNumber, inertia } = await at('logistic-regression');
    expect(conditionNumber).toBeGreaterThan(500);
    expect(inertia).toEqual([3, 0, 0]);
  });
});
