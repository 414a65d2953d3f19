import { t } from '../../../l10n/t';
import type { Recorder } from '../recorder';
import { isTraced } from '../traced';
import type { Float64Elements } from './float64';
import { method } from './methods';

type Thunk<T> = () => T;

/** `o[k]` in all its forms, and calls of methods that natives would get wrong. */
export function elementAccess(recorder: Recorder, float64: Float64Elements) {
  const key = (k: unknown, site: number): PropertyKey => (isTraced(k) ? recorder.pin(k, site) : k) as PropertyKey;
  const get = (object: unknown, k: unknown, site: number): unknown => {
    const name = key(k, site);
    const found = (object as Record<PropertyKey, unknown>)[name];
    return Number.isNaN(found) && object instanceof Float64Array ? float64.read(object, Number(name)) : found;
  };
  const set = (object: unknown, k: unknown, value: unknown, site: number): unknown => {
    const name = key(k, site);
    if (isTraced(value) && ArrayBuffer.isView(object)) storeTraced(recorder, float64, object, Number(name), value, site);
    else (object as Record<PropertyKey, unknown>)[name] = value;
    return value;
  };
  return {
    key,
    get,
    set,
    getOptional: (object: unknown, k: Thunk<unknown>, site: number): unknown =>
      object === null || object === undefined ? undefined : get(object, k(), site),
    /** The target of a destructuring assignment. */
    element: (object: unknown, k: unknown, site: number) => ({
      set value(x: unknown) {
        set(object, k, x, site);
      },
    }),
    method: (object: unknown, name: unknown, args: unknown[], site: number): unknown => method(recorder, object, name, args, site),
    methodOptional: (object: unknown, name: unknown, args: Thunk<unknown[]>, site: number): unknown =>
      object === null || object === undefined ? undefined : method(recorder, object, name, args(), site),
  };
}

/** Doubles keep their history; integers bind the path to the integer stored; single precision has no exact derivative. */
function storeTraced(
  recorder: Recorder,
  float64: Float64Elements,
  array: ArrayBufferView,
  index: number,
  value: unknown,
  site: number,
): void {
  if (array instanceof Float64Array) {
    float64.write(array, index, value, site);
    return;
  }
  if (array instanceof Float32Array)
    recorder.block(t('A Float32Array rounds what it stores; use Float64Array or number[] for values that depend on the parameters.'), site);
  const cut = isTraced(value) && !(array instanceof Uint8ClampedArray) ? recorder.unary('trunc', value, site) : value;
  Reflect.set(array, index, recorder.pin(cut, site));
}
