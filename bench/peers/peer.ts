import type { BenchCase } from '../cases/case';

/** Another library's derivatives of a case. Both methods wait for the result to arrive in ordinary memory. */
export interface PeerFunctions {
  gradient(w: Float64Array): ArrayLike<number>;
  hessian(w: Float64Array): ArrayLike<number>;
}

export interface Peer {
  readonly name: string;
  /** Undefined for a case that the peer has no version of. */
  prepare(entry: BenchCase): PeerFunctions | undefined;
}
