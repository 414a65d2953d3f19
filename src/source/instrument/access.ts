import ts from '@typescript/typescript6';
import type { Rewriter } from './rewriter';

const K = ts.SyntaxKind;

/**
 * Methods that natives implement and that would misread a traced value: they ask a callback for a truth value or a sign,
 * compare elements, or take positions. On an object of the user's own, the runtime simply calls the method.
 */
const HAZARDS: ReadonlySet<string> = new Set([
  ...['filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex', 'sort', 'toSorted'],
  ...['includes', 'indexOf', 'lastIndexOf', 'at', 'slice', 'splice', 'toSpliced', 'with', 'flat', 'fill', 'copyWithin'],
  ...['call', 'apply'],
]);

/** `o[k]`: the key may be traced, and the element may be a traced value inside a Float64Array. */
export function element(node: ts.ElementAccessExpression, rewriter: Rewriter): ts.Node | undefined {
  if (node.expression.kind === K.SuperKeyword || ts.isStringLiteral(node.argumentExpression)) return undefined;
  const { builder } = rewriter;
  const [object, key] = [rewriter.expression(node.expression), rewriter.expression(node.argumentExpression)];
  if (!ts.isOptionalChain(node)) return builder.call('get', node, object, key, builder.site(node));
  return builder.call('getOptional', node, object, builder.thunk(key), builder.site(node));
}

/** The rest of a chain whose beginning has become a call: that call yields undefined where the chain would have ended. */
export function chainedProperty(node: ts.PropertyAccessExpression, rewriter: Rewriter): ts.Node | undefined {
  if (!ts.isPropertyAccessChain(node) || node.questionDotToken !== undefined) return undefined;
  const { factory } = rewriter.builder;
  const object = rewriter.expression(node.expression);
  const questionDot = ts.isOptionalChain(object) ? undefined : factory.createToken(K.QuestionDotToken);
  return factory.createPropertyAccessChain(object, questionDot, node.name);
}

/** `o[k]` as the target of a destructuring assignment. */
export function elementTarget(node: ts.ElementAccessExpression, rewriter: Rewriter): ts.Expression {
  const { builder } = rewriter;
  const [object, key] = [rewriter.expression(node.expression), rewriter.expression(node.argumentExpression)];
  return builder.factory.createPropertyAccessExpression(builder.call('element', node, object, key, builder.site(node)), 'value');
}

export function deletion(node: ts.DeleteExpression, rewriter: Rewriter): ts.Node | undefined {
  const { builder } = rewriter;
  const target = node.expression;
  if (!ts.isElementAccessExpression(target)) return undefined;
  const key = builder.call('key', target.argumentExpression, rewriter.expression(target.argumentExpression), builder.site(target));
  const { factory } = builder;
  return factory.updateDeleteExpression(node, factory.updateElementAccessExpression(target, rewriter.expression(target.expression), key));
}

export function computedName(node: ts.ComputedPropertyName, rewriter: Rewriter): ts.ComputedPropertyName {
  const { builder } = rewriter;
  const key = builder.call('key', node.expression, rewriter.expression(node.expression), builder.site(node.expression));
  return builder.factory.updateComputedPropertyName(node, key);
}

export function call(node: ts.CallExpression, rewriter: Rewriter): ts.Node | undefined {
  const callee = node.expression;
  if (callee.kind === K.SuperKeyword || callee.kind === K.ImportKeyword) return undefined;
  const args = callArguments(node, rewriter);
  const method = hazardousMethod(callee, rewriter);
  if (method !== undefined && node.questionDotToken === undefined) return methodCall(node, method, args, rewriter);
  const { factory } = rewriter.builder;
  const marking = args.length === 0 ? markedCallee(node, rewriter) : undefined;
  const target = marking ?? (ts.isElementAccessExpression(callee) ? rewriter.children(callee) : rewriter.expression(callee));
  if (ts.isCallChain(node)) return factory.updateCallChain(node, target, node.questionDotToken, undefined, args);
  return factory.updateCallExpression(node, target, undefined, args);
}

/** Methods without arguments that draw or read the clock. */
const CHANCE: ReadonlySet<string> = new Set(['random', 'now']);

/** Where there is no argument to tell where the call stands, what it is a method of does, or the function itself. */
function markedCallee(node: ts.CallExpression, { builder, expression }: Rewriter): ts.Expression | undefined {
  const callee = node.expression;
  const marking = (value: ts.Expression) => builder.call('at', node, expression(value), builder.site(node));
  if (ts.isOptionalChain(node)) return undefined;
  if (ts.isIdentifier(callee)) return marking(callee);
  if (!ts.isPropertyAccessExpression(callee) || !CHANCE.has(callee.name.text) || callee.expression.kind === K.SuperKeyword)
    return undefined;
  return builder.factory.updatePropertyAccessExpression(callee, marking(callee.expression), callee.name);
}

interface Method {
  readonly object: ts.Expression;
  readonly name: ts.Expression;
  readonly optional: boolean;
}

function hazardousMethod(callee: ts.Expression, rewriter: Rewriter): Method | undefined {
  const { factory } = rewriter.builder;
  if (!ts.isPropertyAccessExpression(callee) && !ts.isElementAccessExpression(callee)) return undefined;
  if (callee.expression.kind === K.SuperKeyword) return undefined;
  const parts = { object: callee.expression, optional: ts.isOptionalChain(callee) };
  if (ts.isElementAccessExpression(callee)) return { ...parts, name: rewriter.expression(callee.argumentExpression) };
  return HAZARDS.has(callee.name.text) ? { ...parts, name: factory.createStringLiteral(callee.name.text) } : undefined;
}

function methodCall(node: ts.CallExpression, { object, name, optional }: Method, args: ts.Expression[], rewriter: Rewriter): ts.Expression {
  const { builder } = rewriter;
  const list = builder.factory.createArrayLiteralExpression(args);
  const rest = optional ? [builder.thunk(list)] : [list];
  return builder.call(optional ? 'methodOptional' : 'method', node, rewriter.expression(object), name, ...rest, builder.site(node));
}

/** `new C(…)`: natives such as Float32Array tell by the place what they could not hold, and `new Date()` that it reads the clock. */
export function construction(node: ts.NewExpression, rewriter: Rewriter): ts.Node | undefined {
  if (node.arguments === undefined || node.arguments.length === 0) {
    if (!ts.isIdentifier(node.expression)) return undefined;
    const { builder, expression } = rewriter;
    const marking = builder.call('at', node, expression(node.expression), builder.site(node));
    return builder.factory.updateNewExpression(node, builder.factory.createParenthesizedExpression(marking), undefined, node.arguments);
  }
  const args = marked(node, node.arguments, 'at', rewriter);
  return rewriter.builder.factory.updateNewExpression(node, rewriter.expression(node.expression), undefined, args);
}

function callArguments(node: ts.CallExpression, rewriter: Rewriter): ts.Expression[] {
  const outer = rewriter.outer.mutatedFromInside(node);
  if (outer !== undefined && node.arguments.length > 0) rewriter.outer.report(outer, node);
  return marked(node, node.arguments, outer === undefined ? 'at' : 'outerWrite', rewriter);
}

/** The last argument tells the runtime where the call stands, after everything in the arguments has run: for `Math` and the like. */
function marked(
  node: ts.Node,
  given: readonly ts.Expression[],
  mark: 'at' | 'outerWrite',
  { builder, expression }: Rewriter,
): ts.Expression[] {
  const args = given.map(expression);
  const last = args.at(-1);
  if (last === undefined) return args;
  const marking = (value: ts.Expression) => builder.call(mark, node, value, builder.site(node));
  const end = ts.isSpreadElement(last) ? builder.factory.updateSpreadElement(last, marking(last.expression)) : marking(last);
  return [...args.slice(0, -1), end];
}
