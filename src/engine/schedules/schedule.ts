import { type EntryMetadata, metadataOf, type OptionsOf, type OptionTable, type OptionValue, resolveOptions } from '../options';

/** A schedule under way. `rate` is in force for the coming step; immutable. */
export interface ScheduleRun {
  readonly rate: number;
  /** In force beside it, of a schedule that cycles the momentum too. */
  readonly momentum?: number;
  /** After a step; `metric` is the objective that the step reached. */
  next(metric: number): ScheduleRun;
}

export interface Schedule extends EntryMetadata {
  /** `base` is the optimizer's own learning rate. */
  begin(base: number, given: Readonly<Record<string, OptionValue>>): ScheduleRun;
}

/** A pure pair `init`/`next` over a typed state; `rate` reads the learning rate off the state. */
export interface ScheduleDefinition<T extends OptionTable, S> extends EntryMetadata {
  readonly options: T;
  init(base: number, options: OptionsOf<T>): S;
  rate(state: S, base: number, options: OptionsOf<T>): number;
  next(state: S, metric: number, options: OptionsOf<T>): S;
  /** Absent, or undefined: the optimizer's own momentum stays. */
  momentum?(state: S, options: OptionsOf<T>): number | undefined;
}

/** A schedule that follows from the number k of steps taken alone. */
export interface ClosedFormDefinition<T extends OptionTable> extends EntryMetadata {
  readonly options: T;
  /** The rate after k steps; must hold for every k ≥ 0. */
  rate(k: number, base: number, options: OptionsOf<T>): number;
  momentum?(k: number, options: OptionsOf<T>): number | undefined;
}

export function defineSchedule<const T extends OptionTable, S>(definition: ScheduleDefinition<T, S>): Schedule {
  return {
    ...metadataOf(definition),
    begin(base, given) {
      const options = resolveOptions(definition.options, given);
      const from = (state: S): ScheduleRun => {
        const momentum = definition.momentum?.(state, options);
        return {
          rate: definition.rate(state, base, options),
          ...(momentum !== undefined && { momentum }),
          next: (metric) => from(definition.next(state, metric, options)),
        };
      };
      return from(definition.init(base, options));
    },
  };
}

export function defineClosedForm<const T extends OptionTable>(definition: ClosedFormDefinition<T>): Schedule {
  return defineSchedule({ ...definition, init: () => 0, next: (k: number) => k + 1 });
}
