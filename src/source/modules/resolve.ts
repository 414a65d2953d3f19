import { dirname } from 'node:path/posix';
import ts from '@typescript/typescript6';
import type { FileHost } from '../files';
import type { OptionsCache } from './options';

/** Finds the file that an import means: relative, by tsconfig `paths`, or in node_modules; source files and JSON, no `.d.ts`. */
export class Resolver {
  private readonly known = new Map<string, { readonly target: string; readonly options: ts.CompilerOptions }>();
  private readonly host: ts.ModuleResolutionHost;

  constructor(
    private readonly files: FileHost,
    private readonly options: OptionsCache,
  ) {
    this.host = {
      fileExists: (path) => files.isFile(path),
      readFile: (path) => files.read(path),
      directoryExists: (path) => files.isDirectory(path),
      useCaseSensitiveFileNames: true,
    };
  }

  /** `mode` decides between the `import` and `require` conditions of a package's exports. */
  resolve(specifier: string, importer: string, mode: 'import' | 'require'): string | undefined {
    const { resolve: options } = this.options.forFile(importer);
    const key = `${mode} ${dirname(importer)} ${specifier}`;
    const known = this.known.get(key);
    if (known?.options === options && this.files.isFile(known.target)) return known.target;
    const target = this.find(specifier, importer, options, mode);
    if (target !== undefined) this.known.set(key, { target, options });
    return target;
  }

  private find(specifier: string, importer: string, options: ts.CompilerOptions, mode: 'import' | 'require'): string | undefined {
    const format = mode === 'import' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
    const { resolvedModule } = ts.resolveModuleName(specifier, importer, options, this.host, undefined, undefined, format);
    return resolvedModule?.resolvedFileName;
  }
}
