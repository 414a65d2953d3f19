import type { Module } from './module';

/** Bytes of a page of memory. */
export const PAGE = 65_536;

export const compile = (module: Module): WebAssembly.Module => new WebAssembly.Module(module.bytes());

/** The functions that a module exports, with all of `Math`, `%` under the name of `remainder`, and the memory to import. */
export function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Readonly<Record<string, (...operands: readonly number[]) => void>> {
  const functions = Object.fromEntries(Object.getOwnPropertyNames(Math).map((name) => [name, Reflect.get(Math, name)]));
  const imports = { m: { ...functions, remainder: (x: number, y: number) => x % y, memory } };
  return new WebAssembly.Instance(module, imports).exports as Readonly<Record<string, (...operands: readonly number[]) => void>>;
}
