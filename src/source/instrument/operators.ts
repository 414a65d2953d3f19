import ts from '@typescript/typescript6';
import { assignment } from './assignment';
import { conditionOf } from './conditions';
import { isPure, isUpdate, suspends } from './purity';
import type { Rewriter } from './rewriter';
import { ARITHMETIC, BITWISE, COMPARISON, PREFIX } from './tokens';

const K = ts.SyntaxKind;

export function binary(node: ts.BinaryExpression, rewriter: Rewriter): ts.Node | undefined {
  const operator = node.operatorToken.kind;
  if (operator >= K.FirstAssignment && operator <= K.LastAssignment) return assignment(node, rewriter);
  if (operator === K.AmpersandAmpersandToken || operator === K.BarBarToken) return logical(node, rewriter);
  if (operator === K.InKeyword) return membership(node, rewriter);
  const name = ARITHMETIC.get(operator) ?? BITWISE.get(operator) ?? COMPARISON.get(operator);
  if (name === undefined || (ts.isNumericLiteral(node.left) && ts.isNumericLiteral(node.right))) return undefined;
  const { builder } = rewriter;
  return builder.call(name, node, rewriter.expression(node.left), rewriter.expression(node.right), builder.site(node));
}

/** `a && b` may become a conjunction of traced conditions, for which b must be evaluated too: only if that can do no harm. */
function logical(node: ts.BinaryExpression, rewriter: Rewriter): ts.Expression {
  const { builder } = rewriter;
  const { factory } = builder;
  const and = node.operatorToken.kind === K.AmpersandAmpersandToken;
  const left = rewriter.expression(node.left);
  const right = rewriter.expression(node.right);
  if (suspends(node.right)) {
    const kept = builder.temporary();
    const test = builder.call('bool', node.left, builder.assign(kept, left), builder.site(node.left));
    return factory.createParenthesizedExpression(
      and
        ? factory.createConditionalExpression(test, undefined, right, undefined, kept)
        : factory.createConditionalExpression(test, undefined, kept, undefined, right),
    );
  }
  const pure = isPure(node.right) ? factory.createTrue() : factory.createFalse();
  return builder.call(and ? 'and' : 'or', node, left, builder.thunk(right), pure, builder.site(node));
}

function membership(node: ts.BinaryExpression, rewriter: Rewriter): ts.Node | undefined {
  if (ts.isPrivateIdentifier(node.left)) return undefined;
  const { builder } = rewriter;
  const key = builder.call('key', node.left, rewriter.expression(node.left), builder.site(node.left));
  return builder.factory.updateBinaryExpression(node, key, node.operatorToken, rewriter.expression(node.right));
}

export function prefixUnary(node: ts.PrefixUnaryExpression, rewriter: Rewriter): ts.Node | undefined {
  if (isUpdate(node.operator) || ts.isNumericLiteral(node.operand)) return undefined;
  const name = PREFIX.get(node.operator);
  if (name === undefined) return undefined;
  return rewriter.builder.call(name, node, rewriter.expression(node.operand), rewriter.builder.site(node));
}

/** An undeclared name is no error under `typeof`, so it must stay directly under one. */
export function typeOf(node: ts.TypeOfExpression, rewriter: Rewriter): ts.Expression {
  const { builder } = rewriter;
  const { factory } = builder;
  const kind = builder.call('typeOf', node, rewriter.expression(node.expression));
  if (!ts.isIdentifier(node.expression)) return kind;
  const undeclared = factory.createStrictEquality(
    factory.createTypeOfExpression(node.expression),
    factory.createStringLiteral('undefined'),
  );
  const guarded = factory.createConditionalExpression(undeclared, undefined, factory.createStringLiteral('undefined'), undefined, kind);
  return factory.createParenthesizedExpression(guarded);
}

/** With harmless branches both are evaluated and the traced condition selects; otherwise the condition is guarded. */
export function conditional(node: ts.ConditionalExpression, rewriter: Rewriter): ts.Expression {
  const { builder } = rewriter;
  const [whenTrue, whenFalse] = [rewriter.expression(node.whenTrue), rewriter.expression(node.whenFalse)];
  if (isPure(node.whenTrue) && isPure(node.whenFalse)) {
    const condition = rewriter.expression(node.condition);
    return builder.call('select', node, condition, builder.thunk(whenTrue), builder.thunk(whenFalse), builder.site(node));
  }
  const test = conditionOf(node.condition, rewriter);
  return builder.factory.updateConditionalExpression(node, test, node.questionToken, whenTrue, node.colonToken, whenFalse);
}

export function template(node: ts.TemplateExpression, rewriter: Rewriter): ts.Expression {
  const { builder } = rewriter;
  const spans = node.templateSpans.map((span) => {
    const text = builder.call('text', span.expression, rewriter.expression(span.expression), builder.site(span.expression));
    return builder.factory.updateTemplateSpan(span, text, span.literal);
  });
  return builder.factory.updateTemplateExpression(node, node.head, spans);
}

/** A tag function receives the values themselves, not text. */
export function taggedTemplate(node: ts.TaggedTemplateExpression, rewriter: Rewriter): ts.Node | undefined {
  const { factory } = rewriter.builder;
  if (!ts.isTemplateExpression(node.template)) return undefined;
  const spans = node.template.templateSpans.map((span) => rewriter.children(span));
  const template = factory.updateTemplateExpression(node.template, node.template.head, spans);
  return factory.updateTaggedTemplateExpression(node, rewriter.expression(node.tag), undefined, template);
}
