import ts from '@typescript/typescript6';
import { elementTarget } from './access';
import { bare, isRepeatable, suspends } from './purity';
import type { Rewriter } from './rewriter';
import { ARITHMETIC, BITWISE, COMPOUND } from './tokens';

const K = ts.SyntaxKind;

/** Any assignment operator; the target is evaluated once, and read before the right-hand side, as the language has it. */
export function assignment(node: ts.BinaryExpression, rewriter: Rewriter): ts.Node | undefined {
  const operator = node.operatorToken.kind;
  if (operator === K.EqualsToken) return plain(node, rewriter);
  const target = place(node.left, rewriter);
  if (target === undefined) return undefined;
  const inner = COMPOUND.get(operator);
  const name = inner === undefined ? undefined : (ARITHMETIC.get(inner) ?? BITWISE.get(inner));
  const value = name === undefined ? logicalValue(node, target, rewriter) : arithmeticValue(name, node, target, rewriter);
  return target.write(noted(node, value, rewriter));
}

function plain(node: ts.BinaryExpression, rewriter: Rewriter): ts.Node | undefined {
  const left = bare(node.left);
  const { factory } = rewriter.builder;
  if (ts.isArrayLiteralExpression(left) || ts.isObjectLiteralExpression(left))
    return factory.updateBinaryExpression(node, pattern(left, rewriter), node.operatorToken, rewriter.expression(node.right));
  const value = noted(node, rewriter.expression(node.right), rewriter);
  if (isElement(left)) return setElement(left, value, rewriter);
  return factory.updateBinaryExpression(node, rewriter.expression(node.left), node.operatorToken, value);
}

/** Marks the value on its way into state that outlives the call, so that a trace knows which such writes it really made. */
function noted(node: ts.BinaryExpression | ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, value: ts.Expression, rewriter: Rewriter) {
  const target = ts.isBinaryExpression(node) ? node.left : node.operand;
  const outer = rewriter.outer.writtenFromInside(target);
  if (outer === undefined) return value;
  rewriter.outer.report(outer, node);
  return rewriter.builder.call('outerWrite', node, value, rewriter.builder.site(node));
}

function arithmeticValue(name: string, node: ts.BinaryExpression, target: Place, rewriter: Rewriter): ts.Expression {
  const { builder } = rewriter;
  return builder.call(name, node, target.read(), rewriter.expression(node.right), builder.site(node));
}

/** `??=` can stay an operator; `&&=` and `||=` may have to guard a traced condition. They always assign, if only the old value. */
function logicalValue(node: ts.BinaryExpression, target: Place, rewriter: Rewriter): ts.Expression {
  const { builder } = rewriter;
  const { factory } = builder;
  const right = rewriter.expression(node.right);
  const operator = node.operatorToken.kind;
  if (operator === K.QuestionQuestionEqualsToken)
    return factory.createParenthesizedExpression(factory.createBinaryExpression(target.read(), K.QuestionQuestionToken, right));
  if (suspends(node.right)) {
    const joined = operator === K.AmpersandAmpersandEqualsToken ? K.AmpersandAmpersandToken : K.BarBarToken;
    return factory.createParenthesizedExpression(factory.createBinaryExpression(target.read(), joined, right));
  }
  const name = operator === K.AmpersandAmpersandEqualsToken ? 'and' : 'or';
  return builder.call(name, node, target.read(), builder.thunk(right), factory.createFalse(), builder.site(node));
}

/** An assignment target whose parts have been evaluated, ready to be read and then written. */
interface Place {
  read(): ts.Expression;
  write(value: ts.Expression): ts.Expression;
}

function place(node: ts.Expression, rewriter: Rewriter): Place | undefined {
  const { builder } = rewriter;
  const { factory } = builder;
  const target = bare(node);
  if (ts.isIdentifier(target)) return { read: () => target, write: (value) => builder.assign(target, value) };
  if (ts.isPropertyAccessExpression(target)) {
    const [first, again] = once(target.expression, rewriter);
    const member = (object: ts.Expression) => factory.createPropertyAccessExpression(object, target.name);
    return { read: () => member(again), write: (value) => builder.assign(member(first), value) };
  }
  return isElement(target) ? elementPlace(target, rewriter) : undefined;
}

function elementPlace(target: ts.ElementAccessExpression, rewriter: Rewriter): Place {
  const { builder } = rewriter;
  const [object, objectAgain] = once(target.expression, rewriter);
  const [key, keyAgain] = once(target.argumentExpression, rewriter);
  return {
    read: () => builder.call('get', target, objectAgain, keyAgain, builder.site(target)),
    write: (value) => builder.call('set', target, object, key, value, builder.site(target)),
  };
}

/** The expression as written first, and as read again: through a temporary unless repeating it is harmless. */
function once(node: ts.Expression, rewriter: Rewriter): [first: ts.Expression, again: ts.Expression] {
  if (isRepeatable(node) || node.kind === K.SuperKeyword) return [node, node];
  const kept = rewriter.builder.temporary();
  return [rewriter.builder.assign(kept, rewriter.expression(node)), kept];
}

function isElement(node: ts.Expression): node is ts.ElementAccessExpression {
  return ts.isElementAccessExpression(node) && node.expression.kind !== K.SuperKeyword;
}

function setElement(target: ts.ElementAccessExpression, value: ts.Expression, rewriter: Rewriter): ts.Expression {
  const { builder } = rewriter;
  const [object, key] = [rewriter.expression(target.expression), rewriter.expression(target.argumentExpression)];
  return builder.call('set', target, object, key, value, builder.site(target));
}

/** A destructuring target: elements of arrays become references with a setter, defaults are ordinary expressions. */
export function pattern(node: ts.Expression, rewriter: Rewriter): ts.Expression {
  const { factory } = rewriter.builder;
  const target = bare(node);
  if (ts.isArrayLiteralExpression(target))
    return factory.updateArrayLiteralExpression(
      target,
      target.elements.map((e) => pattern(e, rewriter)),
    );
  if (ts.isObjectLiteralExpression(target))
    return factory.updateObjectLiteralExpression(
      target,
      target.properties.map((p) => propertyPattern(p, rewriter)),
    );
  if (ts.isSpreadElement(target)) return factory.updateSpreadElement(target, pattern(target.expression, rewriter));
  if (ts.isBinaryExpression(target) && target.operatorToken.kind === K.EqualsToken)
    return factory.updateBinaryExpression(target, pattern(target.left, rewriter), target.operatorToken, rewriter.expression(target.right));
  return isElement(target) ? elementTarget(target, rewriter) : rewriter.expression(target);
}

function propertyPattern(node: ts.ObjectLiteralElementLike, rewriter: Rewriter): ts.ObjectLiteralElementLike {
  const { factory } = rewriter.builder;
  if (ts.isPropertyAssignment(node))
    return factory.updatePropertyAssignment(node, rewriter.children(node.name), pattern(node.initializer, rewriter));
  if (ts.isSpreadAssignment(node)) return factory.updateSpreadAssignment(node, pattern(node.expression, rewriter));
  return rewriter.children(node);
}

/** `x++` and the like. Postfix yields the old value: kept in a temporary when anyone reads it. */
export function update(node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, rewriter: Rewriter): ts.Node | undefined {
  if (rewriter.counters.has(node)) return node;
  const { builder } = rewriter;
  const { factory } = builder;
  const target = place(node.operand, rewriter);
  if (target === undefined) return undefined;
  const name = node.operator === K.PlusPlusToken ? 'increment' : 'decrement';
  const changed = (old: ts.Expression) => noted(node, builder.call(name, node, old, builder.site(node)), rewriter);
  if (ts.isPrefixUnaryExpression(node) || isUnused(node)) return target.write(changed(target.read()));
  const old = builder.temporary();
  const written = target.write(changed(builder.assign(old, builder.call('numeric', node, target.read()))));
  return factory.createParenthesizedExpression(factory.createComma(written, old));
}

function isUnused(node: ts.Node): boolean {
  return ts.isExpressionStatement(node.parent) || (ts.isForStatement(node.parent) && node.parent.incrementor === node);
}
