import type { Evaluator } from './evaluator';
import { Interpreter } from './interpreter';
import type { Runtime } from './runtime';
import type { ExternalSource } from './tape';
import { TieredEvaluator } from './tiers';
import type { Trace } from './trace';

/** A recorded path of the loss, with what evaluates it. */
export interface Path {
  readonly trace: Trace;
  readonly evaluator: Evaluator;
  /** Knows every node, for questions about the source; holds the externals for all forms. */
  readonly interpreter: Interpreter;
}

/** More paths than this are forgotten, oldest use first: a loss that takes a new path nearly every time is traced each time. */
const KEPT = 24;
/** Nor are more operations than this kept in all, some 100 bytes each. */
const KEPT_OPERATIONS = 4_000_000;

/** The paths recorded so far, latest use first. */
export class Paths {
  private readonly kept: Path[] = [];
  recorded = 0;

  constructor(private readonly runtime: Pick<Runtime, 'random' | 'plans'>) {}

  add(trace: Trace): Path {
    const interpreter = new Interpreter(trace);
    const path = { trace, interpreter, evaluator: new TieredEvaluator(interpreter, this.runtime.plans) };
    this.kept.unshift(path);
    this.forget();
    this.recorded++;
    return path;
  }

  /** Drops the paths not used for longest, but never the latest. */
  private forget(): void {
    const size = () => this.kept.reduce((sum, { trace }) => sum + trace.nodes, 0);
    while (this.kept.length > KEPT || (this.kept.length > 1 && size() > KEPT_OPERATIONS)) this.kept.pop();
  }

  /** Evaluates the path taken last, if it needs no draws: the short way for tiny losses. */
  get usual(): Evaluator | undefined {
    const latest = this.kept[0];
    return latest === undefined || latest.trace.externals.length > 0 ? undefined : latest.evaluator;
  }

  /** What `evaluate` yields on the first path that the loss takes at its point, having drawn new externals; undefined if on none. */
  first<T>(evaluate: (path: Path) => T | undefined): T | undefined {
    for (let i = 0; i < this.kept.length; i++) {
      const path = this.kept[i];
      if (path.trace.externals.length > 0) this.draw(path);
      const result = evaluate(path);
      if (result === undefined) continue;
      if (i > 0) this.kept.unshift(...this.kept.splice(i, 1));
      return result;
    }
    return undefined;
  }

  private draw({ trace, interpreter }: Path): void {
    for (const { node, source } of trace.externals) interpreter.values[node] = this.read(source);
  }

  private read(source: ExternalSource): number {
    switch (source) {
      case 'random':
        return this.runtime.random.next();
      case 'clock':
        return Date.now();
      case 'performance':
        return performance.now();
      default:
        return source satisfies never;
    }
  }
}
