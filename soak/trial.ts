/** What becomes of one program, and whether that is as it should be. */
import * as path from 'node:path';
import type { ExactObjective } from '../src/engine/autodiff/objective';
import type { WorkerData } from '../src/protocol/workerThread';
import { OverlayFiles } from '../src/source/files';
import { describe } from '../src/worker/describe';
import { problemFrom, sourceProblem } from '../src/worker/problems';
import { SessionFactory } from '../src/worker/sessionFactory';
import { program } from './programs';

export type Outcome = 'exact' | 'numeric' | 'random' | 'refused' | 'stopped' | 'no loss';

/** What has come of some programs; the texts are those of programs that went wrong. */
export interface Tally {
  readonly counts: Record<Outcome, number>;
  readonly crashes: string[];
  readonly wordless: string[];
  readonly wrong: string[];
}

export const emptyTally = (): Tally => ({
  counts: { exact: 0, numeric: 0, random: 0, refused: 0, stopped: 0, 'no loss': 0 },
  ...{ crashes: [], wordless: [], wrong: [] },
});

export function addTo(sum: Tally, more: Tally): void {
  for (const [name, count] of Object.entries(more.counts)) sum.counts[name as Outcome] += count;
  sum.crashes.push(...more.crashes);
  sum.wordless.push(...more.wordless);
  sum.wrong.push(...more.wrong);
}

/** Beyond this, what oscillates does so between any two numbers that differences could use. */
const largest = 1e6;
/** Parameters above which the curvature is left out. */
const mostCurved = 50;
/** Derivatives below this, relative to what is differentiated, are rounding. */
const smallest = 1e-9;
/** Steps of differences, the first of them tried alone; the last is short enough for what jumps often. */
const steps = [1e-5, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8];
/** What always has a place in the source. */
const placed: ReadonlySet<string> = new Set(['syntax', 'threw', 'import-missing', 'start-unknown', 'not-a-number', 'language-changed']);

export interface TrierOptions extends WorkerData {
  readonly folder: string;
  readonly restoreLanguage: () => string | undefined;
}

/** Tries out program after program, as a worker does with edit after edit of a few files. */
export class Trier {
  private readonly files = new OverlayFiles();
  private readonly factory: SessionFactory;
  private readonly folder: string;

  constructor({ folder, restoreLanguage, ...data }: TrierOptions) {
    this.folder = folder;
    this.factory = new SessionFactory(
      data,
      this.files,
      { session: () => undefined, owner: () => undefined, sites: () => undefined },
      restoreLanguage,
    );
  }

  tryOut(k: number, texts: readonly string[], tally: Tally): void {
    const file = path.join(this.folder, `fuzz-${k % 50}.ts`);
    const text = program(k, texts);
    this.files.set(file, text);
    this.factory.sessions.invalidate();
    const say = `program ${k}:\n${text}`;
    try {
      tally.counts[this.outcome(file, say, tally)]++;
    } catch (error) {
      tally.counts.refused++;
      this.refused(error, say, tally);
    }
  }

  private readonly read = (file: string): string | undefined => this.files.read(file);

  private outcome(file: string, say: string, tally: Tally): Outcome {
    const { losses, syntaxErrors } = this.factory.workspace.findLosses(file);
    for (const error of syntaxErrors) judge(sourceProblem(this.read, error), say, tally);
    if (syntaxErrors.length > 0) return 'refused';
    // Which of several differs from program to program.
    const found = losses[say.length % Math.max(1, losses.length)];
    if (!found) return 'no loss';
    const session = this.factory.session({ file, function: found.name });
    const { start, derivatives, warnings } = describe(this.read, session);
    if (derivatives === 'numeric') return 'numeric';
    if (warnings.some(({ code }) => code === 'not-deterministic')) return 'random';
    if (isWrong(session.objective, start)) tally.wrong.push(say);
    return 'exact';
  }

  private refused(error: unknown, say: string, tally: Tally): void {
    const problem = problemFrom(this.read, error);
    if (problem.code === 'internal') tally.crashes.push(`${error instanceof Error ? error.stack : problem.message}\n${say}`);
    else judge(problem, say, tally);
  }
}

function judge({ code, message, location }: ReturnType<typeof problemFrom>, say: string, tally: Tally): void {
  if (message === '' || (location === undefined && placed.has(code))) tally.wordless.push(`${code}: ${message}\n${say}`);
}

/** Contradicted by differences at the start and at two places beside it. */
function isWrong(objective: ExactObjective, start: Float64Array): boolean {
  return [0, 1e-3, -2.7e-3].every((shift) => {
    const at = start.map((x, i) => x + shift * Math.cos(i));
    return isWrongAt(objective, at);
  });
}

function isWrongAt(objective: ExactObjective, at: Float64Array): boolean {
  const gradient = new Float64Array(objective.n);
  const loss = objective.valueAndGradient(at, gradient);
  if (!(Math.abs(loss) + Math.hypot(...gradient) < largest) || objective.nonSmoothAt(at).length > 0) return false;
  return differencesContradict(objective, at, gradient, loss) && !isRounded(objective, at);
}

/** Some of what the loss is made of is so large that the rest is lost in it. */
const isRounded = (objective: ExactObjective, at: Float64Array): boolean =>
  objective.expressionsAt(at).some(({ value }) => !(-largest < value.min && value.max < largest));

function differencesContradict(objective: ExactObjective, at: Float64Array, gradient: Float64Array, loss: number): boolean {
  const direction = at.map((_, i) => Math.cos(1 + 3 * i) / Math.sqrt(objective.n));
  const slope = contradicted(dot(gradient, direction), loss, (epsilon) => {
    return (objective.value(moved(at, direction, epsilon)) - objective.value(moved(at, direction, -epsilon))) / (2 * epsilon);
  });
  return slope || (objective.n <= mostCurved && isCurvatureWrong(objective, at, direction));
}

function isCurvatureWrong(objective: ExactObjective, at: Float64Array, direction: Float64Array): boolean {
  const product = new Float64Array(objective.n);
  objective.hessianVector(at, direction, product);
  const slopeAt = (epsilon: number): number => {
    const gradient = new Float64Array(objective.n);
    objective.valueAndGradient(moved(at, direction, epsilon), gradient);
    return dot(gradient, direction);
  };
  const curvature = dot(product, direction);
  if (!(Math.abs(curvature) < largest)) return false;
  return contradicted(curvature, slopeAt(0), (epsilon) => (slopeAt(epsilon) - slopeAt(-epsilon)) / (2 * epsilon));
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i], 0);
const moved = (at: Float64Array, direction: Float64Array, by: number): Float64Array => at.map((x, i) => x + by * direction[i]);

/**
 * Differences of several steps agree with each other, and those of none with the derivative. Where they do not agree with each other,
 * rounding or curvature is too much for them; where they are of another magnitude altogether, rounding is, unless the value is small.
 */
function contradicted(exact: number, value: number, difference: (epsilon: number) => number): boolean {
  const most = Math.abs(value) < 1e3 ? 1 : 0.98;
  const error = (epsilon: number): number => relative(exact, difference(epsilon), smallest * (1 + Math.abs(value)));
  if (error(steps[0]) < 1e-3) return false;
  const errors = steps.slice(1).map(error);
  if (errors.some((one) => one < 1e-3)) return false;
  return errors.some((one, i) => {
    const next = errors.slice(i + 1, i + 3);
    return one <= most && next.length === 2 && next.every((other) => Math.abs(other - one) < 0.01 * one);
  });
}

const relative = (a: number, b: number, floor: number): number => (a === b ? 0 : Math.abs(a - b) / (Math.abs(a) + Math.abs(b) + floor));
