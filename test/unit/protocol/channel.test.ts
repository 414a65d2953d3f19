import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { CancelledError, Channel, type Handlers, RequestError, type Transport } from '../../../src/protocol/channel';
import type { Problem } from '../../../src/protocol/model';

interface Calculator {
  double: { params: number; result: number };
  count: { params: { to: number }; partial: number; result: number };
  fail: { params: string; result: never };
  forever: { params: null; result: never };
}
interface News {
  headline: string;
}

/** Two transports joined back to back; messages arrive in order, later, and as structured clones. */
function pipe(): [Transport, Transport] {
  const listeners: [Set<(m: unknown) => void>, Set<(m: unknown) => void>] = [new Set(), new Set()];
  const end = (mine: 0 | 1): Transport => ({
    send: (message) => {
      const copy = structuredClone(message);
      queueMicrotask(() => {
        for (const listener of listeners[mine === 0 ? 1 : 0]) listener(copy);
      });
    },
    onMessage: (listener) => {
      listeners[mine].add(listener);
      return () => listeners[mine].delete(listener);
    },
  });
  return [end(0), end(1)];
}

function connect(overrides: Partial<Handlers<Calculator>> = {}) {
  const [near, far] = pipe();
  const headlines: string[] = [];
  const handlers: Handlers<Calculator> = {
    double: (x) => 2 * x,
    count: ({ to }, { partial }) => {
      for (let i = 0; i < to; i++) partial(i);
      return to;
    },
    fail: (what) => {
      throw new Error(what);
    },
    forever: (_, { signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('gave up')))),
    ...overrides,
  };
  const server = new Channel<Record<never, never>, Calculator, Record<never, never>, News>(far, handlers, {
    headline: (text) => headlines.push(text),
  });
  const client = new Channel<Calculator, Record<never, never>, News>(near, {}, {});
  return { client, server, headlines, near, far };
}

const broken: Problem = { code: 'internal', message: 'the other side is gone' };

describe('a channel', () => {
  it('answers requests', async () => {
    expect(await connect().client.request('double', 21)).toBe(42);
  });

  it('matches answers to questions however many are open', async () => {
    const { client } = connect({ double: async (x) => (x % 2 === 0 ? 2 * x : new Promise((r) => setTimeout(r, 1, 2 * x))) });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer(), { maxLength: 20 }), async (xs) => {
        expect(await Promise.all(xs.map((x) => client.request('double', x)))).toEqual(xs.map((x) => 2 * x));
      }),
      { numRuns: 20 },
    );
  });

  it('streams partial results before the result', async () => {
    const seen: number[] = [];
    expect(await connect().client.request('count', { to: 3 }, { onPartial: (i) => seen.push(i) })).toBe(3);
    expect(seen).toEqual([0, 1, 2]);
  });

  it('answers with the problem when a handler throws', async () => {
    const answer = connect().client.request('fail', 'no such point');
    await expect(answer).rejects.toBeInstanceOf(RequestError);
    await expect(answer).rejects.toMatchObject({ problem: { message: 'no such point' } });
  });

  it('refuses methods that the other side does not have, inherited names among them', async () => {
    const { client } = connect();
    for (const method of ['triple', 'constructor', '__proto__', 'toString']) {
      await expect(client.request(method as 'double', 1)).rejects.toMatchObject({ problem: { code: 'bad-input' } });
    }
  });

  it('cancels at both ends', async () => {
    const aborted = vi.fn();
    const { client } = connect({ forever: (_, { signal }) => new Promise(() => signal.addEventListener('abort', aborted)) });
    const controller = new AbortController();
    const answer = client.request('forever', null, { signal: controller.signal });
    await Promise.resolve();
    controller.abort();
    await expect(answer).rejects.toBeInstanceOf(CancelledError);
    await vi.waitFor(() => expect(aborted).toHaveBeenCalledOnce());
    expect(client.busy).toBe(false);
  });

  it('does not ask when the caller has already given up', async () => {
    const double = vi.fn(() => 0);
    await expect(connect({ double }).client.request('double', 1, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(CancelledError);
    expect(double).not.toHaveBeenCalled();
  });

  it('settles everything that is open when it closes, and everything later', async () => {
    const { client } = connect();
    const open = client.request('forever', null);
    client.close(broken);
    await expect(open).rejects.toMatchObject({ problem: broken });
    await expect(client.request('double', 1)).rejects.toMatchObject({ problem: broken });
  });

  it('delivers events, and only known ones', async () => {
    const { client, headlines, near } = connect();
    client.emit('headline', 'saddle found');
    near.send({ kind: 'event', name: 'constructor', value: 'x' });
    await client.request('double', 1);
    expect(headlines).toEqual(['saddle found']);
  });

  it('survives any message', async () => {
    const { client, near } = connect();
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.constantFrom('request', 'cancel', 'partial', 'ok', 'err', 'event', 'x'), async (value, kind) => {
        for (const message of [value, { kind, id: 1e9, name: 'headline', method: 'double', value }]) {
          try {
            near.send(message);
          } catch (error) {
            if (!(error instanceof DOMException)) throw error; // not cloneable, so it can't arrive either
          }
        }
        expect(await client.request('double', 4)).toBe(8);
      }),
      { numRuns: 200 },
    );
  });
});
