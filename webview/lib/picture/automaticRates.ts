/** Learning rates of optimizers that are given none: from the curvature at the start, and lowered where a path meets more of it. */
import type { LossDescription, OptionValue, Readout, Trajectory } from '../../../src/protocol/model';
import type { Store } from '../store';
import { automaticRate, calmerRate, isSteady, rateOption, reachOf, setsOwnRates, wantsAutomaticRate } from './rate';
import { type Chip, takesRate } from './settings';
import type { State } from './state';

/** An automatic rate is lowered at most this often. */
const mostTries = 4;

/** The rates themselves are kept in the state, by chip key. */
export class AutomaticRates {
  /** The version that rates were chosen for last. */
  private version: number | undefined;
  /** What was chosen from the curvature at the start where the rate in force may have been lowered since, by chip key. */
  private readonly bases = new Map<number, number>();
  /** How often a chip's rate has been lowered for a version. */
  private readonly calmed = new Map<number, { readonly version: number; readonly count: number }>();

  constructor(private readonly store: Store<State>) {}

  /** Chooses where there is none, and for a new version where the one held would not do. @param reference readout at the start */
  choose(version: number, description: LossDescription, reference: Readout | undefined): void {
    const { settings, rates } = this.store.state;
    const fresh = this.version !== version;
    const wanting = settings.chips.filter((chip) => wantsAutomaticRate(chip) && (fresh || rates[chip.key] === undefined));
    this.version = version;
    if (wanting.length === 0) return;
    const reach = reachOf(description, reference);
    const chosen = wanting.map(({ key, ...chip }): [number, number] => {
      const rate = automaticRate(chip, reference, reach, settings.steps);
      const [held, basis = held] = [rates[key], this.bases.get(key)];
      if (held !== undefined && basis !== undefined && isSteady(rate, basis)) return [key, held];
      this.bases.set(key, rate);
      return [key, rate];
    });
    this.store.set({ rates: { ...rates, ...Object.fromEntries(chosen) } });
  }

  /** A path that met more curvature than its rate can stand gets a smaller one. @param runOf the finished run of a chip */
  calm(version: number, runOf: (chip: Chip) => Trajectory | undefined): void {
    const { settings, rates } = this.store.state;
    for (const chip of settings.chips.filter((chip) => wantsAutomaticRate(chip) && chip.rateBySharpness === undefined)) {
      const run = runOf(chip);
      const tries = this.calmed.get(chip.key) ?? { version, count: 0 };
      const calmer = run && run.options[rateOption] === rates[chip.key] && !setsOwnRates(run) ? calmerRate(run) : undefined;
      if (calmer === undefined || (tries.version === version && tries.count >= mostTries)) continue;
      this.calmed.set(chip.key, { version, count: tries.version === version ? tries.count + 1 : 1 });
      this.store.set({ rates: { ...this.store.state.rates, [chip.key]: calmer } });
    }
  }

  /** All are chosen again, also where the ones held would still do. */
  forget(): void {
    this.version = undefined;
    this.calmed.clear();
    this.bases.clear();
    this.store.set({ rates: {} });
  }

  /** What a chip's optimizer runs with. */
  optionsOf(chip: Chip): Readonly<Record<string, OptionValue>> {
    const rate = wantsAutomaticRate(chip) ? this.store.state.rates[chip.key] : undefined;
    return rate !== undefined && takesRate(this.store.state.catalog, chip) ? { ...chip.options, [rateOption]: rate } : chip.options;
  }
}
