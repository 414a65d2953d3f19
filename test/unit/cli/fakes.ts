/** An engine without a worker: the real numerics over losses written by hand, described as the source front end would. */

import type { Surroundings } from '../../../src/cli/command';
import type { Engine } from '../../../src/cli/engine';
import { type ExitCode, run } from '../../../src/cli/run';
import { paintFor } from '../../../src/cli/text/paint';
import { exponentiallyWeighted } from '../../../src/engine/averages';
import { criticalPoints } from '../../../src/engine/curvature/criticalPoints';
import { readout } from '../../../src/engine/curvature/readout';
import { descend } from '../../../src/engine/descend';
import { fieldWork } from '../../../src/engine/landscape/fields';
import { choosePlane } from '../../../src/engine/landscape/planes';
import { surface } from '../../../src/engine/landscape/surface';
import type { Objective } from '../../../src/engine/objective';
import { optimizers } from '../../../src/engine/optimizers';
import { coefficientPath } from '../../../src/engine/penalties/coefficientPath';
import { schedules } from '../../../src/engine/schedules';
import { scheduleRates } from '../../../src/engine/schedules/preview';
import { finish } from '../../../src/engine/work';
import { type Handlers, RequestError } from '../../../src/protocol/channel';
import type { EngineMethods } from '../../../src/protocol/engine';
import type { LossDescription, LossSummary, Problem } from '../../../src/protocol/model';

export interface FakeLoss {
  readonly name: string;
  readonly coordinates: readonly string[];
  readonly start: readonly number[];
  readonly domain?: readonly (readonly [number, number])[];
  readonly value: (x: Float64Array) => number;
  readonly gradient: (x: Float64Array) => number[];
  /** Row-major. */
  readonly hessian: (x: Float64Array) => number[];
}

export const himmelblau: FakeLoss = {
  name: 'himmelblau',
  coordinates: ['x', 'y'],
  start: [-0.2, -1.9],
  domain: [
    [-6, 6],
    [-6, 6],
  ],
  value: ([x, y]) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
  gradient: ([x, y]) => [4 * x * (x * x + y - 11) + 2 * (x + y * y - 7), 2 * (x * x + y - 11) + 4 * y * (x + y * y - 7)],
  hessian: ([x, y]) => [12 * x * x + 4 * y - 42, 4 * (x + y), 4 * (x + y), 4 * x + 12 * y * y - 26],
};

export const rosenbrock: FakeLoss = {
  name: 'rosenbrock',
  coordinates: ['x', 'y'],
  start: [-1.2, 1],
  value: ([x, y]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2,
  gradient: ([x, y]) => [-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)],
  hessian: ([x, y]) => [1200 * x * x - 400 * y + 2, -400 * x, -400 * x, 200],
};

/** L = x² − y²: everything leads away, and its only critical point is a saddle. */
export const saddle: FakeLoss = {
  name: 'saddle',
  coordinates: ['x', 'y'],
  start: [1, 0],
  value: ([x, y]) => x * x - y * y,
  gradient: ([x, y]) => [2 * x, -2 * y],
  hessian: () => [2, 0, 0, -2],
};

/** L = x⁴ − 2x² + x/2 + y²: two minima of different depth, and a saddle between them. */
export const tilted: FakeLoss = {
  name: 'tilted',
  coordinates: ['x', 'y'],
  start: [0.3, 0.9],
  value: ([x, y]) => x * x * x * x - 2 * x * x + 0.5 * x + y * y,
  gradient: ([x, y]) => [4 * x * x * x - 4 * x + 0.5, 2 * y],
  hessian: ([x]) => [12 * x * x - 4, 0, 0, 2],
};

/** L = (1 − xy)²: minimal all along the hyperbola xy = 1. */
export const hyperbola: FakeLoss = {
  name: 'hyperbola',
  coordinates: ['x', 'y'],
  start: [0.1, -0.3],
  value: ([x, y]) => (1 - x * y) ** 2,
  gradient: ([x, y]) => [-2 * y * (1 - x * y), -2 * x * (1 - x * y)],
  hessian: ([x, y]) => [2 * y * y, 4 * x * y - 2, 4 * x * y - 2, 2 * x * x],
};

/** L = x⁴ − 2x², one parameter. */
export const doubleWell: FakeLoss = {
  name: 'doubleWell',
  coordinates: ['x'],
  start: [0.2],
  value: ([x]) => x ** 4 - 2 * x * x,
  gradient: ([x]) => [4 * x ** 3 - 4 * x],
  hessian: ([x]) => [12 * x * x - 4],
};

/** L = Σ (k + 1)·wₖ² over three weights. */
export const bowl3: FakeLoss = {
  name: 'bowl',
  coordinates: ['w[0]', 'w[1]', 'b'],
  start: [1, -1, 0.5],
  value: (w) => w.reduce((sum, value, k) => sum + (k + 1) * value * value, 0),
  gradient: (w) => Array.from(w, (value, k) => 2 * (k + 1) * value),
  hessian: () => [2, 0, 0, 0, 4, 0, 0, 0, 6],
};

const objectiveOf = ({ coordinates, value, gradient, hessian }: FakeLoss): Objective => {
  const n = coordinates.length;
  return {
    n,
    derivatives: 'exact',
    value,
    valueAndGradient: (x, into) => {
      into.set(gradient(x));
      return value(x);
    },
    hessianVector: (x, v, into) => {
      const h = hessian(x);
      for (let i = 0; i < n; i++) into[i] = v.reduce((sum, entry, j) => sum + h[i * n + j] * entry, 0);
    },
    hessian: (x) => Float64Array.from(hessian(x)),
  };
};

export function summaryOf({ name, coordinates }: FakeLoss, file: string, line: number): LossSummary {
  const place = { file, line, column: 17, endLine: line, endColumn: 17 + name.length };
  return {
    name,
    signature: `(${coordinates.map((coordinate) => `${coordinate}: number`).join(', ')})`,
    location: place,
    extent: { ...place, column: 1, endLine: line + 2 },
    takesData: false,
  };
}

export function describeLoss(loss: FakeLoss, file: string, line = 1, start: Float64Array = Float64Array.from(loss.start)): LossDescription {
  return {
    revision: 1,
    summary: summaryOf(loss, file, line),
    n: loss.coordinates.length,
    coordinates: loss.coordinates,
    parameters: loss.coordinates.map((name) => ({ name, shape: 'number' })),
    start,
    startOrigin: '@start',
    startDrawn: false,
    domain: loss.coordinates.map((_, i) => loss.domain?.[i]),
    derivatives: 'exact',
    warnings: [],
  };
}

export interface FakeOptions {
  readonly losses?: readonly FakeLoss[];
  readonly problems?: readonly Problem[];
  /** The finest grid of a map, to keep pictures small. */
  readonly grid?: number;
}

export class FakeEngine implements Engine {
  disposed = false;
  /** Those that the command line uses. */
  private readonly handlers: Partial<Handlers<EngineMethods>>;

  constructor({ losses = [himmelblau], problems = [], grid = Number.POSITIVE_INFINITY }: FakeOptions) {
    const find = (name: string) => {
      const k = losses.findIndex((loss) => loss.name === name);
      if (k < 0) throw new RequestError({ code: 'no-loss', message: `no ${name}` });
      return { loss: losses[k], line: 3 * k + 1, objective: objectiveOf(losses[k]) };
    };
    this.handlers = {
      sync: () => null,
      catalog: () => ({ optimizers, schedules, penalties: [], initialisers: [], strategies: [], recipes: [] }),
      losses: ({ file }) => ({ losses: losses.map((loss, k) => summaryOf(loss, file, 3 * k + 1)), problems }),
      outline: ({ target }) => describeLoss(find(target.function).loss, target.file),
      describe: ({ target, start }) => describeLoss(find(target.function).loss, target.file, find(target.function).line, start),
      parseVector: ({ json }) => Float64Array.from(Object.values(JSON.parse(json)).flat(3) as number[]),
      readout: ({ target, at }) => {
        const { loss, objective } = find(target.function);
        return { ...readout(objective, at ?? Float64Array.from(loss.start)), nonSmooth: [], warnings: [] };
      },
      expressions: () => [],
      coefficientPath: ({ target, penalty, start }) => {
        const { loss, objective } = find(target.function);
        return finish(coefficientPath(objective, { penalty, start: start ?? Float64Array.from(loss.start) }));
      },
      scheduleRates: ({ schedule, learningRate, steps }) => scheduleRates(schedule, learningRate, steps),
      averages: ({ values, beta }) => ({
        corrected: exponentiallyWeighted(values, beta, true),
        uncorrected: exponentiallyWeighted(values, beta, false),
      }),
      surface: ({ target, plane, box, size }) =>
        finish(surface(find(target.function).objective, { plane, box, size: Math.min(size, grid) })),
      overlay: ({ target, plane, box, size, field }) =>
        finish(fieldWork(find(target.function).objective, { plane, box, size: Math.min(size, grid) }, field)),
      plane: ({ target, choice }) => choosePlane(find(target.function).objective, choice, []),
      descend: ({ target, optimizer, start, steps, tolerance, every, schedule, seed }) => {
        const { loss, objective } = find(target.function);
        return descend(objective, { optimizer, start: start ?? Float64Array.from(loss.start), steps, tolerance, every, schedule, seed });
      },
      criticalPoints: ({ target, box }) => finish(criticalPoints(find(target.function).objective, box)),
    };
  }

  async request<M extends keyof EngineMethods & string>(method: M, params: Parameters<Handlers<EngineMethods>[M]>[0]) {
    const handler = this.handlers[method];
    if (!handler) throw new Error(`the fake engine has no ${method}`);
    return handler(params, { signal: new AbortController().signal, partial: () => undefined });
  }

  async sweep(): Promise<never> {
    throw new Error('the fake engine has no other workers');
  }

  sync(): void {}

  dispose(): void {
    this.disposed = true;
  }
}

export interface Outcome {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

const resvg = new URL('../../../node_modules/@resvg/resvg-wasm/index_bg.wasm', import.meta.url).pathname;
const fonts = ['DejaVuSans', 'DejaVuSans-Bold', 'DejaVuSans-Oblique'].map(
  (name) => new URL(`../../../node_modules/dejavu-fonts-ttf/ttf/${name}.ttf`, import.meta.url).pathname,
);
export const assets = { rasteriser: resvg, fonts };

/** Runs the program over the fake engine and collects what it prints. */
export async function runFake(
  words: readonly string[],
  cwd: string,
  options: FakeOptions & { readonly colour?: boolean } = {},
): Promise<Outcome> {
  const written = { out: '', err: '' };
  const engines: FakeEngine[] = [];
  const surroundings: Surroundings = {
    terminal: {
      cwd,
      out: (text) => {
        written.out += text;
      },
      err: (text) => {
        written.err += text;
      },
      live: false,
      columns: 100,
      errColumns: 100,
      paint: paintFor(options.colour ?? false),
      errPaint: paintFor(options.colour ?? false),
    },
    connect: () => {
      const engine = new FakeEngine(options);
      engines.push(engine);
      return engine;
    },
    assets,
    signal: new AbortController().signal,
  };
  const code = await run(words, surroundings);
  if (!engines.every((engine) => engine.disposed)) throw new Error('an engine was left running');
  return { code, ...written };
}
