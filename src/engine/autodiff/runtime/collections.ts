import type { Recorder } from '../recorder';
import { isTraced, type Traced } from '../traced';

type Native = (...args: unknown[]) => unknown;
type Constructor = new (...args: never[]) => object;

/** A Map or a Set that finds keys by the numbers they are now, and gives them back with their history. */
export function tracedCollection<T extends Constructor>(recorder: Recorder, target: T, adder: 'set' | 'add'): T {
  const prototype = prototypeOver(recorder, target.prototype, adder);
  return new Proxy(target, {
    construct: (original, [entries], newTarget) => {
      const made: object = Reflect.construct(original, [], newTarget);
      if (Object.getPrototypeOf(made) === target.prototype) Object.setPrototypeOf(made, prototype);
      const add = Reflect.get(made, adder) as Native;
      for (const entry of (entries ?? []) as Iterable<unknown>) Reflect.apply(add, made, adder === 'set' ? (entry as unknown[]) : [entry]);
      return made;
    },
  });
}

function prototypeOver(recorder: Recorder, native: object, adder: 'set' | 'add'): object {
  const prototype: object = Object.create(native);
  const histories = new Histories(recorder);
  const define = (name: PropertyKey, value: (collection: object, args: unknown[], original: Native) => unknown) => {
    const original = Reflect.get(native, name) as Native;
    const method = function (this: object, ...args: unknown[]): unknown {
      return value(this, args, original);
    };
    Object.defineProperty(prototype, name, { value: method, writable: true, configurable: true });
  };
  for (const name of ['get', 'has', 'delete', adder].filter((name) => name in native)) {
    define(name, (collection, [key, ...rest], original) => {
      const plain = recorder.pin(key, recorder.callSite);
      if (name === 'delete') histories.forget(collection, plain);
      if (name === adder) histories.note(collection, plain, key);
      return Reflect.apply(original, collection, [plain, ...rest]);
    });
  }
  define('clear', (collection, args, original) => {
    histories.clear(collection);
    return Reflect.apply(original, collection, args);
  });
  const entries = (collection: object) => histories.entries(collection, Reflect.get(native, 'entries') as Native);
  const [keys, pairs] = [(e: Entry) => e[0], (e: Entry) => e];
  const values = adder === 'set' ? (e: Entry) => e[1] : keys;
  const iterators = { keys, values, entries: pairs, [Symbol.iterator]: adder === 'set' ? pairs : keys };
  for (const name of Reflect.ownKeys(iterators)) define(name, (collection) => mapped(entries(collection), Reflect.get(iterators, name)));
  define('forEach', (collection, [visit, self]) => {
    for (const entry of entries(collection)) Reflect.apply(visit as Native, self, [values(entry), entry[0], collection]);
  });
  return prototype;
}

type Entry = readonly [key: unknown, value: unknown];

function* mapped<T>(entries: Iterable<Entry>, pick: (entry: Entry) => T): Generator<T> {
  for (const entry of entries) yield pick(entry);
}

/** The traced values behind the plain keys of collections. */
class Histories {
  private readonly known = new WeakMap<object, Map<unknown, Traced>>();

  constructor(private readonly recorder: Recorder) {}

  /** A collection keeps the key that came first. */
  note(collection: object, plain: unknown, key: unknown): void {
    if (!isTraced(key) || (collection as Set<unknown>).has(plain)) return;
    const keys = this.known.get(collection) ?? new Map<unknown, Traced>();
    this.known.set(collection, keys.set(plain, key));
  }

  forget(collection: object, plain: unknown): void {
    this.known.get(collection)?.delete(plain);
  }

  clear(collection: object): void {
    this.known.delete(collection);
  }

  /** The history of an earlier recording is over: its keys are plain. */
  *entries(collection: object, native: Native): Generator<Entry> {
    const restored = (key: unknown) => {
      const history = this.known.get(collection)?.get(key);
      return history?.tape === this.recorder.tape ? (history ?? key) : key;
    };
    const isSet = collection instanceof Set;
    for (const [key, value] of Reflect.apply(native, collection, []) as Iterable<Entry>)
      yield [restored(key), isSet ? restored(key) : value];
  }
}
