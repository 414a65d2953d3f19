/** What names in a loss's body stand for: parameters, parts of them that have been given a name, or something else. */
import ts from '@typescript/typescript6';

/**
 * By name, the parameter or the part of one that it stands for, written as coordinates are (`w`, `w[0]`, `net.b`); undefined for a
 * name that hides a parameter's.
 */
export type Bindings = ReadonlyMap<string, string | undefined>;

/** The names that the loss's own parameters bind are those that coordinates are called by. */
export function parameterBindings(parameters: readonly ts.ParameterDeclaration[]): Bindings {
  return new Map(parameters.flatMap(({ name }) => namesIn(name)).map((name) => [name, name]));
}

/** What holds inside of `node`, given what holds around it. */
export function bindingsInside(node: ts.Node, outer: Bindings): Bindings {
  const inner = new Map(outer);
  if (ts.isFunctionLike(node)) for (const { name } of node.parameters) for (const bound of namesIn(name)) inner.set(bound, undefined);
  for (const { name, initializer } of declarationsIn(node)) bind(name, initializer && pathOf(initializer, outer), inner);
  return inner;
}

/** `w[0]`, `net.b`, `W[1][2]` from a parameter on; undefined for anything else. */
export function pathOf(node: ts.Node, bindings: Bindings): string | undefined {
  if (ts.isIdentifier(node)) return bindings.get(node.text);
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return pathOf(node.expression, bindings);
  const whole = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) ? pathOf(node.expression, bindings) : undefined;
  if (whole === undefined) return undefined;
  if (ts.isPropertyAccessExpression(node)) return `${whole}.${node.name.text}`;
  const index = ts.isElementAccessExpression(node) ? node.argumentExpression : undefined;
  return index && ts.isNumericLiteral(index) ? `${whole}[${index.text}]` : undefined;
}

function bind(name: ts.BindingName, path: string | undefined, into: Map<string, string | undefined>): void {
  if (ts.isIdentifier(name)) {
    into.set(name.text, path);
    return;
  }
  name.elements.forEach((element, i) => {
    if (ts.isOmittedExpression(element)) return;
    const suffix = ts.isObjectBindingPattern(name) ? keySuffix(element) : `[${i}]`;
    bind(element.name, path === undefined || suffix === undefined || element.dotDotDotToken ? undefined : path + suffix, into);
  });
}

function keySuffix({ propertyName, name }: ts.BindingElement): string | undefined {
  const key = propertyName ?? name;
  return ts.isIdentifier(key) ? `.${key.text}` : undefined;
}

function declarationsIn(node: ts.Node): readonly ts.VariableDeclaration[] {
  if (ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node)) {
    const { initializer } = node;
    return initializer && ts.isVariableDeclarationList(initializer) ? initializer.declarations : [];
  }
  if (!ts.isBlock(node)) return [];
  return node.statements.flatMap((statement) => (ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : []));
}

function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesIn(element.name)));
}
