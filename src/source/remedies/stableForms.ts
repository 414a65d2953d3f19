import ts from '@typescript/typescript6';
import { t } from '../../l10n/t';
import { rangeOf } from '../discover/parameters';
import type { Remedy } from './remedy';

/** Every expression of the file whose exponentials overflow although its value does not, with a form that does not overflow. */
export function stableForms(sourceFile: ts.SourceFile): Remedy[] {
  const found: Remedy[] = [];
  const visit = (node: ts.Node, parent: ts.Node): void => {
    const form = ts.isCallExpression(node) ? stableForm(node, sourceFile) : undefined;
    if (form !== undefined) found.push(remedyFor(node, standsAlone(parent) ? form : `(${form})`, sourceFile));
    ts.forEachChild(node, (child) => visit(child, node));
  };
  visit(sourceFile, sourceFile);
  return found;
}

function remedyFor(node: ts.Node, text: string, sourceFile: ts.SourceFile): Remedy {
  const range = rangeOf(node, sourceFile);
  return { kind: 'stable-form', title: t('Replace by the stable form {0}', text), range, edits: [{ range, text }] };
}

/** Whether a sum may stand right below it without parentheses. */
function standsAlone(parent: ts.Node): boolean {
  const { ParenthesizedExpression, ReturnStatement, VariableDeclaration, ArrowFunction } = ts.SyntaxKind;
  return [ParenthesizedExpression, ReturnStatement, VariableDeclaration, ArrowFunction].includes(parent.kind);
}

function stableForm(call: ts.CallExpression, sourceFile: ts.SourceFile): string | undefined {
  const text = (node: ts.Node): string => node.getText(sourceFile);
  const [argument] = call.arguments;
  if (!argument) return undefined;
  if (isMath(call, 'log1p')) {
    const exponent = exponentOf(argument);
    return exponent && softplus(text(exponent));
  }
  if (!isMath(call, 'log')) return undefined;
  const terms = termsOf(argument);
  const exponents = terms.map(exponentOf);
  const ones = terms.filter((term) => ts.isNumericLiteral(term) && Number(term.text) === 1);
  const [exponent] = exponents.filter((found) => found !== undefined);
  if (terms.length === 2 && ones.length === 1 && exponent) return softplus(text(exponent));
  if (terms.length > 1 && exponents.every((found) => found !== undefined)) return logSumExp(exponents.map(text));
  return reducedForm(argument, text);
}

/** log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|), in which nothing overflows (Mächler 2012, equation 10). */
const softplus = (x: string): string => `Math.max(${x}, 0) + Math.log1p(Math.exp(-Math.abs(${x})))`;

/** log Σ e^zᵢ = m + log Σ e^(zᵢ − m) with the largest zᵢ as m: each exponential is at most 1. */
function logSumExp(exponents: readonly string[]): string {
  const terms = exponents.map((z) => `Math.exp(${isSimple(z) ? z : `(${z})`} - top)`).join(' + ');
  return `((top: number) => top + Math.log(${terms}))(Math.max(${exponents.join(', ')}))`;
}

const isSimple = (text: string): boolean => /^[\w$.[\]]+$/.test(text);

/** `z.reduce((s, v) => s + Math.exp(v), 0)` with a name or a member as z. */
function reducedForm(argument: ts.Expression, text: (node: ts.Node) => string): string | undefined {
  if (!ts.isCallExpression(argument) || !ts.isPropertyAccessExpression(argument.expression)) return undefined;
  const { expression: values, name } = argument.expression;
  const [step, first] = argument.arguments;
  if (name.text !== 'reduce' || !isSimple(text(values)) || !step || !first || text(first) !== '0' || !ts.isArrowFunction(step))
    return undefined;
  const [sum, value] = step.parameters.map((parameter) => text(parameter.name));
  const exponent = ts.isBlock(step.body)
    ? undefined
    : termsOf(step.body)
        .map(exponentOf)
        .find((found) => found !== undefined);
  const adds = !ts.isBlock(step.body) && termsOf(step.body).length === 2 && termsOf(step.body).some((term) => text(term) === sum);
  if (!adds || !exponent || text(exponent) !== value || value === undefined) return undefined;
  const parameters = step.parameters.map(text).join(', ');
  return `((top: number) => top + Math.log(${text(values)}.reduce((${parameters}) => ${sum} + Math.exp(${value} - top), 0)))(Math.max(...${text(values)}))`;
}

function isMath(call: ts.CallExpression, name: string): boolean {
  const { expression } = call;
  return (
    ts.isPropertyAccessExpression(expression) &&
    ts.isIdentifier(expression.expression) &&
    expression.expression.text === 'Math' &&
    expression.name.text === name
  );
}

function exponentOf(node: ts.Expression): ts.Expression | undefined {
  return ts.isCallExpression(node) && isMath(node, 'exp') ? node.arguments[0] : undefined;
}

function termsOf(node: ts.Expression): ts.Expression[] {
  if (ts.isParenthesizedExpression(node)) return termsOf(node.expression);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return [node];
  return [...termsOf(node.left), ...termsOf(node.right)];
}
