import type { Arg } from '../support';

export interface Point {
  readonly at: readonly Arg[];
  /** Expected gradient; absent: compared with high-precision differences of the plain loss. */
  readonly gradient?: readonly number[];
  /** Expected Hessian, row-major; absent: compared with differences of the gradient, unless the point is a kink. */
  readonly hessian?: readonly number[];
  readonly kink?: boolean;
}

/** One behaviour of the language or the library, with the points at which it is checked in order, on one objective. */
export interface Case {
  readonly name: string;
  readonly source: string;
  readonly points: readonly Point[];
  /** How many paths may be recorded for all the points. */
  readonly paths?: number;
  /** Kinds of flags expected. */
  readonly flags?: readonly string[];
}

/** `export function loss(parameters): number { body }` */
export const loss = (parameters: string, body: string): string => `export function loss(${parameters}): number { ${body} }`;
/** At numbers x, y, …; with the expected gradient. */
export const at = (...args: readonly Arg[]): Point => ({ at: args });
export const expecting = (args: readonly Arg[], gradient: readonly number[]): Point => ({ at: args, gradient });
export const kink = (args: readonly Arg[], gradient: readonly number[]): Point => ({ at: args, gradient, kink: true });
