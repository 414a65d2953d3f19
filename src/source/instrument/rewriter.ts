import type ts from '@typescript/typescript6';
import type { Builder } from './builder';
import type { OuterState } from './outerState';

/** What the rewriting rules work with. A rule returns undefined to leave a node to the ordinary walk over its children. */
export interface Rewriter {
  readonly builder: Builder;
  readonly outer: OuterState;
  /** `i++` of counting loops: always plain numbers, left as they are. */
  readonly counters: ReadonlySet<ts.Node>;
  /** The rewritten expression. */
  expression(node: ts.Expression): ts.Expression;
  statement(node: ts.Statement): ts.Statement;
  /** Rewrites what is below the node, not the node itself. */
  children<T extends ts.Node>(node: T): T;
}

export type Rule<T extends ts.Node> = (node: T, rewriter: Rewriter) => ts.Node | undefined;
