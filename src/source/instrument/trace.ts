import ts from '@typescript/typescript6';
import { t } from '../../l10n/t';
import { call, chainedProperty, computedName, construction, deletion, element } from './access';
import { pattern, update } from './assignment';
import { Builder } from './builder';
import { ifStatement, loopCondition, statements, switchStatement } from './conditions';
import { loopCounters } from './counters';
import type { ReportFinding } from './findings';
import { binary, conditional, prefixUnary, taggedTemplate, template, typeOf } from './operators';
import { OuterState } from './outerState';
import { isUpdate } from './purity';
import type { Rewriter } from './rewriter';
import type { SiteBlock } from './sites';
import { watched } from './watch';

/**
 * Rewrites arithmetic, comparisons, conditions, element access and hazardous calls into calls on `__rt`, so that the module
 * can run on traced numbers; each call names its place. Positions are those of the text as written. Also leaves the same
 * trail as `watchTransformer`, so `__watch` must be bound as well.
 */
export function traceTransformer(file: string, sites: SiteBlock, report?: ReportFinding): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (source) => {
    const rewriter = createRewriter(new Builder(file, sites, context, source), new OuterState(file, source, report));
    reportAsync(file, source, report);
    return rewriter.children(source);
  };
}

function createRewriter(builder: Builder, outer: OuterState): Rewriter {
  const visit = (node: ts.Node): ts.Node => (isUntouched(node) ? node : (rewritten(node, rewriter) ?? rewriter.children(node)));
  const rewriter: Rewriter = {
    builder,
    outer,
    counters: loopCounters(builder.source),
    expression: (node) => ts.visitNode(node, visit, ts.isExpression),
    statement: (node) => ts.visitNode(node, visit, ts.isStatement),
    children: (node) => ts.visitEachChild(node, visit, builder.context),
  };
  return rewriter;
}

/** Types and imports hold no arithmetic, and the compiler evaluates enum initialisers itself. */
function isUntouched(node: ts.Node): boolean {
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return true;
  const type = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
  return type || ts.isEnumDeclaration(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
}

function rewritten(node: ts.Node, rewriter: Rewriter): ts.Node | undefined {
  if (ts.isExpression(node)) return rewrittenExpression(node, rewriter);
  if (ts.isComputedPropertyName(node)) return computedName(node, rewriter);
  if (ts.isFunctionLike(node)) return watched(rewriter.builder, node, rewriter.children(node));
  if (ts.isIterationStatement(node, false)) return watched(rewriter.builder, node, loop(node, rewriter));
  if (ts.isIfStatement(node)) return ifStatement(node, rewriter);
  if (ts.isSwitchStatement(node)) return switchStatement(node, rewriter);
  if (ts.isBlock(node) && node.statements.length > 1) return block(node, rewriter);
  return undefined;
}

function rewrittenExpression(node: ts.Expression, rewriter: Rewriter): ts.Node | undefined {
  if (ts.isBinaryExpression(node)) return binary(node, rewriter);
  if (ts.isPrefixUnaryExpression(node)) return isUpdate(node.operator) ? update(node, rewriter) : prefixUnary(node, rewriter);
  if (ts.isPostfixUnaryExpression(node)) return update(node, rewriter);
  if (ts.isElementAccessExpression(node)) return element(node, rewriter);
  if (ts.isPropertyAccessExpression(node)) return chainedProperty(node, rewriter);
  if (ts.isCallExpression(node)) return call(node, rewriter);
  if (ts.isNewExpression(node)) return construction(node, rewriter);
  if (ts.isConditionalExpression(node)) return conditional(node, rewriter);
  if (ts.isTypeOfExpression(node)) return typeOf(node, rewriter);
  if (ts.isTemplateExpression(node)) return template(node, rewriter);
  if (ts.isTaggedTemplateExpression(node)) return taggedTemplate(node, rewriter);
  if (ts.isDeleteExpression(node)) return deletion(node, rewriter);
  if (ts.isFunctionLike(node)) return watched(rewriter.builder, node, rewriter.children(node));
  return undefined;
}

function block(node: ts.Block, rewriter: Rewriter): ts.Block {
  return rewriter.builder.factory.updateBlock(node, statements(node.statements, rewriter));
}

function loop(node: ts.IterationStatement, rewriter: Rewriter): ts.Node {
  const { factory } = rewriter.builder;
  const body = rewriter.statement(node.statement);
  if (ts.isWhileStatement(node))
    return factory.updateWhileStatement(node, loopCondition(node.expression, rewriter) ?? node.expression, body);
  if (ts.isDoStatement(node)) return factory.updateDoStatement(node, body, loopCondition(node.expression, rewriter) ?? node.expression);
  if (ts.isForStatement(node)) {
    const increment = node.incrementor && rewriter.expression(node.incrementor);
    return factory.updateForStatement(
      node,
      forInitializer(node.initializer, rewriter),
      loopCondition(node.condition, rewriter),
      increment,
      body,
    );
  }
  if (ts.isForOfStatement(node))
    return factory.updateForOfStatement(
      node,
      node.awaitModifier,
      eachTarget(node.initializer, rewriter),
      rewriter.expression(node.expression),
      body,
    );
  if (ts.isForInStatement(node))
    return factory.updateForInStatement(node, eachTarget(node.initializer, rewriter), rewriter.expression(node.expression), body);
  return rewriter.children(node);
}

function forInitializer(node: ts.ForInitializer | undefined, rewriter: Rewriter): ts.ForInitializer | undefined {
  if (node === undefined) return undefined;
  return ts.isVariableDeclarationList(node) ? rewriter.children(node) : rewriter.expression(node);
}

function eachTarget(node: ts.ForInitializer, rewriter: Rewriter): ts.ForInitializer {
  return ts.isVariableDeclarationList(node) ? rewriter.children(node) : pattern(node, rewriter);
}

function reportAsync(file: string, source: ts.SourceFile, report: ReportFinding | undefined): void {
  if (report === undefined) return;
  const visit = (node: ts.Node): void => {
    if (ts.isAwaitExpression(node)) {
      const range = { file, start: node.getStart(source), end: node.getEnd() };
      report({
        kind: 'async',
        range,
        message: t('A value that is awaited comes after the loss has returned; a loss must compute its number at once.'),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}
