import ts from '@typescript/typescript6';
import { Builder } from './builder';
import type { SiteBlock } from './sites';

/**
 * For the version of a module that runs as the user wrote it: only leaves the trail that names the line of an endless loop.
 * `__watch` must be bound to an Int32Array. Arrow functions without a block get no mark, since they can't loop by themselves.
 */
export function watchTransformer(file: string, sites: SiteBlock): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (source) => {
    const builder = new Builder(file, sites, context, source);
    const visit = (node: ts.Node): ts.Node => {
      const visited = ts.visitEachChild(node, visit, context);
      return watched(builder, node, visited);
    };
    return ts.visitEachChild(source, visit, context);
  };
}

/** `visited`, the transformed `original`, with a mark at the start of its body if it is a loop or a function. */
export function watched(builder: Builder, original: ts.Node, visited: ts.Node): ts.Node {
  if (ts.isIterationStatement(original, false) && ts.isIterationStatement(visited, false)) return watchedLoop(builder, original, visited);
  if (ts.isFunctionLike(original) && 'body' in visited) return watchedFunction(builder, original, visited);
  return visited;
}

function watchedLoop(builder: Builder, original: ts.IterationStatement, loop: ts.IterationStatement): ts.IterationStatement {
  const headEnd = ts.isDoStatement(original) ? original.getStart(builder.source) + 'do'.length : original.statement.getFullStart();
  return withBody(builder, loop, marked(builder, builder.watch(original, headEnd), loop.statement));
}

function marked({ factory }: Builder, mark: ts.Statement, body: ts.Statement): ts.Block {
  if (ts.isBlock(body)) return factory.updateBlock(body, [mark, ...body.statements]);
  return factory.createBlock([mark, body], true);
}

function withBody({ factory }: Builder, loop: ts.IterationStatement, body: ts.Block): ts.IterationStatement {
  if (ts.isForStatement(loop)) return factory.updateForStatement(loop, loop.initializer, loop.condition, loop.incrementor, body);
  if (ts.isForOfStatement(loop)) return factory.updateForOfStatement(loop, loop.awaitModifier, loop.initializer, loop.expression, body);
  if (ts.isForInStatement(loop)) return factory.updateForInStatement(loop, loop.initializer, loop.expression, body);
  if (ts.isWhileStatement(loop)) return factory.updateWhileStatement(loop, loop.expression, body);
  if (ts.isDoStatement(loop)) return factory.updateDoStatement(loop, body, loop.expression);
  return loop;
}

function watchedFunction(builder: Builder, original: ts.SignatureDeclaration, visited: ts.Node): ts.Node {
  const body = ts.isFunctionLike(visited) && 'body' in visited ? visited.body : undefined;
  if (body === undefined || !ts.isBlock(body)) return visited;
  const mark = builder.watch(original.name ?? original, (original.name ?? original).getEnd());
  const prologue = body.statements.findIndex((statement) => !isPrologue(statement));
  const at = prologue < 0 ? body.statements.length : prologue;
  const statements = [...body.statements.slice(0, at), mark, ...body.statements.slice(at)];
  const block = builder.factory.updateBlock(body, statements);
  return ts.visitEachChild(visited, (child) => (child === body ? block : child), undefined);
}

function isPrologue(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}
