import { dirname, join } from 'node:path/posix';
import ts from '@typescript/typescript6';
import type { FileHost } from '../files';
import { parseSource } from '../modules/parse';

export type TypeDeclaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

/** The names that a file declares at its top level, and through relative imports those of other files. */
export class FileScope {
  private readonly types = new Map<string, TypeDeclaration[]>();
  private readonly values = new Map<string, ts.VariableDeclaration>();
  private readonly functions = new Map<string, ts.FunctionDeclaration>();
  private readonly imports = new Map<string, { readonly specifier: string; readonly name: string }>();
  private readonly reExports: { readonly specifier: string; readonly names: ReadonlyMap<string, string> | undefined }[] = [];

  /** `opened` holds the scopes of other files, undefined where there is none, shared among all that import each other. */
  constructor(
    readonly sourceFile: ts.SourceFile,
    private readonly files: FileHost | undefined,
    private readonly opened = new Map<string, FileScope | undefined>(),
  ) {
    for (const statement of sourceFile.statements) this.declare(statement);
  }

  /** The other files that types were looked up in, with their texts; undefined where a file was looked for in vain. */
  get otherTexts(): Map<string, string | undefined> {
    return new Map([...this.opened].map(([file, scope]) => [file, scope?.sourceFile.text]));
  }

  function(name: string): ts.FunctionDeclaration | undefined {
    return this.functions.get(name);
  }

  value(name: string): ts.VariableDeclaration | undefined {
    return this.values.get(name);
  }

  /** Whether a name that is declared here, or imported from a file that can be read, is that of a function. */
  isFunction(name: string): boolean {
    if (this.functions.has(name)) return true;
    const { initializer } = this.values.get(name) ?? {};
    if (initializer) return ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer);
    const imported = this.imports.get(name);
    return imported !== undefined && this.other(imported.specifier)?.isFunction(imported.name) === true;
  }

  /** A type's declarations (an interface may have several) and the scope they stand in. */
  type(name: string, visited: ReadonlySet<FileScope> = new Set()): { declarations: TypeDeclaration[]; scope: FileScope } | undefined {
    if (visited.has(this)) return undefined;
    const declarations = this.types.get(name);
    if (declarations) return { declarations, scope: this };
    const seen = new Set([...visited, this]);
    const imported = this.imports.get(name);
    if (imported) return this.other(imported.specifier)?.type(imported.name, seen);
    for (const { specifier, names } of this.reExports) {
      const original = names ? names.get(name) : name;
      const found = original === undefined ? undefined : this.other(specifier)?.type(original, seen);
      if (found) return found;
    }
    return undefined;
  }

  private declare(statement: ts.Statement): void {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      this.types.set(statement.name.text, [...(this.types.get(statement.name.text) ?? []), statement]);
    } else if (ts.isFunctionDeclaration(statement) && statement.name) {
      this.functions.set(statement.name.text, statement);
    } else if (ts.isVariableStatement(statement)) {
      for (const variable of statement.declarationList.declarations) {
        if (ts.isIdentifier(variable.name)) this.values.set(variable.name.text, variable);
      }
    } else if (ts.isImportDeclaration(statement)) this.declareImport(statement);
    else if (ts.isExportDeclaration(statement)) this.declareReExport(statement);
  }

  private declareImport({ importClause, moduleSpecifier }: ts.ImportDeclaration): void {
    const bindings = importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings) || !ts.isStringLiteral(moduleSpecifier)) return;
    for (const { name, propertyName } of bindings.elements) {
      this.imports.set(name.text, { specifier: moduleSpecifier.text, name: (propertyName ?? name).text });
    }
  }

  private declareReExport({ exportClause, moduleSpecifier }: ts.ExportDeclaration): void {
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return;
    const named = exportClause && ts.isNamedExports(exportClause) ? exportClause.elements : undefined;
    if (exportClause && !named) return;
    const names = named && new Map(named.map(({ name, propertyName }) => [name.text, (propertyName ?? name).text]));
    this.reExports.push({ specifier: moduleSpecifier.text, names });
  }

  private other(specifier: string): FileScope | undefined {
    if (!this.files || !specifier.startsWith('.')) return undefined;
    const base = join(dirname(this.sourceFile.fileName), specifier);
    for (const candidate of candidates(base)) {
      const scope = this.opened.has(candidate) ? this.opened.get(candidate) : this.open(candidate, this.files);
      if (scope) return scope;
    }
    return undefined;
  }

  private open(file: string, files: FileHost): FileScope | undefined {
    const text = files.read(file);
    const scope = text === undefined ? undefined : new FileScope(parseSource(file, text), files, this.opened);
    this.opened.set(file, scope);
    return scope;
  }
}

function candidates(base: string): string[] {
  const stem = base.replace(/\.js$/, '');
  return [base, `${stem}.ts`, `${stem}.tsx`, `${stem}.d.ts`, `${stem}/index.ts`].filter((path) => /\.[cm]?tsx?$/.test(path));
}
