import ts from '@typescript/typescript6';

/**
 * May the expression be evaluated although the program would not have come to it? True for arithmetic on names, members and
 * `Math` functions: such an expression has no effect, and an exception it throws can be discarded.
 */
export function isPure(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node) || isTypeOnly(node)) return isPure(node.expression);
  if (ts.isIdentifier(node) || ts.isLiteralExpression(node) || isKeywordLiteral(node)) return true;
  if (ts.isPropertyAccessExpression(node)) return isPure(node.expression);
  if (ts.isElementAccessExpression(node)) return isPure(node.expression) && isPure(node.argumentExpression);
  if (ts.isPrefixUnaryExpression(node)) return !isUpdate(node.operator) && isPure(node.operand);
  if (ts.isBinaryExpression(node)) return isPureOperator(node.operatorToken.kind) && isPure(node.left) && isPure(node.right);
  if (ts.isConditionalExpression(node)) return isPure(node.condition) && isPure(node.whenTrue) && isPure(node.whenFalse);
  return ts.isCallExpression(node) && isMathFunction(node.expression) && node.arguments.every(isPure);
}

/** Wrappers that exist for the type checker alone: `x as T`, `x!`, `x satisfies T`, `<T>x`. */
export function isTypeOnly(node: ts.Node): node is ts.AsExpression | ts.NonNullExpression | ts.SatisfiesExpression | ts.TypeAssertion {
  return ts.isAsExpression(node) || ts.isNonNullExpression(node) || ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node);
}

/** The expression without parentheses and wrappers for the type checker. */
export function bare(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || isTypeOnly(node) ? bare(node.expression) : node;
}

/** Evaluating it twice gives the same value and has no effect. */
export function isRepeatable(node: ts.Expression): boolean {
  return ts.isIdentifier(node) || ts.isLiteralExpression(node) || node.kind === ts.SyntaxKind.ThisKeyword;
}

/** Does control leave the function inside this expression, by `yield` or `await`? Then it can't move into an arrow function. */
export function suspends(node: ts.Node): boolean {
  if (ts.isYieldExpression(node) || ts.isAwaitExpression(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, suspends) ?? false;
}

export function isUpdate(operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}

function isKeywordLiteral({ kind }: ts.Node): boolean {
  const { TrueKeyword, FalseKeyword, NullKeyword, ThisKeyword } = ts.SyntaxKind;
  return kind === TrueKeyword || kind === FalseKeyword || kind === NullKeyword || kind === ThisKeyword;
}

function isPureOperator(operator: ts.SyntaxKind): boolean {
  const { FirstAssignment, LastAssignment, InKeyword, InstanceOfKeyword, CommaToken } = ts.SyntaxKind;
  const assigns = operator >= FirstAssignment && operator <= LastAssignment;
  return !assigns && operator !== InKeyword && operator !== InstanceOfKeyword && operator !== CommaToken;
}

function isMathFunction(callee: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return false;
  return callee.expression.text === 'Math' && callee.name.text !== 'random';
}
