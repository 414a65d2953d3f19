import type { Transport } from './channel';

/** How a number that JSON has no way to write crosses, and an item of a list that is undefined. */
const tag = '$number';
interface Tagged {
  readonly [tag]: string;
}

/**
 * VS Code passes messages between host and webview as JSON, with binary buffers beside it, so that NaN, ±Infinity and what is
 * undefined in a list would arrive as null. What the host tells has many arrays of numbers, and each buffer takes as long as a kilobyte
 * more: all cross in one.
 */
export const hostEnd = ({ send, onMessage }: Transport): Transport => ({
  send: (message) => send(packed(message)),
  onMessage: (listener) => onMessage((message) => listener(numbersRead(message))),
});
export const webviewEnd = ({ send, onMessage }: Transport): Transport => ({
  send: (message) => send(numbersWritten(message)),
  onMessage: (listener) => onMessage((message) => listener(unpacked(message))),
});

/** A value with its numbers as JSON can have them, and back. */
export const numbersWritten = (value: unknown): unknown => mapped(value, written, nothing);
export const numbersRead = (value: unknown): unknown => mapped(value, read);

const written = (value: unknown): unknown => (typeof value === 'number' && !Number.isFinite(value) ? { [tag]: String(value) } : value);
const nothing: Tagged = { [tag]: 'undefined' };

function read(value: unknown): unknown {
  if (!has(value, tag)) return value;
  return value[tag] === nothing[tag] ? undefined : Number(value[tag]);
}

/** The kinds of arrays that are many and packed; their places here stand in references to them. */
const kinds = [Float64Array, Float32Array, Uint32Array] as const;
type NumberArray = InstanceType<(typeof kinds)[number]>;

/** Where an array lies in the buffer that all of a message share, from the byte `at`. */
interface Reference {
  readonly $at: readonly [kind: number, at: number, length: number];
}
interface Packed {
  readonly $in: unknown;
  readonly bytes: ArrayBuffer;
}

function packed(message: unknown): unknown {
  const arrays = new PackedArrays();
  const $in = mapped(message, (value) => (isNumberArray(value) ? arrays.reference(value) : written(value)), nothing);
  return arrays.length === 0 ? $in : ({ $in, bytes: arrays.joined() } satisfies Packed);
}

function unpacked(message: unknown): unknown {
  if (!isPacked(message)) return numbersRead(message);
  const { $in, bytes } = message;
  return mapped($in, (value) => (isReference(value) ? arrayAt(value, bytes) : read(value)));
}

function arrayAt({ $at: [kind, at, length] }: Reference, bytes: ArrayBuffer): NumberArray {
  return new kinds[kind](bytes, at, length);
}

const isPacked = (value: unknown): value is Packed => has(value, '$in') && 'bytes' in value && value.bytes instanceof ArrayBuffer;

function isReference(value: unknown): value is Reference {
  if (!has(value, '$at') || !Array.isArray(value.$at)) return false;
  const place: readonly unknown[] = value.$at;
  return place.length === 3 && place.every(Number.isInteger) && Number(place[0]) in kinds;
}

/** Arrays one behind the other, equal ones once: without penalties what is minimised is the loss itself, and paths have the same steps. */
class PackedArrays {
  /** Bytes so far. */
  length = 0;
  private readonly placed: { readonly array: NumberArray; readonly at: number }[] = [];

  reference(array: NumberArray): Reference {
    const known = this.placed.find((other) => isSame(other.array, array));
    const at = known?.at ?? this.place(array);
    return { $at: [kinds.findIndex((kind) => array instanceof kind), at, array.length] };
  }

  joined(): ArrayBuffer {
    const all = new Uint8Array(this.length);
    for (const { array, at } of this.placed) all.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    return all.buffer;
  }

  private place(array: NumberArray): number {
    const at = this.length;
    this.placed.push({ array, at });
    // An array of doubles begins at a multiple of its size.
    this.length += Math.ceil(array.byteLength / 8) * 8;
    return at;
  }
}

const isNumberArray = (value: unknown): value is NumberArray => kinds.some((kind) => value instanceof kind);
const isSame = (a: NumberArray, b: NumberArray): boolean =>
  a.length === b.length && a.constructor === b.constructor && a.every((item, i) => Object.is(item, b[i]));

/** Copies only what contains something that changes. @param gap what becomes of an item that is undefined */
function mapped(value: unknown, change: (value: unknown) => unknown, gap?: Tagged): unknown {
  const changed = change(value);
  if (changed !== value || !(value instanceof Object)) return changed;
  if (Array.isArray(value)) {
    const items: unknown[] = Array.from(value, (item) => (item === undefined ? gap : mapped(item, change, gap)));
    return items.every((item, i) => Object.is(item, value[i])) ? value : items;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, mapped(item, change, gap)] as const);
  return entries.every(([key, after]) => Object.is(Reflect.get(value, key), after)) ? value : Object.fromEntries(entries);
}

const has = <K extends string>(value: unknown, key: K): value is Record<K, unknown> => value instanceof Object && key in value;
