import { describe, expect, it } from 'vitest';
import { hostEnd } from '../../../src/protocol/jsonTransport';
import { wire } from './wire';

/** What arrives at the other end of a wire that carries JSON, with typed arrays beside it; and what crossed. */
async function carried(message: unknown, from: 'host' | 'webview' = 'host'): Promise<{ arrived: unknown; crossed: unknown }> {
  const { crossed, ...ends } = wire();
  const arrived = new Promise((resolve) => ends[from === 'host' ? 'webview' : 'host'].onMessage(resolve));
  ends[from].send(message);
  return { arrived: await arrived, crossed: crossed[0] };
}

/** The buffers in it, however deep. */
function buffersIn(value: unknown): readonly (ArrayBuffer | ArrayBufferView)[] {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(buffersIn) : [];
}

const lists = {
  params: Float64Array.of(1, Number.NaN, -0),
  steps: Uint32Array.of(0, 1, 2 ** 32 - 1),
  rings: [Float32Array.of(0.5, 1.5, -2), Float32Array.of(7)],
  nothing: new Float64Array(),
};

describe('messages through JSON', () => {
  it.each([
    [{ conditionNumber: Number.POSITIVE_INFINITY, determinant: Number.NaN }],
    [{ result: { deep: [1, Number.NEGATIVE_INFINITY, { x: Number.NaN }] } }],
    [Number.NaN],
    [{ domain: [undefined, [0, 1], undefined] }],
    [{ kind: 'answer', id: 3, text: 'NaN', nothing: null, list: ['Infinity'] }],
  ])('arrive as they were sent: %j', async (message) => {
    expect((await carried(message)).arrived).toEqual(message);
    expect((await carried(message, 'webview')).arrived).toEqual(message);
  });

  it('keep their typed arrays, which the host sends in one buffer', async () => {
    const { arrived, crossed } = await carried({ lists, best: Number.POSITIVE_INFINITY });
    expect(arrived).toEqual({ lists, best: Number.POSITIVE_INFINITY });
    expect(buffersIn(crossed)).toHaveLength(1);
    const alone = { lists, basins: Int16Array.of(-1, 3) };
    expect((await carried(alone)).arrived).toEqual(alone);
    expect((await carried(alone, 'webview')).arrived).toEqual(alone);
  });

  it('take nothing for a reference that only looks like one', async () => {
    const message = { numbers: Float64Array.of(1, 2), alike: [{ $at: 'home' }, { $at: [7, 0, 1] }, { $at: [0, 0] }] };
    expect((await carried(message)).arrived).toEqual(message);
    expect((await carried({ $in: 1 })).arrived).toEqual({ $in: 1 });
  });

  it('hold numbers that are equal once, told from those that only compare so', async () => {
    const long = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i));
    const { arrived, crossed } = await carried({ loss: long, objective: long.slice(), zero: [Float64Array.of(0), Float64Array.of(-0)] });
    expect(arrived).toEqual({ loss: long, objective: long, zero: [Float64Array.of(0), Float64Array.of(-0)] });
    expect(buffersIn(crossed).reduce((bytes, { byteLength }) => bytes + byteLength, 0)).toBe(8 * 1002);
  });

  it('are not copied where there are no other numbers than finite ones', () => {
    let sent: unknown;
    const message = { values: 'abc', plain: [1, 2] };
    hostEnd({ send: (out) => (sent = out), onMessage: () => () => undefined }).send(message);
    expect(sent).toBe(message);
  });
});
