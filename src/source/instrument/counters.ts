import ts from '@typescript/typescript6';
import { isUpdate } from './purity';

/**
 * The updates of counting loops, `for (let i = 0; …; i++)` or `i += 2`, whose counter nothing else assigns: such a counter
 * is always a plain number, so that its update need not be rewritten.
 */
export function loopCounters(source: ts.SourceFile): ReadonlySet<ts.Node> {
  const counters = new Set<ts.Node>();
  const visit = (node: ts.Node): void => {
    if (ts.isForStatement(node) && node.incrementor !== undefined && isCounting(node, node.incrementor)) counters.add(node.incrementor);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return counters;
}

function isCounting(loop: ts.ForStatement, update: ts.Expression): boolean {
  const name = steppedName(update);
  if (name === undefined || loop.initializer === undefined || !ts.isVariableDeclarationList(loop.initializer)) return false;
  const counter = loop.initializer.declarations.find((d) => ts.isIdentifier(d.name) && d.name.text === name);
  if (counter?.initializer === undefined || !ts.isNumericLiteral(counter.initializer)) return false;
  return ![loop.condition, loop.statement].some((part) => part !== undefined && assigns(part, name));
}

function steppedName(update: ts.Expression): string | undefined {
  if (ts.isPrefixUnaryExpression(update) || ts.isPostfixUnaryExpression(update)) return identifierText(update.operand);
  if (ts.isBinaryExpression(update) && isAssignment(update) && ts.isNumericLiteral(update.right)) return identifierText(update.left);
  return undefined;
}

function identifierText(node: ts.Expression): string | undefined {
  return ts.isIdentifier(node) ? node.text : undefined;
}

function isAssignment(node: ts.BinaryExpression): boolean {
  const operator = node.operatorToken.kind;
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
}

function assigns(node: ts.Node, name: string): boolean {
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    if (isUpdate(node.operator) && identifierText(node.operand) === name) return true;
  }
  if (ts.isBinaryExpression(node) && isAssignment(node) && mentions(node.left, name)) return true;
  return ts.forEachChild(node, (child) => assigns(child, name) || undefined) ?? false;
}

/** A name inside a destructuring target counts as assigned. */
function mentions(target: ts.Expression, name: string): boolean {
  if (ts.isIdentifier(target)) return target.text === name;
  if (!ts.isArrayLiteralExpression(target) && !ts.isObjectLiteralExpression(target)) return false;
  const visit = (node: ts.Node): boolean => (ts.isIdentifier(node) && node.text === name) || (ts.forEachChild(node, visit) ?? false);
  return visit(target);
}
