import ts from '@typescript/typescript6';
import { bare, isPure } from './purity';
import type { Rewriter } from './rewriter';
import { ARITHMETIC, COMPOUND } from './tokens';

const K = ts.SyntaxKind;

/** The expression as the condition of a branch: a traced one becomes a guard of the trace. */
export function conditionOf(node: ts.Expression, rewriter: Rewriter): ts.Expression {
  if (node.kind === K.TrueKeyword || node.kind === K.FalseKeyword) return node;
  return rewriter.builder.call('bool', node, rewriter.expression(node), rewriter.builder.site(node));
}

/**
 * `if (c) x = a; else x = b;` with harmless a and b becomes `x = select(c, a, b)`, so that one trace serves both branches;
 * so does `if (c) return a; else return b;`. Every other `if` guards its condition.
 */
export function ifStatement(node: ts.IfStatement, rewriter: Rewriter): ts.Statement {
  const { factory } = rewriter.builder;
  const selected = selectedAssignment(node, rewriter) ?? selectedReturn(node.expression, node.thenStatement, node.elseStatement, rewriter);
  if (selected !== undefined) return selected;
  const otherwise = node.elseStatement && rewriter.statement(node.elseStatement);
  return factory.updateIfStatement(node, conditionOf(node.expression, rewriter), rewriter.statement(node.thenStatement), otherwise);
}

/** Statement lists: `if (c) return a;` directly before `return b;` is one choice. */
export function statements(list: readonly ts.Statement[], rewriter: Rewriter): ts.Statement[] {
  const result: ts.Statement[] = [];
  for (let i = 0; i < list.length; i++) {
    const [statement, next] = [list[i], list[i + 1]];
    const guard = ts.isIfStatement(statement) && statement.elseStatement === undefined ? statement : undefined;
    const selected = guard && next && selectedReturn(guard.expression, guard.thenStatement, next, rewriter);
    result.push(selected ?? rewriter.statement(statement));
    if (selected !== undefined) i++;
  }
  return result;
}

function selectedReturn(
  condition: ts.Expression,
  consequent: ts.Statement,
  alternate: ts.Statement | undefined,
  rewriter: Rewriter,
): ts.Statement | undefined {
  const whenTrue = returned(consequent);
  const whenFalse = alternate && returned(alternate);
  if (whenTrue === undefined || whenFalse === undefined) return undefined;
  return rewriter.builder.factory.createReturnStatement(select(condition, whenTrue, whenFalse, rewriter));
}

function returned(statement: ts.Statement): ts.Expression | undefined {
  const only = single(statement);
  if (!ts.isReturnStatement(only) || only.expression === undefined) return undefined;
  return isPure(only.expression) ? only.expression : undefined;
}

function selectedAssignment(node: ts.IfStatement, rewriter: Rewriter): ts.Statement | undefined {
  const { builder } = rewriter;
  const { factory } = builder;
  const [first, second] = [assignedName(node.thenStatement), node.elseStatement && assignedName(node.elseStatement)];
  if (first === undefined || (node.elseStatement !== undefined && second?.target.text !== first.target.text)) return undefined;
  if (rewriter.outer.writtenFromInside(first.target) !== undefined) return undefined;
  const { target } = first;
  const whenFalse = second === undefined ? target : assignedValue(second, rewriter);
  const condition = rewriter.expression(node.expression);
  const value = builder.call(
    'select',
    node,
    condition,
    builder.thunk(assignedValue(first, rewriter)),
    builder.thunk(whenFalse),
    builder.site(node),
  );
  return factory.createExpressionStatement(factory.createAssignment(target, value));
}

interface NameAssignment {
  readonly target: ts.Identifier;
  readonly node: ts.BinaryExpression;
  /** Of a compound assignment: the runtime function of its operator. */
  readonly operator: string | undefined;
}

function assignedName(statement: ts.Statement): NameAssignment | undefined {
  const only = single(statement);
  if (!ts.isExpressionStatement(only) || !ts.isBinaryExpression(only.expression)) return undefined;
  const node = only.expression;
  const operator = compoundOperator(node.operatorToken.kind);
  if (!ts.isIdentifier(node.left) || operator === undefined || !isPure(node.right)) return undefined;
  return { target: node.left, node, operator: operator === '' ? undefined : operator };
}

/** '' for plain `=`; undefined where the operator is not an arithmetic assignment. */
function compoundOperator(kind: ts.SyntaxKind): string | undefined {
  if (kind === K.EqualsToken) return '';
  const token = COMPOUND.get(kind);
  return token === undefined ? undefined : ARITHMETIC.get(token);
}

function assignedValue({ target, node, operator }: NameAssignment, rewriter: Rewriter): ts.Expression {
  const value = rewriter.expression(node.right);
  return operator === undefined ? value : rewriter.builder.call(operator, node, target, value, rewriter.builder.site(node));
}

function select(condition: ts.Expression, whenTrue: ts.Expression, whenFalse: ts.Expression, rewriter: Rewriter): ts.Expression {
  const { builder } = rewriter;
  const branches = [whenTrue, whenFalse].map((branch) => builder.thunk(rewriter.expression(branch)));
  return builder.call('select', condition, rewriter.expression(condition), ...branches, builder.site(condition));
}

function single(statement: ts.Statement): ts.Statement {
  return ts.isBlock(statement) && statement.statements.length === 1 ? statement.statements[0] : statement;
}

/** Each case becomes its own comparison, so that a trace is guarded by which case was taken and not by the exact value. */
export function switchStatement(node: ts.SwitchStatement, rewriter: Rewriter): ts.Statement {
  const { builder } = rewriter;
  const { factory } = builder;
  const subject = builder.temporary();
  const clauses = node.caseBlock.clauses.map((clause) => {
    const body = statements(clause.statements, rewriter);
    if (ts.isDefaultClause(clause)) return factory.updateDefaultClause(clause, body);
    const site = builder.site(clause.expression);
    const matches = builder.call('identical', clause.expression, subject, rewriter.expression(clause.expression), site);
    return factory.updateCaseClause(clause, builder.call('bool', clause.expression, matches, site), body);
  });
  const dispatch = factory.createSwitchStatement(factory.createTrue(), factory.updateCaseBlock(node.caseBlock, clauses));
  const evaluate = factory.createExpressionStatement(factory.createAssignment(subject, rewriter.expression(node.expression)));
  return factory.createBlock([evaluate, dispatch], true);
}

export function loopCondition(node: ts.Expression | undefined, rewriter: Rewriter): ts.Expression | undefined {
  return node === undefined ? undefined : conditionOf(bare(node), rewriter);
}
