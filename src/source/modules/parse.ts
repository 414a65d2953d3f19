import ts from '@typescript/typescript6';
import type { SourceProblem } from '../problem';

/** A file as a syntax tree, in a program of its own: nothing is resolved and no type is checked. */
export interface ParsedModule {
  readonly file: string;
  readonly text: string;
  readonly sourceFile: ts.SourceFile;
  readonly program: ts.Program;
  readonly options: ts.CompilerOptions;
  readonly syntaxErrors: readonly SourceProblem[];
}

/** What every module is compiled with; a tsconfig may change how classes are lowered. */
export const baseOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.React,
  allowJs: true,
  // Nothing is written there; without it, JavaScript would not be emitted, so as not to overwrite itself.
  outDir: '/emitted',
  esModuleInterop: true,
  isolatedModules: true,
  sourceMap: true,
  inlineSources: false,
  removeComments: true,
  noCheck: true,
  noLib: true,
  noResolve: true,
  types: [],
};

/** Parses `text`. A text with syntax errors still has a tree, as far as the parser could make sense of it. */
export function parseModule(file: string, text: string, options: ts.CompilerOptions = baseOptions): ParsedModule {
  const sourceFile = parseSource(file, text);
  const program = ts.createProgram({
    rootNames: [file],
    options: isCommonJs(sourceFile) ? { ...options, alwaysStrict: false } : options,
    host: singleFileHost(sourceFile),
  });
  const syntaxErrors = program.getSyntacticDiagnostics(sourceFile).map((diagnostic) => syntaxError(file, diagnostic));
  return { file, text, sourceFile, program, options, syntaxErrors };
}

/** JavaScript without any `import` or `export`: what it exports it assigns itself, and it need not be strict. */
export function isCommonJs(sourceFile: ts.SourceFile): boolean {
  return /\.c?jsx?$/.test(sourceFile.fileName) && !ts.isExternalModule(sourceFile);
}

/** The tree alone; enough to read types from. */
export function parseSource(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, { languageVersion: ts.ScriptTarget.ES2022, jsDocParsingMode: ts.JSDocParsingMode.ParseNone });
}

function syntaxError(file: string, { start, length, messageText }: ts.DiagnosticWithLocation): SourceProblem {
  const message = ts.flattenDiagnosticMessageText(messageText, '\n');
  return { code: 'syntax', message, range: { file, start, end: start + Math.max(length, 1) } };
}

function singleFileHost(sourceFile: ts.SourceFile): ts.CompilerHost {
  const { fileName } = sourceFile;
  return {
    fileExists: (name) => name === fileName,
    readFile: (name) => (name === fileName ? sourceFile.text : undefined),
    getSourceFile: (name) => (name === fileName ? sourceFile : undefined),
    writeFile: () => {},
    getDefaultLibFileName: () => 'lib.d.ts',
    getCurrentDirectory: () => '',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    directoryExists: () => true,
    getDirectories: () => [],
  };
}
