import { dirname, join } from 'node:path/posix';
import ts from '@typescript/typescript6';
import type { FileHost } from '../files';
import { inPackage } from './packages';
import { baseOptions } from './parse';

/** What a tsconfig.json says that changes how a module runs. */
export interface ModuleOptions {
  /** For parsing and emitting. */
  readonly emit: ts.CompilerOptions;
  /** For resolving imports. */
  readonly resolve: ts.CompilerOptions;
  readonly files: ReadonlyMap<string, string | undefined>;
}

const resolveBase: ts.CompilerOptions = {
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  module: ts.ModuleKind.ESNext,
  allowJs: true,
  resolveJsonModule: true,
  noDtsResolution: true,
};

/** Finds, reads and remembers the tsconfig.json above each folder. */
export class OptionsCache {
  private readonly folders = new Map<string, ModuleOptions>();

  constructor(private readonly files: FileHost) {}

  forFile(file: string): ModuleOptions {
    const folder = dirname(file);
    const known = this.folders.get(folder);
    if (known && [...known.files].every(([path, text]) => this.files.read(path) === text)) return known;
    const options = this.load(folder);
    this.folders.set(folder, options);
    return options;
  }

  private load(folder: string): ModuleOptions {
    const read = new Map<string, string | undefined>();
    const readFile = (path: string) => {
      const text = this.files.read(path);
      read.set(path, text);
      return text;
    };
    const config = this.findConfig(folder, readFile);
    const given = config === undefined ? {} : this.parse(config, readFile);
    const { experimentalDecorators, useDefineForClassFields, emitDecoratorMetadata, jsxFactory, paths, baseUrl, pathsBasePath } = given;
    const emit = defined({ ...baseOptions, experimentalDecorators, useDefineForClassFields, emitDecoratorMetadata, jsxFactory });
    return { emit, resolve: defined({ ...resolveBase, paths, baseUrl, pathsBasePath }), files: read };
  }

  /** Inside node_modules no tsconfig of the user's applies. Looked-for files are remembered, for the day they appear. */
  private findConfig(folder: string, readFile: (path: string) => string | undefined): string | undefined {
    if (inPackage(`${folder}/`)) return undefined;
    for (let at = folder; ; at = dirname(at)) {
      const path = join(at, 'tsconfig.json');
      if (readFile(path) !== undefined) return path;
      if (at === dirname(at)) return undefined;
    }
  }

  /** A malformed tsconfig counts as far as it can be read: the editor reports its errors. */
  private parse(path: string, readFile: (path: string) => string | undefined): ts.CompilerOptions {
    const host: ts.ParseConfigHost = {
      useCaseSensitiveFileNames: true,
      readFile,
      fileExists: (name) => this.files.isFile(name),
      readDirectory: () => [],
    };
    const { config } = ts.readConfigFile(path, readFile);
    return ts.parseJsonConfigFileContent(config ?? {}, host, dirname(path)).options;
  }
}

function defined(options: Record<string, unknown>): ts.CompilerOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as ts.CompilerOptions;
}
