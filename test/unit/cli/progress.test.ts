/** What a person who waits at a terminal sees, and what Ctrl-C leaves of it. */
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Surroundings } from '../../../src/cli/command';
import { withProgress } from '../../../src/cli/progress';
import { run } from '../../../src/cli/run';
import { clearLine, type Terminal } from '../../../src/cli/terminal';
import { paintFor } from '../../../src/cli/text/paint';
import { CancelledError } from '../../../src/protocol/channel';
import { assets, FakeEngine } from './fakes';

function liveTerminal(errColumns: number): { readonly terminal: Terminal; readonly written: string[] } {
  const written: string[] = [];
  const paint = paintFor(true);
  const terminal = { cwd: '/', out: () => undefined, err: (text: string) => void written.push(text), live: true, columns: 100 };
  return { terminal: { ...terminal, errColumns, paint, errPaint: paint }, written };
}

/** What stands in the last line after all that was written to it, as on a terminal. */
const lastLine = (written: readonly string[]): string =>
  stripVTControlCharacters(written.join('').split(clearLine).at(-1)?.split('\n').at(-1) ?? '');

describe('progress', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([20, 40, 100])('fits into one line of %i columns, so that it can be taken back', async (columns) => {
    const { terminal, written } = liveTerminal(columns);
    const shown: number[] = [];
    await withProgress(terminal, 'Searching', async (progress) => {
      progress.update('Searching, L = 0.0106539 in round 1 of 3', 0.5);
      await vi.advanceTimersByTimeAsync(1500);
      shown.push(lastLine(written).length);
    });
    expect(shown[0]).toBeGreaterThan(10);
    expect(shown[0]).toBeLessThan(columns);
    expect(lastLine(written)).toBe('');
  });
});

describe('Ctrl-C at a terminal', () => {
  it('takes back the ^C, and says that there is no result, be it before the engine has started', async () => {
    const { terminal, written } = liveTerminal(80);
    const interruption = new AbortController();
    const engine = new FakeEngine({});
    engine.request = async () => {
      written.push('^C');
      interruption.abort();
      throw new CancelledError();
    };
    const surroundings: Surroundings = { terminal, connect: () => engine, assets, signal: interruption.signal };
    expect(await run(['search', 'a.ts', '--optimizer', 'sgd'], surroundings)).toBe(130);
    expect(written.slice(0, 2)).toEqual(['^C', clearLine]);
    expect(stripVTControlCharacters(written.at(-1) ?? '')).toBe('saddlescope: Interrupted; there was no result yet.\n');
    expect(engine.disposed).toBe(true);
  });
});

it('an engine that is slow to start shows progress', async () => {
  vi.useFakeTimers();
  const { terminal, written } = liveTerminal(80);
  const engine = new FakeEngine({});
  engine.request = async () => {
    await vi.advanceTimersByTimeAsync(1000);
    throw new CancelledError();
  };
  await run(['descend', 'a.ts', '--optimizer', 'sgd'], { terminal, connect: () => engine, assets, signal: new AbortController().signal });
  vi.useRealTimers();
  expect(stripVTControlCharacters(written.join(''))).toContain('Starting');
});
