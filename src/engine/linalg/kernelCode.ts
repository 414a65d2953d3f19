import type { Code, ValueType } from '../wasm/code';

/** Bytes of a number. */
export const DOUBLE = 8;
/** Columns of a panel: as many as four vector registers hold. */
export const PANEL = 8;
/** Where the vectors of a panel's row begin, in bytes. */
export const OFFSETS: readonly number[] = Array.from({ length: PANEL / 2 }, (_, k) => 2 * DOUBLE * k);

export const bytes = (doubles: number): number => DOUBLE * doubles;

export const vectorLocals = (code: Code, count: number): number[] => Array.from({ length: count }, () => code.local('v128'));
export const i32s = (count: number): ValueType[] => new Array<ValueType>(count).fill('i32');

export function advance(code: Code, pointer: number, by: number): void {
  code.get(pointer).i32(by).addI32().set(pointer);
}

export function repeatWhileCounting(code: Code, counter: number): void {
  code.get(counter).i32(-1).addI32().tee(counter).repeatIf();
}

/** The sum of both lanes, on the stack. */
export function addedLanes(code: Code, lanes: number): Code {
  return code.get(lanes).extractLane(0).get(lanes).extractLane(1).s('add');
}
