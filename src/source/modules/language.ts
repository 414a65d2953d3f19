/** What of the global object is the language itself: what user code is given, and what it may not change. */
import { boundFilling } from './lengths';

function names(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** The objects of the language, and what computes with data alone. */
export const language = names(`
  Object Function Array Number Boolean String Symbol BigInt Math JSON Reflect Proxy Date RegExp Promise Intl
  Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError
  Map Set WeakMap WeakSet WeakRef ArrayBuffer SharedArrayBuffer DataView Atomics
  Float32Array Float64Array Int8Array Int16Array Int32Array Uint8Array Uint8ClampedArray Uint16Array Uint32Array BigInt64Array BigUint64Array
  parseInt parseFloat isNaN isFinite NaN Infinity undefined encodeURIComponent decodeURIComponent encodeURI decodeURI
  structuredClone URL TextEncoder TextDecoder atob btoa`);

/** What the global object of a worker keeps besides. */
const kept = new Set([...language, 'globalThis', 'eval', 'escape', 'unescape']);

/**
 * Takes from the global object all that reaches out of the language: processes, network, timers, code in other formats. The
 * worker's own code has these from modules. User code gets to the global object whatever is bound around it: by `Function`,
 * or by `this` in a function that is not strict.
 */
export function confine(global: object): void {
  for (const key of Reflect.ownKeys(global)) {
    if (typeof key === 'symbol' ? key === Symbol.toStringTag : kept.has(key)) continue;
    // What flags of the runtime nail to it, such as `gc`, loses its value.
    if (!Reflect.deleteProperty(global, key)) Reflect.set(global, key, undefined);
  }
  // It would call user code between messages, as timers would.
  Reflect.deleteProperty(Atomics, 'waitAsync');
  boundFilling(Array.prototype);
}

interface Property {
  readonly key: PropertyKey;
  readonly descriptor: PropertyDescriptor;
}

interface Known {
  /** As people write it: `Array.prototype`. */
  readonly name: string;
  readonly object: object;
  readonly prototype: object | null;
  readonly properties: readonly Property[];
  /** What is added to it is let be: scripts that are not strict declare what they forget to declare there. */
  readonly isOpen: boolean;
}

// What the guard itself needs, in case that is what was changed. It calls no methods for the same reason.
const { ownKeys, getPrototypeOf, setPrototypeOf, getOwnPropertyDescriptor, defineProperty, deleteProperty } = Reflect;
const { is } = Object;

/** The objects of the language as they were, and a way back to that: a change would reach the engine and all other losses. */
export class LanguageGuard {
  private readonly known: readonly Known[];
  private broken = false;

  constructor(global: object) {
    this.known = [
      ...[...reachable(global)].map(([object, name]) => known(name, object, ownKeys(object))),
      // The engine finds the language by the names in it.
      { ...known('globalThis', global, language), isOpen: true },
    ];
  }

  /** Some change could not be undone: the thread must not go on. */
  get isBroken(): boolean {
    return this.broken;
  }

  /** Undoes what has been changed since, and names the first of it; undefined when nothing was. */
  restore(): string | undefined {
    let first: string | undefined;
    for (let i = 0; i < this.known.length; i++) {
      const changed = this.restoreObject(this.known[i]);
      first = first ?? changed;
    }
    return first;
  }

  private restoreObject({ name, object, prototype, properties, isOpen }: Known): string | undefined {
    let first: string | undefined;
    if (getPrototypeOf(object) !== prototype) {
      first = name;
      this.need(setPrototypeOf(object, prototype));
    }
    for (let i = 0; i < properties.length; i++) {
      const { key, descriptor } = properties[i];
      if (same(descriptor, getOwnPropertyDescriptor(object, key))) continue;
      if (key !== depthOfTraces) first = first ?? called(name, key);
      this.need(defineProperty(object, key, descriptor));
    }
    if (isOpen) return first;
    const keys = ownKeys(object);
    for (let i = 0; keys.length > properties.length && i < keys.length; i++) {
      if (isKnown(properties, keys[i])) continue;
      first = first ?? called(name, keys[i]);
      this.need(deleteProperty(object, keys[i]));
    }
    return first;
  }

  private need(undone: boolean): void {
    if (!undone) this.broken = true;
  }
}

function known(name: string, object: object, keys: readonly PropertyKey[]): Known {
  const properties = keys.flatMap((key) => {
    const descriptor = getOwnPropertyDescriptor(object, key);
    return descriptor ? [{ key, descriptor }] : [];
  });
  return { name, object, prototype: getPrototypeOf(object), properties, isOpen: false };
}

/** Packages set it for themselves, which is no harm but that places would be missing: it is set back without a word. */
const depthOfTraces = 'stackTraceLimit';

const called = (name: string, key: PropertyKey): string =>
  typeof key === 'symbol' ? `${name}[${key.description}]` : `${name}.${String(key)}`;

const same = (a: PropertyDescriptor, b: PropertyDescriptor | undefined): boolean =>
  b !== undefined && is(a.value, b.value) && a.get === b.get && a.set === b.set;

function isKnown(properties: readonly Property[], key: PropertyKey): boolean {
  for (let i = 0; i < properties.length; i++) if (properties[i].key === key) return true;
  return false;
}

/** The language's objects with their names; iterators and functions of other kinds are reached through examples. */
function reachable(global: object): Map<object, string> {
  const found = new Map<object, string>();
  const add = (name: string, value: unknown) => {
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') found.set(value, name);
  };
  for (const name of language) {
    const value: unknown = Reflect.get(global, name);
    add(name, value);
    if (typeof value === 'function') add(`${name}.prototype`, Reflect.get(value, 'prototype'));
  }
  for (const [name, example] of examples()) {
    for (let at: object | null = getPrototypeOf(example); at && !found.has(at); at = getPrototypeOf(at)) found.set(at, name);
  }
  for (const name of Object.keys(Intl)) add(`Intl.${name}`, Reflect.get(Intl, name));
  return found;
}

const examples = (): readonly (readonly [string, object])[] => [
  ['%Array Iterator%', [][Symbol.iterator]()],
  ['%Map Iterator%', new Map()[Symbol.iterator]()],
  ['%Set Iterator%', new Set()[Symbol.iterator]()],
  ['%String Iterator%', ''[Symbol.iterator]()],
  ['%RegExp String Iterator%', ''.matchAll(/a/g)],
  ['%Generator%', (function* () {})()],
  ['%AsyncGenerator%', (async function* () {})()],
  ['%GeneratorFunction%', function* () {}],
  ['%AsyncFunction%', async () => {}],
  ['%AsyncGeneratorFunction%', async function* () {}],
  ['%TypedArray%', Float64Array],
  ['%TypedArray%.prototype', Float64Array.prototype],
];
