import { describe, expect, it } from 'vitest';
import type { Transport } from '../../../src/protocol/channel';
import { throughJson } from '../../../src/protocol/jsonTransport';

/** What arrives of a message that a wire carries as JSON. */
function carried(message: unknown): unknown {
  let arrived: unknown;
  let listener: ((message: unknown) => void) | undefined;
  const wire: Transport = {
    send: (sent) => listener?.(JSON.parse(JSON.stringify(sent))),
    onMessage: (heard) => {
      listener = heard;
      return () => undefined;
    },
  };
  const end = throughJson(wire);
  end.onMessage((received) => {
    arrived = received;
  });
  end.send(message);
  return arrived;
}

describe('messages through JSON', () => {
  it.each([
    [{ conditionNumber: Number.POSITIVE_INFINITY, determinant: Number.NaN }],
    [{ result: { deep: [1, Number.NEGATIVE_INFINITY, { x: Number.NaN }] } }],
    [Number.NaN],
    [{ domain: [undefined, [0, 1], undefined] }],
    [{ kind: 'answer', id: 3, text: 'NaN', nothing: null, list: ['Infinity'] }],
  ])('arrive as they were sent: %j', (message) => {
    expect(carried(message)).toEqual(message);
  });

  it('are not copied where all numbers are finite, typed arrays among them', () => {
    let sent: unknown;
    const message = { values: Float64Array.of(1, Number.NaN), plain: [1, 2] };
    throughJson({ send: (out) => (sent = out), onMessage: () => () => undefined }).send(message);
    expect(sent).toBe(message);
  });
});
