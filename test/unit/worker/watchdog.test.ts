import { afterEach, describe, expect, it, vi } from 'vitest';
import { watchSlots } from '../../../src/protocol/workerThread';
import { type Limits, Watchdog } from '../../../src/worker/watchdog';

const mega = 2 ** 20;

/** A watchdog over a worker that the test plays, at a time and with a memory that the test sets. */
function watched(limits: Partial<Limits> = {}) {
  const slots = new Int32Array(new SharedArrayBuffer(watchSlots.length * Int32Array.BYTES_PER_ELEMENT));
  const world = { time: 0, memory: 100 * mega };
  const offences: string[] = [];
  const all = { time: () => 1000, memory: () => 50 * mega, away: 60_000, ...limits };
  const watchdog = new Watchdog(slots, all, (offence) => offences.push(offence), { now: () => world.time, memory: () => world.memory });
  return {
    ...{ world, offences, watchdog },
    /** User code begins or ends. */
    call: () => Atomics.add(slots, watchSlots.calls, 1),
    beat: () => Atomics.add(slots, watchSlots.beats, 1),
    /** User code comes to a place. */
    trail: (site: number) => Atomics.store(slots, watchSlots.site, site),
    site: () => Atomics.load(slots, watchSlots.site),
    lookAfter(milliseconds: number) {
      world.time += milliseconds;
      return watchdog.look();
    },
  };
}

describe('a watchdog', () => {
  it('objects to one call that takes as long as the limit, not to many that take as long together', () => {
    const { call, lookAfter } = watched();
    call();
    expect(lookAfter(0)).toBeUndefined();
    expect(lookAfter(999)).toBeUndefined();
    expect(lookAfter(1)).toBe('time');
    for (let i = 0; i < 5; i++) {
      call();
      call();
      expect(lookAfter(900)).toBeUndefined();
    }
  });

  it('does not hold against a call what the engine itself takes', () => {
    const { call, lookAfter } = watched();
    expect(lookAfter(0)).toBeUndefined();
    expect(lookAfter(5000)).toBeUndefined();
    call();
    expect(lookAfter(0)).toBeUndefined();
    expect(lookAfter(500)).toBeUndefined();
  });

  it('objects to user code that runs on outside any call for as long as the limit, and leaves its place', () => {
    const { trail, lookAfter, site } = watched();
    for (let time = 0; time < 1000; time += 100) {
      trail(7);
      expect(lookAfter(100)).toBeUndefined();
    }
    trail(8);
    expect(lookAfter(100)).toBe('away');
    expect(site()).toBe(8);
  });

  it('does not take the trail of a call that has ended, or that of a worker that comes to its messages, for code that runs on', () => {
    const { call, beat, trail, lookAfter } = watched();
    call();
    trail(7);
    call();
    for (let time = 0; time < 3000; time += 100) expect(lookAfter(100)).toBeUndefined();
    for (let time = 0; time < 3000; time += 100) {
      beat();
      trail(7);
      expect(lookAfter(100)).toBeUndefined();
    }
    for (let time = 0; time < 3000; time += 100) {
      if (time % 900 !== 0) trail(7);
      expect(lookAfter(100)).toBeUndefined();
    }
  });

  it('takes a changed limit at the next look', () => {
    let limit = 1000;
    const { call, lookAfter } = watched({ time: () => limit });
    call();
    expect(lookAfter(0)).toBeUndefined();
    expect(lookAfter(600)).toBeUndefined();
    limit = 500;
    expect(lookAfter(0)).toBe('time');
  });

  it('objects to a call that takes too much memory', () => {
    const { call, lookAfter, world } = watched();
    call();
    world.memory += 50 * mega;
    expect(lookAfter(10)).toBeUndefined();
    world.memory += mega;
    expect(lookAfter(10)).toBe('memory');
  });

  it('counts memory from the least that the process has had', () => {
    const { call, lookAfter, world } = watched();
    call();
    world.memory = 40 * mega;
    expect(lookAfter(10)).toBeUndefined();
    world.memory = 95 * mega;
    expect(lookAfter(10)).toBe('memory');
  });

  it('does not hold the host’s own memory against a worker that comes to its messages', () => {
    const { lookAfter, beat, world } = watched();
    expect(lookAfter(0)).toBeUndefined();
    world.memory = 1000 * mega;
    for (let i = 0; i < 20; i++) {
      beat();
      expect(lookAfter(100)).toBeUndefined();
    }
    expect(lookAfter(501)).toBe('memory');
  });

  it('objects to a worker that neither runs user code nor shows a sign of life', () => {
    const { lookAfter, beat } = watched();
    expect(lookAfter(0)).toBeUndefined();
    expect(lookAfter(59_999)).toBeUndefined();
    beat();
    expect(lookAfter(1)).toBeUndefined();
    expect(lookAfter(60_000)).toBe('away');
  });

  describe('awake', () => {
    afterEach(() => void vi.useRealTimers());

    it('looks often enough for the limit, and not while it sleeps', () => {
      vi.useFakeTimers();
      const { call, world, watchdog, offences } = watched({ time: () => 200 });
      const pass = (milliseconds: number) => {
        for (let t = 0; t < milliseconds; t += 5) {
          world.time += 5;
          vi.advanceTimersByTime(5);
        }
      };
      call();
      pass(1000);
      expect(offences).toEqual([]);
      watchdog.wake();
      watchdog.wake();
      pass(200);
      expect(offences).toEqual([]);
      pass(50);
      expect(offences[0]).toBe('time');
      watchdog.sleep();
      const { length } = offences;
      pass(1000);
      expect(offences).toHaveLength(length);
      watchdog.wake();
      pass(150);
      expect(offences).toHaveLength(length);
    });
  });
});
