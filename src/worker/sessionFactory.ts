import { createObjective } from '../engine/autodiff/objective';
import { createRuntime } from '../engine/autodiff/runtime';
import type { Target } from '../protocol/engine';
import type { SitePlaces, WorkerData, WorkerEvents } from '../protocol/workerThread';
import type { OverlayFiles } from '../source/files';
import type { SiteBlock } from '../source/instrument';
import { type LossTarget, type OutlinedLoss, type PreparedLoss, Workspace } from '../source/prepare';
import { refuseChange, SourceError } from '../source/problem';
import { type Session, type SessionData, Sessions } from './session';
import { UserCodeWatch } from './userCode';

/** Milliseconds between looks at whether a loss has changed the language. */
const betweenLooks = 20;

/** What the worker tells the other side unasked. */
export type News = { readonly [K in keyof WorkerEvents]: (value: WorkerEvents[K]) => void };

/** Makes sessions and keeps them while their source stays the same. Whatever runs user code in it is under watch. */
export class SessionFactory {
  readonly workspace: Workspace;
  readonly sessions: Sessions;
  private readonly runtime = createRuntime();
  private readonly userCode: UserCodeWatch;
  /** Numbers of losses, by which the watchdog knows whose code runs: one for all versions of a loss, so that edits leave nothing behind. */
  private readonly owners = new Map<string, number>();
  private nextId: number;

  constructor(
    { watch, dataFolders, lastSession }: WorkerData,
    private readonly files: OverlayFiles,
    private readonly news: News,
    /** Undoes what user code has changed of the language, and names it. */
    private readonly restoreLanguage: () => string | undefined,
  ) {
    this.nextId = lastSession + 1;
    this.userCode = new UserCodeWatch(watch);
    this.sessions = new Sessions((file) => files.read(file));
    this.workspace = new Workspace(files, {
      runtime: this.runtime,
      watch,
      folders: dataFolders,
      beforeRun: () => this.announceSites(),
      restoreLanguage,
      ownWork: (work) => this.userCode.pause(work),
    });
  }

  /** The session of a function; a vector of another length than its own start's asks for a version with that length. */
  session(target: Target, vector?: Float64Array): Session {
    const own = vector && this.sessions.get(keyOf(target));
    if (own?.prepared.layout.n === vector?.length && own) return own;
    const key = vector ? `${keyOf(target)}@${vector.length}` : keyOf(target);
    const known = this.sessions.get(key);
    if (known) return known;
    // The plain loss and the traced one must come from one text, and be known by it, though a file changes meanwhile.
    const made = this.files.heldStill(() => this.make(target, vector));
    this.sessions.set(key, made);
    return made;
  }

  noteLook(): void {
    this.userCode.noteLook();
  }

  /** Whether user code has run since this was asked last. */
  takeRan(): boolean {
    return this.userCode.takeRan();
  }

  outline(target: Target): OutlinedLoss {
    return this.watched(target, () => this.workspace.outline(targetOf(target)));
  }

  /** Runs something of the user's that belongs to no session yet. */
  watched<T>(target: Target, body: () => T): T {
    return this.checked(this.owner(target), target, body);
  }

  /** Runs something of the user's that must leave the language as it was. Not for single evaluations: looking takes longer than they do. */
  private checked<T>(owner: number, target: Target, body: () => T): T {
    let changed: string | undefined;
    try {
      return this.userCode.run(owner, () => {
        try {
          return body();
        } finally {
          changed = this.restoreLanguage();
        }
      });
    } finally {
      if (changed !== undefined) refuseChange(changed, this.workspace.nameRange(targetOf(target)));
    }
  }

  private owner(target: Target): number {
    const key = keyOf(target);
    const known = this.owners.get(key);
    if (known !== undefined) return known;
    const id = this.owners.size + 1;
    this.owners.set(key, id);
    this.news.owner({ id, target });
    return id;
  }

  private make(target: Target, start: Float64Array | undefined): Session {
    const id = this.nextId++;
    this.news.session(id);
    const owner = this.owner(target);
    const prepared = this.checked(owner, target, () => this.workspace.prepare(targetOf(target), start));
    const objective = createObjective(this.underWatch(owner, target, prepared.program), this.runtime);
    const texts = new Map(prepared.dependencies.map((file) => [file, this.files.read(file)]));
    const { userGradient } = prepared;
    const gradient = userGradient && ((x: Float64Array) => this.userCode.run(owner, () => userGradient(x)));
    const drawStart: PreparedLoss['drawStart'] = (seed, init) => this.userCode.run(owner, () => prepared.drawStart(seed, init));
    return {
      id,
      prepared: { ...prepared, userGradient: gradient, drawStart },
      objective,
      trainingData: () => this.trainingData(owner, target, prepared),
      texts,
    };
  }

  private trainingData(owner: number, target: Target, prepared: PreparedLoss): SessionData | undefined {
    const data = this.userCode.run(owner, () => prepared.data());
    if (!data) return undefined;
    const { count, columns, over, changed, validation } = data;
    const objective = (program: PreparedLoss['program']) => createObjective(this.underWatch(owner, target, program), this.runtime);
    return {
      ...{ count, columns },
      over: (rows) => objective(over(rows)),
      changed: (rows, changes) => objective(changed(rows, changes)),
      validation: validation && ((x) => this.userCode.run(owner, () => validation(x))),
    };
  }

  private underWatch(owner: number, target: Target, program: PreparedLoss['program']): PreparedLoss['program'] {
    const { plain, traced, examples } = program;
    let looked = Number.NEGATIVE_INFINITY;
    let refusal: SourceError | undefined;
    // Losses with very many paths are traced at every evaluation.
    const checked = <T>(body: () => T): T => {
      if (performance.now() - looked < betweenLooks) return this.userCode.run(owner, body);
      looked = performance.now();
      try {
        return this.checked(owner, target, body);
      } catch (error) {
        if (error instanceof SourceError && error.code === 'language-changed') refusal = error;
        throw error;
      }
    };
    // Tracing may fail for many reasons, and the plain loss then serves; not one that changes what all share.
    const evaluate = (x: Float64Array): number => {
      if (refusal) throw refusal;
      return this.userCode.run(owner, () => plain.call(program, x));
    };
    return {
      ...program,
      examples: examples && { ...examples, over: (rows) => this.underWatch(owner, target, examples.over(rows)) },
      plain: evaluate,
      ...(traced && { traced: (inputs, runtime) => checked(() => traced.call(program, inputs, runtime)) }),
    };
  }

  /** The watchdog learns of new places before anything there runs. */
  private announceSites(): void {
    const { opened, gone } = this.workspace.sites.takeChanges();
    if (opened.length > 0) this.news.sites({ opened: opened.map(placesOf), gone });
  }
}

function placesOf(block: SiteBlock): SitePlaces {
  const ranges = block.all();
  const places = Uint32Array.from(ranges.flatMap(({ start, end }) => [start, end]));
  return { first: block.first, file: ranges[0].file, places };
}

const keyOf = (target: Target): string => `${target.file}#${target.function}`;
const targetOf = ({ file, function: name }: Target): LossTarget => ({ file, name });
