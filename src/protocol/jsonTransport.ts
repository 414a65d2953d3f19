import type { Transport } from './channel';

/** How a number that JSON has no way to write crosses, and an item of a list that is undefined. */
const tag = '$number';
type Tagged = { readonly [tag]: string };

/**
 * VS Code passes messages between host and webview as JSON, with binary buffers beside it, so that NaN, ±Infinity and what is
 * undefined in a list would arrive as null. Both ends send and receive through this; numbers in typed arrays cross as they are.
 */
export function throughJson(transport: Transport): Transport {
  return {
    send: (message) => transport.send(numbersWritten(message)),
    onMessage: (listener) => transport.onMessage((message) => listener(numbersRead(message))),
  };
}

/** A value with its numbers as JSON can have them, and back. */
export const numbersWritten = (value: unknown): unknown => mapped(value, written, nothing);
export const numbersRead = (value: unknown): unknown => mapped(value, read, undefined);

const written = (value: unknown): unknown => (typeof value === 'number' && !Number.isFinite(value) ? { [tag]: String(value) } : value);
const nothing: Tagged = { [tag]: 'undefined' };

function read(value: unknown): unknown {
  if (!isTagged(value)) return value;
  return value[tag] === nothing[tag] ? undefined : Number(value[tag]);
}

/** Copies only what contains something that changes. @param gap what becomes of an item that is undefined */
function mapped(value: unknown, change: (value: unknown) => unknown, gap: Tagged | undefined): unknown {
  const changed = change(value);
  if (changed !== value || typeof value !== 'object' || value === null) return changed;
  if (Array.isArray(value)) {
    const items: unknown[] = Array.from(value, (item) => (item === undefined ? gap : mapped(item, change, gap)));
    return items.every((item, i) => Object.is(item, value[i])) ? value : items;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, item, mapped(item, change, gap)] as const);
  if (entries.every(([, before, after]) => Object.is(before, after))) return value;
  return Object.fromEntries(entries.map(([key, , after]) => [key, after]));
}

function isTagged(value: unknown): value is Tagged {
  return typeof value === 'object' && value !== null && tag in value && typeof value[tag] === 'string';
}
