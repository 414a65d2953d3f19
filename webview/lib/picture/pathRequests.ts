/** Asks for the paths of the optimizers that are shown, with the learning rates that suit them. */
import type { LossDescription, NamedOptimizer, OptimizerChoice, Readout, Trajectory } from '../../../src/protocol/model';
import { Resource } from '../resource';
import type { Store } from '../store';
import { AutomaticRates } from './automaticRates';
import type { Answers } from './foresight';
import { reachOf } from './rate';
import { changesStability, sharedParams } from './runSettings';
import { type Chip, takesRate } from './settings';
import { type HostChannel, keyOf, type PathParams } from './sideRequests';
import { focused, type Run, type State, startOf } from './state';

/** Longer runs are thinned: more could be neither drawn nor told apart. */
const mostRows = 4000;
/** Paths carry what their optimizers keep, per coordinate, while that is shown, up to this many parameters times rows: more would delay every path. */
const mostInternals = 4_000;
/** The map shows what this one keeps. */
const drawnInside = 'admm-adam';
/** ‖g‖ at which a path has converged, relative to the largest gradient that one curvature and the reach can make. */
const relativeTolerance = 1e-6;

export class PathRequests {
  /** By chip key. */
  private readonly paths = new Map<number, Resource<Trajectory>>();
  private readonly rates: AutomaticRates;

  constructor(
    private readonly channel: HostChannel,
    private readonly store: Store<State>,
    private readonly onChange: () => void,
  ) {
    this.rates = new AutomaticRates(store);
  }

  get all(): readonly Resource<Trajectory>[] {
    return [...this.paths.values()];
  }

  /** The path of a chip, from when it was first asked for. */
  of({ key }: Pick<Chip, 'key'>): Resource<Trajectory> | undefined {
    return this.paths.get(key);
  }

  /** @param reference readout at the start */
  sync(version: number, description: LossDescription, reference: Readout | undefined, answers: Answers | undefined): void {
    this.rates.choose(version, description, reference);
    this.rates.calm(version, (chip) => this.settledRun(chip));
    const { chips } = this.store.state.settings;
    for (const [key, resource] of this.paths) {
      if (chips.some((chip) => chip.key === key)) continue;
      resource.clear();
      this.paths.delete(key);
    }
    for (const chip of chips.filter(({ hidden }) => !hidden)) {
      const params = this.paramsOf(chip, description, reference);
      const key = keyOf(version, params);
      const known = answers?.path(key);
      if (known) this.pathOf(chip).offer(key, known);
      this.pathOf(chip).want(key, (signal) => this.channel.request('descend', params, { signal }));
    }
  }

  paramsOf(chip: Chip, description: LossDescription, reference: Readout | undefined): PathParams {
    const { settings, internalsOpen, catalog } = this.store.state;
    const rows = Math.min(settings.steps, mostRows);
    return {
      optimizer: this.optimizerOf(chip),
      start: startOf({ settings, description }) ?? description.start,
      steps: settings.steps,
      ...(settings.steps > mostRows && { every: Math.ceil(settings.steps / mostRows) }),
      tolerance: toleranceFrom(reference, description),
      curvature: true,
      internals: (internalsOpen || chip.optimizer === drawnInside) && description.n * rows <= mostInternals,
      ...sharedParams(settings.run, takesRate(catalog, chip), description.summary.takesData),
    };
  }

  /** With the rate in force. */
  optimizerOf(chip: Chip): OptimizerChoice {
    return { id: chip.optimizer, options: this.rates.optionsOf(chip) };
  }

  /** The optimizers that are shown, with the rates in force; none where the run changes what is stable. */
  running(): readonly NamedOptimizer[] {
    const { settings } = this.store.state;
    if (changesStability(settings.run)) return [];
    return settings.chips.filter(({ hidden }) => !hidden).map((chip) => ({ ...this.optimizerOf(chip), name: chip.name }));
  }

  /** Chooses automatic rates again, also where the ones held would still do. */
  rechooseRates(): void {
    this.rates.forget();
  }

  settledRun(chip: Pick<Chip, 'key'>): Trajectory | undefined {
    const path = this.of(chip);
    return path?.settled ? path.held.value : undefined;
  }

  /** Is the focused path still being computed? */
  isUnderWay(): boolean {
    const chip = focused(this.store.state);
    const path = chip && this.of(chip);
    return path !== undefined && !path.settled;
  }

  shown(): readonly Resource<Trajectory>[] {
    return this.store.state.settings.chips.flatMap((chip) => (chip.hidden ? [] : (this.of(chip) ?? [])));
  }

  /** The same map as in the state while nothing in it has changed. */
  collect({ runs }: Pick<State, 'runs'>): State['runs'] {
    const next = new Map<number, Run>();
    for (const [key, { held }] of this.paths) next.set(key, { trajectory: held.value, problem: held.problem });
    return sameRuns(runs, next) ? runs : next;
  }

  private pathOf({ key }: Chip): Resource<Trajectory> {
    const existing = this.paths.get(key);
    if (existing) return existing;
    const made = new Resource<Trajectory>(this.onChange);
    this.paths.set(key, made);
    return made;
  }
}

function sameRuns(a: State['runs'], b: State['runs']): boolean {
  return (
    a.size === b.size && [...b].every(([key, run]) => a.get(key)?.trajectory === run.trajectory && a.get(key)?.problem === run.problem)
  );
}

function toleranceFrom(reference: Readout | undefined, description: LossDescription): number {
  if (!reference) return 0;
  const sharpest = Math.max(0, ...reference.eigenvalues.map(Math.abs));
  const scale = Math.max(reference.gradientNorm, sharpest * reachOf(description, reference));
  // A power of ten, so that small edits ask for the same paths.
  return Number.isFinite(scale) && scale > 0 ? relativeTolerance * 10 ** Math.round(Math.log10(scale)) : 0;
}
