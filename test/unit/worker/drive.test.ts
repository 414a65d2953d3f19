import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/protocol/channel';
import { Turns } from '../../../src/worker/drive';

const unhurried = new AbortController().signal;

/** Work of so many steps, each longer than a slice. */
function* steps(count: number, log: string[], name: string): Generator<undefined, string, void> {
  for (let i = 0; i < count; i++) {
    for (const end = performance.now() + 9; performance.now() < end; );
    log.push(name);
    yield undefined;
  }
  return name;
}

describe('Turns', () => {
  it('lets what a person waits for go before what was begun earlier', async () => {
    const [turns, log] = [new Turns(), [] as string[]];
    const later = turns.drive(steps(3, log, 'search'), 2, unhurried);
    const sooner = turns.drive(steps(3, log, 'path'), 0, unhurried);
    expect(await Promise.all([later, sooner])).toEqual(['search', 'path']);
    expect(log).toEqual(['search', 'path', 'path', 'path', 'search', 'search']);
  });

  it('begins nothing while something more urgent is under way', async () => {
    const [turns, log] = [new Turns(), [] as string[]];
    const sooner = turns.drive(steps(2, log, 'path'), 0, unhurried);
    const later = turns.drive(steps(1, log, 'search'), 2, unhurried);
    await Promise.all([sooner, later]);
    expect(log).toEqual(['path', 'path', 'search']);
  });

  it('takes turns within a rank', async () => {
    const [turns, log] = [new Turns(), [] as string[]];
    await Promise.all([turns.drive(steps(2, log, 'a'), 0, unhurried), turns.drive(steps(2, log, 'b'), 0, unhurried)]);
    expect(log).toEqual(['a', 'b', 'a', 'b']);
  });

  it('gives up what is aborted while it waits, and goes on after work that failed', async () => {
    const [turns, log] = [new Turns(), [] as string[]];
    const controller = new AbortController();
    const failing = turns.drive(
      (function* () {
        yield* steps(1, log, 'failing');
        throw new Error('no such loss');
      })(),
      0,
      unhurried,
    );
    const waiting = turns.drive(steps(9, log, 'waiting'), 2, controller.signal);
    const other = turns.drive(steps(2, log, 'other'), 2, unhurried);
    controller.abort();
    await Promise.all([
      expect(waiting).rejects.toBeInstanceOf(CancelledError),
      expect(failing).rejects.toThrow('no such loss'),
      expect(other).resolves.toBe('other'),
    ]);
  });
});
