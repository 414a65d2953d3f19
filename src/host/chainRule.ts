import type { ExpressionReading } from '../protocol/model';

export interface ChainRule {
  readonly outer: ExpressionReading;
  /** ∂(outer)/∂(inner). */
  readonly local: number;
}

/**
 * The local derivative of the expression that `inner` is a part of: ∂L/∂inner = ∂outer/∂inner · ∂L/∂outer. It holds where each ran once
 * and the inner one's value goes nowhere but into the outer one; so not where a function's body lies between them.
 */
export function chainRule(
  inner: ExpressionReading,
  around: readonly ExpressionReading[],
  sourceOf: (reading: ExpressionReading) => string,
): ChainRule | undefined {
  const [outer] = around.filter((reading) => reading !== inner).sort((a, b) => sourceOf(a).length - sourceOf(b).length);
  if (!outer || inner.count !== 1 || outer.count !== 1 || /=>|\bfunction\b|[^=!<>]=[^=]/.test(sourceOf(outer))) return undefined;
  const local = inner.adjoint.min / outer.adjoint.min;
  return Number.isFinite(local) ? { outer, local } : undefined;
}
