import { describe, expect, it, vi } from 'vitest';
import { CancelledError, RequestError } from '../../../src/protocol/channel';
import { Resource } from '../../../webview/lib/resource';

/** A request that the test answers by hand. */
function controlled<T>() {
  const handle: { resolve?: (value: T) => void; reject?: (error: Error) => void; partial?: (value: T) => void; signal?: AbortSignal } = {};
  const load = (signal: AbortSignal, partial: (value: T) => void) => {
    Object.assign(handle, { signal, partial });
    return new Promise<T>((resolve, reject) => Object.assign(handle, { resolve, reject }));
  };
  return { handle, load };
}

const tick = () => new Promise((resolve) => setTimeout(resolve));

function make() {
  const clock = { now: 0 };
  const changed = vi.fn();
  return { clock, changed, resource: new Resource<string>(changed, 150, () => clock.now) };
}

describe('Resource', () => {
  it('asks once per key and keeps the value until the next one arrives', async () => {
    const { resource } = make();
    const first = controlled<string>();
    const load = vi.fn(first.load);
    resource.want('1', load);
    resource.want('1', load);
    expect(load).toHaveBeenCalledTimes(1);
    expect(resource.settled).toBe(false);
    first.handle.resolve?.('one');
    await tick();
    expect(resource.held.value).toBe('one');
    expect(resource.settled).toBe(true);
    const second = controlled<string>();
    resource.want('2', second.load);
    expect(resource.held.value).toBe('one');
    expect(resource.settled).toBe(false);
  });

  it('shows partial results on the way, and is not settled by them', async () => {
    const { resource, changed } = make();
    const { handle, load } = controlled<string>();
    resource.want('1', load);
    handle.partial?.('coarse');
    expect(resource.held.value).toBe('coarse');
    expect(resource.settled).toBe(false);
    expect(changed).toHaveBeenCalled();
  });

  it('is fresh from the first part of the newest answer on', () => {
    const { resource } = make();
    const { handle, load } = controlled<string>();
    resource.want('1', load);
    expect(resource.fresh).toBe(false);
    handle.partial?.('coarse');
    expect(resource.fresh).toBe(true);
    resource.want('2', controlled<string>().load);
    expect(resource.fresh).toBe(false);
  });

  it('takes an answer that came unasked, and then asks no more for it', () => {
    const { resource, changed } = make();
    const asked = controlled<string>();
    resource.want('1', asked.load);
    resource.offer('2', 'two');
    expect(asked.handle.signal?.aborted).toBe(true);
    const load = vi.fn(controlled<string>().load);
    resource.want('2', load);
    expect(load).not.toHaveBeenCalled();
    expect([resource.held.value, resource.settled, resource.fresh]).toEqual(['two', true, true]);
    expect(changed).not.toHaveBeenCalled();
  });

  it('lets a young request finish, then asks for the newest wish alone', async () => {
    const { resource } = make();
    const requests = ['1', '2', '3'].map((key) => ({ key, ...controlled<string>() }));
    for (const { key, load } of requests) resource.want(key, load);
    expect(requests.map(({ handle }) => handle.signal !== undefined)).toEqual([true, false, false]);
    requests[0]?.handle.resolve?.('one');
    await tick();
    expect(resource.held.value).toBe('one');
    expect(resource.settled).toBe(false);
    expect(requests.map(({ handle }) => handle.signal !== undefined)).toEqual([true, false, true]);
    requests[2]?.handle.resolve?.('three');
    await tick();
    expect(resource.held.value).toBe('three');
    expect(resource.settled).toBe(true);
  });

  it('aborts a request that takes long when something newer is wanted, and ignores its late answer', async () => {
    const { resource, clock } = make();
    const slow = controlled<string>();
    const next = controlled<string>();
    resource.want('slow', slow.load);
    clock.now = 1000;
    resource.want('next', next.load);
    expect(slow.handle.signal?.aborted).toBe(true);
    next.handle.resolve?.('next');
    await tick();
    slow.handle.resolve?.('slow');
    slow.handle.partial?.('slow');
    await tick();
    expect(resource.held.value).toBe('next');
  });

  it('keeps the last good value beside the problem, which the next success clears', async () => {
    const { resource } = make();
    const good = controlled<string>();
    resource.want('1', good.load);
    good.handle.resolve?.('good');
    await tick();
    const bad = controlled<string>();
    resource.want('2', bad.load);
    bad.handle.reject?.(new RequestError({ code: 'threw', message: 'no' }));
    await tick();
    expect(resource.held).toEqual({ value: 'good', problem: { code: 'threw', message: 'no' } });
    expect(resource.settled).toBe(true);
    const again = controlled<string>();
    resource.want('3', again.load);
    again.handle.resolve?.('again');
    await tick();
    expect(resource.held).toEqual({ value: 'again', problem: undefined });
  });

  it('takes a cancelled request for no problem', async () => {
    const { resource } = make();
    const { handle, load } = controlled<string>();
    resource.want('1', load);
    handle.reject?.(new CancelledError());
    await tick();
    expect(resource.held.problem).toBeUndefined();
  });

  it('can be cancelled, after which it counts as settled until something else is wanted', () => {
    const { resource } = make();
    const { handle, load } = controlled<string>();
    resource.want('1', load);
    resource.cancel();
    expect(handle.signal?.aborted).toBe(true);
    expect(resource.settled).toBe(true);
    expect(resource.pendingSince).toBeUndefined();
    resource.want('2', controlled<string>().load);
    expect(resource.settled).toBe(false);
  });

  it('asks again after a suspension, unless the whole answer is held', async () => {
    const { resource } = make();
    const first = controlled<string>();
    resource.want('1', first.load);
    first.handle.resolve?.('one');
    await tick();
    const second = controlled<string>();
    resource.want('2', second.load);
    second.handle.partial?.('half of two');
    resource.suspend();
    expect(second.handle.signal?.aborted).toBe(true);
    const again = vi.fn(controlled<string>().load);
    resource.want('2', again);
    expect(again).toHaveBeenCalledTimes(1);
    expect(resource.settled).toBe(false);
  });

  it('does not ask again for what it held complete when it was suspended', async () => {
    const { resource } = make();
    const { handle, load } = controlled<string>();
    resource.want('1', load);
    handle.resolve?.('one');
    await tick();
    resource.suspend();
    const again = vi.fn(load);
    resource.want('1', again);
    expect(again).not.toHaveBeenCalled();
    expect(resource.settled).toBe(true);
  });
});
