import type { Transport } from './channel';

/** How a number that JSON has no way to write crosses. */
const tag = '$number';
type Tagged = { readonly [tag]: string };

/**
 * VS Code passes messages between host and webview as JSON, with binary buffers beside it, so that NaN and ±Infinity would
 * arrive as null. Both ends send and receive through this; numbers in typed arrays cross as they are.
 */
export function throughJson(transport: Transport): Transport {
  return {
    send: (message) => transport.send(numbersWritten(message)),
    onMessage: (listener) => transport.onMessage((message) => listener(numbersRead(message))),
  };
}

/** A value with its numbers as JSON can have them, and back. */
export const numbersWritten = (value: unknown): unknown => mapped(value, written);
export const numbersRead = (value: unknown): unknown => mapped(value, read);

const written = (value: unknown): unknown => (typeof value === 'number' && !Number.isFinite(value) ? { [tag]: String(value) } : value);
const read = (value: unknown): unknown => (isTagged(value) ? Number(value[tag]) : value);

/** Copies only what contains something that changes. */
function mapped(value: unknown, change: (value: unknown) => unknown): unknown {
  const changed = change(value);
  if (changed !== value || typeof value !== 'object' || value === null) return changed;
  if (Array.isArray(value)) {
    const items: unknown[] = value.map((item) => mapped(item, change));
    return items.every((item, i) => Object.is(item, value[i])) ? value : items;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, item, mapped(item, change)] as const);
  if (entries.every(([, before, after]) => Object.is(before, after))) return value;
  return Object.fromEntries(entries.map(([key, , after]) => [key, after]));
}

function isTagged(value: unknown): value is Tagged {
  return typeof value === 'object' && value !== null && tag in value && typeof value[tag] === 'string';
}
