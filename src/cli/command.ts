import type { Catalog } from '../protocol/model';
import type { Answer } from './answer';
import { type Arguments, type OptionSpecs, parseArguments } from './arguments';
import type { Engine } from './engine';
import { UsageError } from './errors';
import { interruptible } from './interrupt';
import type { PlotAssets } from './picture/png';
import type { Terminal } from './terminal';

/** What a run of the program is given by its surroundings. */
export interface Surroundings {
  readonly terminal: Terminal;
  /** Starts nothing yet: the worker begins with the first request. */
  connect(limits: Limits): Engine;
  readonly assets: PlotAssets;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

export interface Input<T extends OptionSpecs> extends Arguments<T> {
  /** The one FILE or TARGET. */
  readonly target: string;
  readonly engine: Engine;
  readonly terminal: Terminal;
  readonly assets: PlotAssets;
}

interface Definition<T extends OptionSpecs> {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What follows the name: `TARGET [options]`. */
  readonly usage: string;
  readonly options: T;
  /** Which parts of the catalog the help spells out. */
  readonly explains?: readonly Exclude<keyof Catalog, 'recipes' | 'strategies'>[];
  readonly examples: readonly string[];
  run(input: Input<T & typeof commonOptions>): Promise<Answer>;
}

export interface Command extends Omit<Definition<OptionSpecs>, 'run'> {
  run(words: readonly string[], surroundings: Surroundings): Promise<Answer>;
}

/** What code may take: milliseconds for one call, and bytes. */
export interface Limits {
  readonly time: number;
  readonly memory: number;
}

export const commonOptions = {
  json: { kind: 'flag', help: 'print one JSON object' },
  'time-limit': { kind: 'number', placeholder: 'SECONDS', help: 'stop code that does not return within this', min: 0.05, default: 2 },
  'memory-limit': { kind: 'number', placeholder: 'MB', help: 'stop code that needs more memory than this', min: 64, default: 2048 },
  help: { kind: 'flag', short: 'h', help: 'show this help' },
} as const satisfies OptionSpecs;

/** From seconds and megabytes. */
export const limitsOf = (seconds: number, megabytes: number): Limits => ({ time: seconds * 1000, memory: megabytes * 2 ** 20 });

/** Binds a command's typed `run` to the words that it is called with. */
export function defineCommand<const T extends OptionSpecs>(definition: Definition<T>): Command {
  const options = { ...definition.options, ...commonOptions };
  return {
    ...definition,
    options,
    run: async (words, { terminal, connect, assets, signal }) => {
      const parsed = parseArguments(options, words);
      const target = onlyTarget(definition.name, parsed.positionals);
      const engine = interruptible(connect(limitsOf(parsed.values['time-limit'], parsed.values['memory-limit'])), signal);
      try {
        return await definition.run({ ...parsed, target, engine, terminal, assets });
      } finally {
        engine.dispose();
      }
    },
  };
}

function onlyTarget(command: string, positionals: readonly string[]): string {
  const [target, extra] = positionals;
  const hint = `See saddlescope ${command} --help.`;
  if (target === undefined) throw new UsageError('Which file?', hint);
  if (extra !== undefined) throw new UsageError(`"${extra}" is one word too many.`, hint);
  return target;
}
