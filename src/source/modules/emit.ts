import ts from '@typescript/typescript6';
import { isCommonJs, type ParsedModule } from './parse';

/** A module as JavaScript for a CommonJS wrapper. */
export interface EmittedModule {
  readonly code: string;
  /** A source map to the module's own text; undefined where code and text are the same. */
  readonly map: string | undefined;
}

export type Transformer = ts.TransformerFactory<ts.SourceFile>;

/** Strips types and lowers to CommonJS, after the given transformers. At its end the module hands its local names to `__expose`. */
export function emitModule(parsed: ParsedModule, transformers: readonly Transformer[]): EmittedModule {
  if (isCommonJs(parsed.sourceFile) && transformers.length === 0) return { code: withoutHashbang(parsed.text), map: undefined };
  let code = '';
  let map: string | undefined;
  const write: ts.WriteFileCallback = (name, text) => {
    if (name.endsWith('.map')) map = text;
    else code = text;
  };
  parsed.program.emit(parsed.sourceFile, write, undefined, false, { before: [...transformers, importMeta] });
  return { code: `${withoutHashbang(code)}\n;__expose({ ${localNames(parsed.sourceFile)} });`, map };
}

/** Keeps the line, so that positions stay. */
function withoutHashbang(code: string): string {
  return code.replace(/^#!.*/, '');
}

/** `import.meta` does not exist in a CommonJS wrapper; `__importMeta` is bound in its place. */
const importMeta: Transformer = (context) => (source) => {
  if (!source.text.includes('import.meta')) return source;
  const visit = (node: ts.Node): ts.Node =>
    ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword
      ? ts.setTextRange(context.factory.createIdentifier('__importMeta'), node)
      : ts.visitEachChild(node, visit, context);
  return ts.visitEachChild(source, visit, context);
};

/** Bindings that emitted code keeps at the top level. Exported variables become properties of `exports` instead. */
function localNames(sourceFile: ts.SourceFile): string {
  return sourceFile.statements.flatMap(namesOf).join(', ');
}

function namesOf(statement: ts.Statement): string[] {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)) return [];
  const exported = modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (ts.isFunctionDeclaration(statement)) return statement.body && statement.name ? [statement.name.text] : [];
  if (ts.isClassDeclaration(statement)) return statement.name ? [statement.name.text] : [];
  if (ts.isVariableStatement(statement) && !exported) {
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  }
  // A namespace that holds only types leaves nothing behind.
  if (ts.isModuleDeclaration(statement) && !exported && ts.isIdentifier(statement.name)) {
    const { text } = statement.name;
    return [`${text}: typeof ${text} === 'undefined' ? undefined : ${text}`];
  }
  return [];
}
