import * as vscode from 'vscode';
import { t } from '../l10n/t';
import { CancelledError, RequestError } from '../protocol/channel';
import type { Target } from '../protocol/engine';
import type { LossDescription, LossSummary, Problem, Readout } from '../protocol/model';
import type { Binding, ForeseenPicture, Foresight } from '../protocol/panel';
import { renamedFile } from './documents';
import type { Engine } from './engine';

/**
 * One loss function followed through its edits: what is known of it now, and the last good description while the source
 * is broken. When it is renamed in place, the new name is followed.
 */
export class BoundLoss implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Binding>();
  readonly onDidChange = this.changed.event;
  private current: Binding;
  private lastGood: LossDescription | undefined;
  private position: { readonly index: number; readonly count: number; readonly signature: string } | undefined;
  private refreshing: AbortController | undefined;
  private readonly pictured = new vscode.EventEmitter<ForeseenPicture | undefined>();
  /** Fires when a picture that was said to be coming is there, or has failed. */
  readonly onDidPicture = this.pictured.event;
  private readonly subscriptions: readonly vscode.Disposable[];

  /** `foresee`: what is going to be asked for once there is another version. */
  constructor(
    private readonly engine: Engine,
    private followed: Target,
    private readonly foresee: () => Foresight | undefined = () => undefined,
  ) {
    this.current = { kind: 'loading', name: followed.function };
    this.subscriptions = [
      engine.onDidChange(() => void this.refresh()),
      engine.onDidRename((renames) => {
        const file = renamedFile(this.followed.file, renames);
        if (file === this.followed.file) return;
        this.followed = { ...this.followed, file };
        void this.refresh();
      }),
    ];
    void this.refresh();
  }

  get target(): Target {
    return this.followed;
  }

  get binding(): Binding {
    return this.current;
  }

  dispose(): void {
    this.refreshing?.abort();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
    this.pictured.dispose();
  }

  private async refresh(): Promise<void> {
    this.refreshing?.abort();
    const refreshing = new AbortController();
    this.refreshing = refreshing;
    try {
      const binding = await this.look(refreshing.signal);
      if (!refreshing.signal.aborted) this.become(binding);
    } catch (error) {
      if (error instanceof CancelledError || refreshing.signal.aborted) return;
      this.become(this.broken(problemOf(error)));
    }
  }

  private async look(signal: AbortSignal): Promise<Binding> {
    const { followed } = this;
    const { file } = followed;
    const listing = this.engine.request('losses', { file }, { signal });
    // Mostly it still goes by its name: then the answers are under way already.
    const asked = this.ask(followed, signal);
    const listed = await listing.catch(ifGone);
    if ('code' in listed) return { kind: 'empty', message: listed.message };
    const { losses, problems } = listed;
    const syntaxError = problems[0];
    if (syntaxError) return this.broken(syntaxError);
    const found = this.find(losses);
    if (!found) return { kind: 'empty', message: t('{0} is no longer in this file.', followed.function) };
    const isRenamed = found.name !== followed.function;
    if (isRenamed) this.followed = { file, function: found.name };
    return this.ready(isRenamed ? this.ask(this.followed, signal) : asked, signal);
  }

  private ask(target: Target, signal: AbortSignal): Answers {
    const describing = this.engine.request('describe', { target }, { signal });
    // Where there is no function of this name, nobody waits for it.
    describing.catch(() => undefined);
    return {
      describing,
      // A panel that needs the readout and can't have it asks again, and hears why.
      reading: this.engine.request('readout', { target, brief: true }, { signal }).catch(() => undefined),
      drawing: this.draw(target, signal),
    };
  }

  private async ready({ describing, reading, drawing }: Answers, signal: AbortSignal): Promise<Binding> {
    const [description, readout] = await Promise.all([describing, reading]);
    this.lastGood = description;
    const picture = await soon(drawing);
    if (picture === 'coming') void drawing?.then((foreseen) => this.complete(description.revision, foreseen, signal));
    return { kind: 'ready', version: description.revision, description, ...(readout && { readout }), ...(picture && { picture }) };
  }

  /** Undefined where nothing is foreseen, or it can't be had: the panel asks for it, and hears why. */
  private draw(target: Target, signal: AbortSignal): Promise<ForeseenPicture | undefined> | undefined {
    const foresight = this.foresee();
    if (!foresight) return undefined;
    const { id, ...params } = foresight;
    return this.engine.request('picture', { target, ...params }, { signal }).then(
      (picture) => ({ id, picture }),
      () => undefined,
    );
  }

  /** Not before the binding itself has been told of. */
  private complete(version: number, foreseen: ForeseenPicture | undefined, signal: AbortSignal): void {
    const { current } = this;
    if (signal.aborted || current.kind !== 'ready' || current.version !== version) return;
    const { picture: _coming, ...binding } = current;
    this.current = { ...binding, ...(foreseen && { picture: foreseen }) };
    this.pictured.fire(foreseen);
  }

  private find(losses: readonly LossSummary[]): LossSummary | undefined {
    const index = losses.findIndex(({ name }) => name === this.followed.function);
    const at = index < 0 ? this.renamedAmong(losses) : index;
    const found = losses[at];
    if (found) this.position = { index: at, count: losses.length, signature: found.signature };
    return found;
  }

  /** One of the same parameters at the same place is taken for the same function; another text of the file may have another there. */
  private renamedAmong(losses: readonly LossSummary[]): number {
    const { position } = this;
    if (position?.count !== losses.length || losses[position.index].signature !== position.signature) return -1;
    return position.index;
  }

  private broken(problem: Problem): Binding {
    return { kind: 'broken', problem, name: this.followed.function, description: this.lastGood };
  }

  /** An edit that did not concern the function changes nothing on screen. */
  private become(binding: Binding): void {
    const { current } = this;
    this.current = binding;
    const same = current.kind === 'ready' && binding.kind === 'ready' && current.version === binding.version && sameLine(current, binding);
    if (!same) this.changed.fire(binding);
    else if (current.picture === 'coming' && binding.picture !== 'coming') this.pictured.fire(binding.picture);
  }
}

/** What is under way for a version of a function. */
interface Answers {
  readonly describing: Promise<LossDescription>;
  readonly reading: Promise<Readout | undefined>;
  readonly drawing: Promise<ForeseenPicture | undefined> | undefined;
}

/** Milliseconds that what is known already waits for the picture: drawn once is faster than drawn twice. */
const patience = 120;

function soon(drawing: Promise<ForeseenPicture | undefined> | undefined): Promise<ForeseenPicture | 'coming' | undefined> {
  const later = new Promise<'coming'>((resolve) => setTimeout(() => resolve('coming'), patience));
  return drawing ? Promise.race([drawing, later]) : Promise.resolve(undefined);
}

type Ready = Extract<Binding, { kind: 'ready' }>;
const sameLine = (a: Ready, b: Ready): boolean => a.description.summary.location.line === b.description.summary.location.line;

/** That there is no such file is an answer. */
function ifGone(error: unknown): Problem {
  const problem = problemOf(error);
  if (problem.code === 'no-loss') return problem;
  throw error;
}

export function problemOf(error: unknown): Problem {
  if (error instanceof RequestError) return error.problem;
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
