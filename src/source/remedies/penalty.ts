import ts from '@typescript/typescript6';
import { t } from '../../l10n/t';
import type { FoundLoss, FoundParameter, Pattern } from '../discover/found';
import { candidatesIn, type FunctionNode } from '../discover/functions';
import { rangeOf } from '../discover/parameters';
import type { Shape } from '../shape';
import type { Remedy } from './remedy';

/** Adds 0.02 to every eigenvalue of the Hessian. */
const strength = 0.01;

/** An L2 penalty on every parameter, added to each value that the loss returns. Undefined where a parameter has no name to be called by. */
export function penaltyRemedy(found: FoundLoss, sourceFile: ts.SourceFile): Remedy | undefined {
  const node = candidatesIn(sourceFile).find(({ name }) => name === found.name)?.node;
  const squares = found.parameters.map(squaresOf);
  if (!node || squares.length === 0 || squares.some((terms) => terms === undefined)) return undefined;
  const sum = squares.flatMap((terms) => terms ?? []).join(' + ');
  const addition = ` + ${strength} * (${sum})`;
  const edits = returnedBy(node).flatMap((expression) => additionTo(expression, addition, sourceFile));
  return edits.length === 0
    ? undefined
    : { kind: 'penalty', title: t('Add the penalty {0} · ‖θ‖²', strength), range: found.nameRange, edits };
}

const squaresOf = ({ name, pattern, shape }: FoundParameter): string[] | undefined => squares(shape, pattern ? undefined : name, pattern);

/** Sums of squares of what a path leads to; `path` is undefined for what a pattern takes apart. */
function squares(shape: Shape, path: string | undefined, pattern: Pattern | undefined): string[] | undefined {
  const place = pattern?.kind === 'name' ? pattern.name : path;
  switch (shape.kind) {
    case 'number':
      return place === undefined ? undefined : [`${place} ** 2`];
    case 'array':
      return place === undefined ? undefined : arraySquares(shape, place);
    case 'tuple':
      return all(
        shape.elements.map((element, i) =>
          squares(element, place && `${place}[${i}]`, pattern?.kind === 'tuple' ? pattern.elements[i] : undefined),
        ),
      );
    case 'object':
      return all(
        shape.fields.map((field) =>
          squares(field.shape, place && `${place}.${field.name}`, pattern?.kind === 'object' ? pattern.fields.get(field.name) : undefined),
        ),
      );
    default:
      return shape satisfies never;
  }
}

function arraySquares(shape: Extract<Shape, { kind: 'array' }>, place: string): string[] | undefined {
  let flat = place;
  let element = shape.element;
  while (element.kind === 'array' && element.container === 'array') {
    flat += '.flat()';
    element = element.element;
  }
  return element.kind === 'number' ? [`${flat}.reduce((sum, value) => sum + value ** 2, 0)`] : undefined;
}

function all(parts: readonly (string[] | undefined)[]): string[] | undefined {
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

/** What the function itself returns, not functions within it. */
function returnedBy({ body }: FunctionNode): ts.Expression[] {
  if (!body) return [];
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

function additionTo(expression: ts.Expression, addition: string, sourceFile: ts.SourceFile): Remedy['edits'] {
  const { file, start, end } = rangeOf(expression, sourceFile);
  const after = { file, start: end, end };
  if (isTerm(expression)) return [{ range: after, text: addition }];
  return [
    { range: { file, start, end: start }, text: '(' },
    { range: after, text: `)${addition}` },
  ];
}

/** Binds at least as tightly as +. */
function isTerm(node: ts.Expression): boolean {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const { PlusToken, MinusToken, AsteriskToken, SlashToken, PercentToken, AsteriskAsteriskToken } = ts.SyntaxKind;
    return [PlusToken, MinusToken, AsteriskToken, SlashToken, PercentToken, AsteriskAsteriskToken].includes(kind);
  }
  return ts.isLeftHandSideExpression(node) || ts.isPrefixUnaryExpression(node);
}
