import ts from '@typescript/typescript6';

export type FunctionNode = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

/** A function that a name leads to from outside its module, or that could be made to. */
export interface Candidate {
  /** `f`, `Model.f` or `Namespace.f`. */
  readonly name: string;
  readonly nameNode: ts.Node;
  readonly node: FunctionNode;
  /** The statement or member that JSDoc stands before. */
  readonly documented: ts.Node;
  /** A type written on the variable, or after `satisfies`. */
  readonly variableType: ts.TypeNode | undefined;
  readonly exported: boolean;
}

/** Functions at the top level of the file, bound to a name: declarations, arrows, function expressions, static methods. */
export function candidatesIn(sourceFile: ts.SourceFile): Candidate[] {
  return candidatesOf(sourceFile.statements, '', exportedNames(sourceFile));
}

function candidatesOf(statements: readonly ts.Statement[], prefix: string, exported: ReadonlySet<string>): Candidate[] {
  const overloaded = new Set(statements.flatMap((s) => (ts.isFunctionDeclaration(s) && !s.body && s.name ? [s.name.text] : [])));
  return statements.flatMap((statement) => {
    if (hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) return [];
    if (ts.isFunctionDeclaration(statement))
      return overloaded.has(statement.name?.text ?? '') ? [] : declaration(statement, prefix, exported);
    if (ts.isVariableStatement(statement)) return variables(statement, prefix, exported);
    if (ts.isClassDeclaration(statement)) return statics(statement, prefix, exported);
    if (ts.isExportAssignment(statement)) return defaultExpression(statement);
    if (ts.isModuleDeclaration(statement)) return namespace(statement, prefix);
    return [];
  });
}

function declaration(node: ts.FunctionDeclaration, prefix: string, exported: ReadonlySet<string>): Candidate[] {
  if (!node.body) return [];
  const name = node.name?.text ?? 'default';
  const nameNode = node.name ?? node.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? node;
  return [
    { name: prefix + name, nameNode, node, documented: node, variableType: undefined, exported: isExported(node) || exported.has(name) },
  ];
}

function variables(statement: ts.VariableStatement, prefix: string, exported: ReadonlySet<string>): Candidate[] {
  return statement.declarationList.declarations.flatMap(({ name, type, initializer }, i) => {
    const value = initializer && unwrapped(initializer);
    if (!value || !ts.isIdentifier(name)) return [];
    const documented = i === 0 ? statement : statement.declarationList.declarations[i];
    const isVisible = isExported(statement) || exported.has(name.text);
    const variableType = type ?? value.satisfied;
    return [{ name: prefix + name.text, nameNode: name, node: value.node, documented, variableType, exported: isVisible }];
  });
}

function statics(node: ts.ClassDeclaration, prefix: string, exported: ReadonlySet<string>): Candidate[] {
  const className = node.name?.text;
  if (className === undefined) return [];
  const isVisible = isExported(node) || exported.has(className);
  return node.members.flatMap((member) => {
    if (!hasModifier(member, ts.SyntaxKind.StaticKeyword) || hasModifier(member, ts.SyntaxKind.PrivateKeyword)) return [];
    if (!member.name || !ts.isIdentifier(member.name)) return [];
    const found = staticFunction(member);
    const name = `${prefix}${className}.${member.name.text}`;
    return found ? [{ name, nameNode: member.name, documented: member, exported: isVisible, ...found }] : [];
  });
}

function staticFunction(member: ts.ClassElement): Pick<Candidate, 'node' | 'variableType'> | undefined {
  if (ts.isMethodDeclaration(member)) return member.body && { node: member, variableType: undefined };
  if (!ts.isPropertyDeclaration(member) || !member.initializer) return undefined;
  const value = unwrapped(member.initializer);
  return value && { node: value.node, variableType: member.type ?? value.satisfied };
}

function defaultExpression(statement: ts.ExportAssignment): Candidate[] {
  const value = statement.isExportEquals ? undefined : unwrapped(statement.expression);
  if (!value) return [];
  const named = ts.isFunctionExpression(value.node) ? value.node.name : undefined;
  const nameNode = named ?? value.node;
  return [{ name: 'default', nameNode, node: value.node, documented: statement, variableType: value.satisfied, exported: true }];
}

/** Inside a namespace only what it exports can be reached. The inner part of `namespace A.B` is always exported. */
function namespace(node: ts.ModuleDeclaration, prefix: string): Candidate[] {
  const { name, body } = node;
  if (!ts.isIdentifier(name) || !body) return [];
  const inside = `${prefix}${name.text}.`;
  if (ts.isModuleDeclaration(body)) return namespace(body, inside);
  return ts.isModuleBlock(body) ? candidatesOf(body.statements, inside, new Set()).filter(({ exported }) => exported) : [];
}

/** The function inside parentheses, `as` and `satisfies`. */
function unwrapped(
  node: ts.Expression,
): { node: ts.ArrowFunction | ts.FunctionExpression; satisfied: ts.TypeNode | undefined } | undefined {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return { node, satisfied: undefined };
  if (ts.isParenthesizedExpression(node)) return unwrapped(node.expression);
  if (!ts.isSatisfiesExpression(node) && !ts.isAssertionExpression(node)) return undefined;
  const inner = unwrapped(node.expression);
  return inner && { node: inner.node, satisfied: node.type };
}

/** Names exported by `export { f }`, `export { f as g }`, `export default f`, `export = f`. */
function exportedNames({ statements }: ts.SourceFile): Set<string> {
  const names = statements.flatMap((statement) => {
    if (ts.isExportAssignment(statement)) return ts.isIdentifier(statement.expression) ? [statement.expression.text] : [];
    const clause =
      ts.isExportDeclaration(statement) && !statement.moduleSpecifier && !statement.isTypeOnly ? statement.exportClause : undefined;
    return clause && ts.isNamedExports(clause) ? clause.elements.map(({ name, propertyName }) => (propertyName ?? name).text) : [];
  });
  return new Set(names);
}

function isExported(node: ts.Node): boolean {
  return hasModifier(node, ts.SyntaxKind.ExportKeyword);
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) === true;
}
