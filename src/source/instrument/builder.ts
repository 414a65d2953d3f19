import ts from '@typescript/typescript6';
import type { SiteBlock } from './sites';

/** Makes the nodes that instrumentation inserts; knows the file, so that each call can name the place it stands for. */
export class Builder {
  readonly factory: ts.NodeFactory;

  constructor(
    readonly file: string,
    private readonly sites: SiteBlock,
    readonly context: ts.TransformationContext,
    readonly source: ts.SourceFile,
  ) {
    this.factory = context.factory;
  }

  /** The site of a piece of source, as a literal. */
  site(node: ts.Node, end = node.getEnd()): ts.NumericLiteral {
    return this.factory.createNumericLiteral(this.sites.add({ file: this.file, start: node.getStart(this.source), end }));
  }

  /** `__rt.name(...args)`, standing for `original` in source maps. */
  call(name: string, original: ts.Node, ...args: readonly ts.Expression[]): ts.Expression {
    const callee = this.factory.createPropertyAccessExpression(this.factory.createIdentifier('__rt'), name);
    return ts.setTextRange(this.factory.createCallExpression(callee, undefined, args), original);
  }

  thunk(body: ts.Expression): ts.ArrowFunction {
    const arrow = this.factory.createToken(ts.SyntaxKind.EqualsGreaterThanToken);
    return this.factory.createArrowFunction(undefined, undefined, [], undefined, arrow, this.factory.createParenthesizedExpression(body));
  }

  assign(target: ts.Expression, value: ts.Expression): ts.Expression {
    return this.factory.createParenthesizedExpression(this.factory.createAssignment(target, value));
  }

  /** A variable of the enclosing function, declared where that function begins. */
  temporary(): ts.Identifier {
    return this.factory.createTempVariable(this.context.hoistVariableDeclaration);
  }

  /** `__watch[0] = SITE;`: leaves a trail that survives when the worker is killed in an endless loop. */
  watch(node: ts.Node, end: number): ts.Statement {
    const { factory } = this;
    const slot = factory.createElementAccessExpression(factory.createIdentifier('__watch'), 0);
    return factory.createExpressionStatement(factory.createAssignment(slot, this.site(node, end)));
  }
}
