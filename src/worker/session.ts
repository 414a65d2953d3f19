import type { ExactObjective } from '../engine/autodiff/objective';
import type { Objective } from '../engine/objective';
import type { TrainingData } from '../engine/training/plan';
import type { PreparedLoss } from '../source/prepare';
import type { LossData } from '../source/program';

/** Data of a loss, with the objectives over its parts. */
export interface SessionData extends TrainingData, Pick<LossData, 'columns'> {
  /** The loss over these examples, the numbers of some columns changed. */
  changed(rows: readonly number[], changes: ReadonlyMap<string, (x: number) => number>): Objective;
}

/** One version of one loss: what was prepared from its source, and the objective over it. */
export interface Session {
  /** Grows with every version; what panels know as the revision. */
  readonly id: number;
  readonly prepared: PreparedLoss;
  readonly objective: ExactObjective;
  /** Undefined for a loss that takes no data. */
  readonly trainingData: () => SessionData | undefined;
  /** Texts of all files that the loss depends on, as they were; the session holds while they stay the same. */
  readonly texts: ReadonlyMap<string, string | undefined>;
}

interface Cached {
  readonly session: Session;
  /** The generation of texts in which the session was last found to hold. */
  generation: number;
}

/** How many versions are kept: enough for every loss of a file and for going back and forth between a few lengths. */
const capacity = 64;

/** Sessions by key, as long as the texts that they came from are the same. */
export class Sessions {
  private readonly cache = new Map<string, Cached>();
  private generation = 0;

  constructor(private readonly read: (file: string) => string | undefined) {}

  /** Some text has, or may have, changed. */
  invalidate(): void {
    this.generation++;
  }

  get(key: string): Session | undefined {
    const cached = this.cache.get(key);
    if (!cached) return undefined;
    if (cached.generation !== this.generation && !this.holds(cached.session)) {
      this.cache.delete(key);
      return undefined;
    }
    cached.generation = this.generation;
    return cached.session;
  }

  set(key: string, session: Session): void {
    this.cache.delete(key);
    this.cache.set(key, { session, generation: this.generation });
    const oldest = this.cache.keys().next().value;
    if (this.cache.size > capacity && oldest !== undefined) this.cache.delete(oldest);
  }

  private holds({ texts }: Session): boolean {
    return [...texts].every(([file, text]) => this.read(file) === text);
  }
}
