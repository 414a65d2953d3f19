import { version } from '../../package.json';
import { CancelledError } from '../protocol/channel';
import type { Answer } from './answer';
import { type Command, commonOptions, limitsOf, type Surroundings } from './command';
import { commands } from './commands';
import { UsageError } from './errors';
import { commandHelp, overview } from './help';
import { endedEmpty } from './interrupt';
import { printError } from './problems';
import { unknownName } from './suggest';
import { clearLine } from './terminal';

/** 0: done. 1: the answer is no. 2: bad input. 130: interrupted. */
export type ExitCode = Answer | 2;

/** The whole program over its surroundings: prints, and never throws. */
export async function run(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { terminal, signal } = surroundings;
  // The terminal has written ^C into the line.
  if (terminal.live) signal.addEventListener('abort', () => terminal.err(clearLine), { once: true });
  try {
    return await dispatch(words, surroundings);
  } catch (error) {
    if (error instanceof CancelledError) return endedEmpty(terminal);
    printError(error, terminal);
    return 2;
  }
}

async function dispatch([first, ...rest]: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { terminal } = surroundings;
  switch (first) {
    case undefined:
      terminal.err(overview(commands, { paint: terminal.errPaint, columns: terminal.columns }));
      return 2;
    case '--version':
    case '-v':
      terminal.out(`${version}\n`);
      return 0;
    case '--help':
    case '-h':
    case 'help':
      if (rest.length > 0) await explain(named(rest[0]), surroundings);
      else terminal.out(overview(commands, terminal));
      return 0;
    default:
      return start(named(first), rest, surroundings);
  }
}

async function start(command: Command, words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  if (!asksForHelp(words)) return command.run(words, surroundings);
  await explain(command, surroundings);
  return 0;
}

/** Help is given whatever else is wrong with the words. */
function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return (end < 0 ? words : words.slice(0, end)).some((word) => word === '--help' || word === '-h');
}

function named(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command) return command;
  if (name.startsWith('-')) throw new UsageError(`There is no option ${name} before the command.`, 'See saddlescope --help.');
  throw unknownName(
    'command',
    name,
    commands.map((candidate) => candidate.name),
  );
}

/** The catalog lives in the engine, which is asked for those commands alone that choose from it. */
async function explain(command: Command, { terminal, connect }: Surroundings): Promise<void> {
  const engine = connect(limitsOf(commonOptions['time-limit'].default, commonOptions['memory-limit'].default));
  try {
    const catalog = command.explains ? await engine.request('catalog', {}) : undefined;
    terminal.out(commandHelp(command, catalog, terminal));
  } finally {
    engine.dispose();
  }
}
