import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import url from 'node:url';
import type { FileHost } from '../files';

/** What a module that is being loaded knows of its surroundings. */
export interface BuiltinContext {
  readonly files: FileHost;
  /** Folders that user code may read from; its own folder always counts. */
  readonly folders: readonly string[];
  readonly moduleFile: string;
  /** Told of each file that was read or looked for, so that a change of it reloads the module. */
  readonly onRead: (file: string) => void;
}

/** The few node modules that a loss may use: paths, and reading data files of the workspace. Undefined for all others. */
export function builtinModule(specifier: string, context: BuiltinContext): unknown {
  switch (specifier.replace(/^node:/, '')) {
    case 'fs':
      return readOnlyFs(context);
    case 'path':
      return copied(path);
    case 'url':
      return { fileURLToPath: url.fileURLToPath, pathToFileURL: url.pathToFileURL, URL: url.URL };
    default:
      return undefined;
  }
}

/** What user code changes in it stays in it. */
function copied({ posix, win32, ...functions }: typeof path): unknown {
  const [one, other] = [{ ...posix }, { ...win32 }];
  return { ...functions, posix: one, win32: other };
}

function readOnlyFs(context: BuiltinContext): unknown {
  const existsSync = (name: unknown): boolean => locate(name, context) !== undefined;
  const readFile = (name: unknown, options?: unknown): unknown => {
    const file = locate(name, context);
    if (file === undefined) throw new Error(`There is no file ${String(name)}.`);
    return options === undefined || options === null ? readFileSync(file) : context.files.read(file);
  };
  const allowed: Record<string, unknown> = { existsSync, readFileSync: readFile, __esModule: true };
  const refusing: unknown = new Proxy(allowed, {
    get: (target, key) => {
      if (typeof key === 'symbol' || key in target) return Reflect.get(target, key);
      throw new Error(`${key} of node:fs is not available to a loss; readFileSync and existsSync are.`);
    },
  });
  allowed.default = refusing;
  return refusing;
}

/** Relative names mean the workspace folder first, as when started there, then the module's own folder. */
function locate(name: unknown, { files, folders, moduleFile, onRead }: BuiltinContext): string | undefined {
  const given = name instanceof URL ? url.fileURLToPath(name) : String(name);
  const own = path.dirname(moduleFile);
  const candidates = [...folders, own].map((folder) => path.resolve(folder, given));
  const inside = candidates.filter((file) => [...folders, own].some((folder) => isInside(realName(file), realName(folder))));
  if (inside.length === 0) throw new Error(`${given} is outside the workspace; a loss may read files of its workspace only.`);
  return inside.find((file) => {
    onRead(file);
    return files.isFile(file);
  });
}

/** Where links lead; of a file that is not there, its name as it stands. */
function realName(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    return file;
  }
}

function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}
