import { describe, expect, it, vi } from 'vitest';
import { History } from '../../../webview/lib/history';
import { Store } from '../../../webview/lib/store';

describe('Store', () => {
  it('runs a watcher at once, then once per batch that changes its selection', async () => {
    const store = new Store({ a: 1, b: 1 });
    const render = vi.fn();
    store.watch(
      (state) => [state.a],
      ([a]) => render(a),
    );
    store.set({ a: 2 });
    store.set({ a: 3 });
    store.set({ b: 5 });
    await Promise.resolve();
    expect(render.mock.calls).toEqual([[1], [3]]);
    store.set({ b: 6 });
    await Promise.resolve();
    expect(render).toHaveBeenCalledTimes(2);
  });

  it('sees what a watcher itself sets', async () => {
    const store = new Store({ a: 1, twice: 2 });
    store.watch(
      (state) => [state.a],
      ([a]) => store.set({ twice: 2 * a }),
    );
    const seen: number[] = [];
    store.watch(
      (state) => [state.twice],
      ([twice]) => seen.push(twice),
    );
    store.set({ a: 4 });
    await new Promise((resolve) => setTimeout(resolve));
    expect(seen).toEqual([2, 8]);
  });

  it('stops when told to', async () => {
    const store = new Store({ a: 1 });
    const render = vi.fn();
    store.watch((state) => [state.a], render)();
    store.set({ a: 2 });
    await Promise.resolve();
    expect(render).toHaveBeenCalledTimes(1);
  });
});

describe('History', () => {
  const timed = () => {
    const clock = { now: 0 };
    return { clock, history: new History<string>(700, 3, () => clock.now) };
  };

  it('goes back and forth', () => {
    const { history } = timed();
    history.record('a');
    history.record('b');
    expect(history.undo('c')).toBe('b');
    expect(history.undo('b')).toBe('a');
    expect(history.canUndo).toBe(false);
    expect(history.redo('a')).toBe('b');
    expect(history.redo('b')).toBe('c');
    expect(history.canRedo).toBe(false);
  });

  it('takes a drag as one change, and a later one as another', () => {
    const { history, clock } = timed();
    history.record('before', 'drag');
    clock.now = 100;
    history.record('during', 'drag');
    clock.now = 2000;
    history.record('after', 'drag');
    expect(history.undo('now')).toBe('after');
    expect(history.undo('after')).toBe('before');
  });

  it('forgets the future on a new change, and the oldest past beyond its limit', () => {
    const { history } = timed();
    for (const value of ['a', 'b', 'c', 'd']) history.record(value);
    history.undo('e');
    history.record('x');
    expect(history.canRedo).toBe(false);
    const back = [history.undo('y'), history.undo('x'), history.undo('c')];
    expect(back).toEqual(['x', 'c', 'b']);
    expect(history.canUndo).toBe(false);
  });

  it('leaves the value alone when there is nothing to undo or redo', () => {
    const { history } = timed();
    expect(history.undo('a')).toBe('a');
    expect(history.redo('a')).toBe('a');
  });
});
