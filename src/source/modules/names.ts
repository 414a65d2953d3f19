import { importedName } from './imports';
import type { LoadedModule } from './loader';
import type { ParsedModule } from './parse';

/** A value found under a name, with what `this` is when it is called as the user would write it. */
export interface NamedValue {
  readonly value: unknown;
  readonly owner: unknown;
}

/** Opens a module that another imports; undefined when there is none. */
export type OpenImport = (specifier: string) => LoadedModule | undefined;

/**
 * What `f`, `Model.f` or `default` means in a module: an export, a top-level local, or an import. Undefined when there is
 * nothing of that name.
 */
export function namedValue(name: string, module: LoadedModule, parsed: ParsedModule, open: OpenImport): NamedValue | undefined {
  const [first, ...rest] = name.split('.');
  let found = topLevel(first, module) ?? imported(first, parsed, open);
  for (const part of rest) found = found && member(found.value, part);
  return found;
}

function topLevel(name: string, { exports, locals }: LoadedModule): NamedValue | undefined {
  if (Object.hasOwn(locals, name)) return { value: locals[name], owner: undefined };
  const exported = member(exports, name);
  return exported && { value: exported.value, owner: undefined };
}

function imported(local: string, { sourceFile }: ParsedModule, open: OpenImport): NamedValue | undefined {
  const source = importedName(sourceFile, local);
  const exports = source && open(source.specifier)?.exports;
  if (!source || exports === undefined) return undefined;
  if (source.name === '*') return { value: exports, owner: undefined };
  const found = member(exports, source.name);
  // What is imported as the default of JSON or of a CommonJS module is all of it.
  if (source.name === 'default' && (!found || !member(exports, '__esModule'))) return { value: exports, owner: undefined };
  return found && { value: found.value, owner: undefined };
}

function member(owner: unknown, name: string): NamedValue | undefined {
  if ((typeof owner !== 'object' && typeof owner !== 'function') || owner === null || !(name in owner)) return undefined;
  return { value: Reflect.get(owner, name), owner };
}
