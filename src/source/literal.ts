import ts from '@typescript/typescript6';
import { t } from '../l10n/t';
import { parseModule } from './modules/parse';

export type Literal =
  /** `end` is where the literal ends in the text. */
  | { readonly ok: true; readonly value: unknown; readonly end: number }
  | { readonly ok: false; readonly message: string; readonly at: number; readonly length: number };

class NotALiteral extends Error {
  constructor(
    message: string,
    readonly at: number,
    readonly length: number,
  ) {
    super(message);
  }
}

/** Reads the value at the beginning of `text`: JSON, and what people write in its place (`.5`, `{w: [1]}`, `Math.PI`, `-2 / 3`). */
export function parseLiteral(text: string): Literal {
  const prefix = '(';
  const { sourceFile: file, syntaxErrors } = parseModule('literal.ts', `${prefix}${text})`);
  try {
    const expression = soleExpression(file);
    const error = syntaxErrors.find(({ range }) => range && range.start < expression.getEnd());
    if (error?.range)
      throw new NotALiteral(
        t('cannot be read: {0}', error.message.replace(/\.$/, '')),
        error.range.start,
        error.range.end - error.range.start,
      );
    return { ok: true, value: evaluate(expression, file), end: expression.getEnd() - prefix.length };
  } catch (error) {
    if (!(error instanceof NotALiteral)) throw error;
    return { ok: false, message: error.message, at: Math.min(Math.max(error.at - prefix.length, 0), text.length), length: error.length };
  }
}

function soleExpression(file: ts.SourceFile): ts.Expression {
  const statement = file.statements[0];
  if (statement && ts.isExpressionStatement(statement) && ts.isParenthesizedExpression(statement.expression)) {
    return statement.expression.expression;
  }
  throw new NotALiteral(t('has a value that cannot be read'), 1, file.text.length - 2);
}

function evaluate(node: ts.Expression, file: ts.SourceFile): unknown {
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isStringLiteral(node)) return node.text;
  if (ts.isParenthesizedExpression(node)) return evaluate(node.expression, file);
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((element) => evaluate(element, file));
  if (ts.isObjectLiteralExpression(node)) return Object.fromEntries(node.properties.map((property) => field(property, file)));
  if (ts.isPrefixUnaryExpression(node)) return signed(node, file);
  if (ts.isBinaryExpression(node)) return arithmetic(node, file);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (node.kind === ts.SyntaxKind.NullKeyword) return null;
  return constant(node, file);
}

function field(property: ts.ObjectLiteralElementLike, file: ts.SourceFile): [string, unknown] {
  const named = ts.isPropertyAssignment(property) && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name));
  if (!named) return refuse(property, file);
  const { name } = property;
  return [ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : '', evaluate(property.initializer, file)];
}

function signed(node: ts.PrefixUnaryExpression, file: ts.SourceFile): number {
  const operand = evaluate(node.operand, file);
  if (typeof operand !== 'number') return refuse(node, file);
  if (node.operator === ts.SyntaxKind.MinusToken) return -operand;
  return node.operator === ts.SyntaxKind.PlusToken ? operand : refuse(node, file);
}

function arithmetic(node: ts.BinaryExpression, file: ts.SourceFile): number {
  const left = evaluate(node.left, file);
  const right = evaluate(node.right, file);
  if (typeof left !== 'number' || typeof right !== 'number') return refuse(node, file);
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return left + right;
    case ts.SyntaxKind.MinusToken:
      return left - right;
    case ts.SyntaxKind.AsteriskToken:
      return left * right;
    case ts.SyntaxKind.SlashToken:
      return left / right;
    case ts.SyntaxKind.AsteriskAsteriskToken:
      return left ** right;
    default:
      return refuse(node, file);
  }
}

const mathConstants: Readonly<Record<string, number>> = {
  PI: Math.PI,
  E: Math.E,
  LN2: Math.LN2,
  LN10: Math.LN10,
  LOG2E: Math.LOG2E,
  LOG10E: Math.LOG10E,
  SQRT2: Math.SQRT2,
  SQRT1_2: Math.SQRT1_2,
};

function constant(node: ts.Expression, file: ts.SourceFile): number {
  const math = ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Math';
  if (math && Object.hasOwn(mathConstants, node.name.text)) return mathConstants[node.name.text];
  return refuse(node, file);
}

function refuse(node: ts.Node, file: ts.SourceFile): never {
  const start = node.getStart(file);
  const text = file.text.slice(start, node.getEnd());
  const what = text === '' ? t('is cut off here') : t('cannot read "{0}"; it takes plain numbers', text);
  throw new NotALiteral(what, start, Math.max(node.getEnd() - start, 1));
}
