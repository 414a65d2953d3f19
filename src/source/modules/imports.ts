import ts from '@typescript/typescript6';
import type { SourceRange } from '../../engine/objective';
import type { ParsedModule } from './parse';

/** Where a module is imported: the specifier of an `import`, `export … from`, `import()` or `require()`. */
export function importRange(parsed: ParsedModule | undefined, specifier: string): SourceRange | undefined {
  if (!parsed) return undefined;
  const { sourceFile, file } = parsed;
  const visit = (node: ts.Node): ts.Node | undefined => {
    const literal = specifierOf(node);
    return literal?.text === specifier ? literal : ts.forEachChild(node, visit);
  };
  const found = ts.forEachChild(sourceFile, visit);
  return found && { file, start: found.getStart(sourceFile), end: found.getEnd() };
}

function specifierOf(node: ts.Node): ts.StringLiteral | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
  if (ts.isExternalModuleReference(node)) return literal(node.expression);
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const loads = expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require');
  return loads ? literal(node.arguments[0]) : undefined;
}

function literal(node: ts.Node | undefined): ts.StringLiteral | undefined {
  return node && ts.isStringLiteral(node) ? node : undefined;
}

/** What a name imported into the file stands for elsewhere; undefined when the file does not import it. */
export function importedName(sourceFile: ts.SourceFile, local: string): { specifier: string; name: string } | undefined {
  for (const statement of sourceFile.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const specifier = statement.moduleSpecifier.text;
    const { name, namedBindings } = statement.importClause ?? {};
    if (name?.text === local) return { specifier, name: 'default' };
    if (!namedBindings) continue;
    if (ts.isNamespaceImport(namedBindings)) {
      if (namedBindings.name.text === local) return { specifier, name: '*' };
      continue;
    }
    const element = namedBindings.elements.find((candidate) => candidate.name.text === local);
    if (element) return { specifier, name: (element.propertyName ?? element.name).text };
  }
  return undefined;
}
