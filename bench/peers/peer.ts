import type { BenchCase } from '../cases/case';
import { milliseconds } from '../measure';

/** What another library took for one case, and what came out. Without a Hessian if it can't do one. */
export interface PeerMeasurement {
  /** Milliseconds. */
  readonly gradient: number;
  readonly gradientValues: ArrayLike<number>;
  readonly hessian?: { readonly milliseconds: number; readonly values: ArrayLike<number> };
}

export interface Peer {
  readonly name: string;
  /** Is there a target for the Hessian's ratio to it? */
  readonly isTarget: boolean;
  /** Undefined for a case that the peer has no version of. */
  measure(entry: BenchCase): PeerMeasurement | undefined;
}

/** A library's derivatives of a case, in this process. Both wait for the result to arrive in ordinary memory. */
export interface PeerFunctions {
  gradient(w: Float64Array): ArrayLike<number>;
  hessian(w: Float64Array): ArrayLike<number>;
}

export function measured(name: string, { gradient, hessian }: PeerFunctions, { start, name: of }: BenchCase): PeerMeasurement {
  const first = { gradient: milliseconds(() => void gradient(start)), gradientValues: gradient(start) };
  try {
    return { ...first, hessian: { values: hessian(start), milliseconds: milliseconds(() => void hessian(start)) } };
  } catch (error) {
    console.log(`${name} has no Hessian of ${of}: ${reasonOf(error)}`);
    return first;
  }
}

/** Loads an installed package; undefined, with a line that says so, where it is missing. */
export async function installed<T>(packageName: string): Promise<T | undefined> {
  try {
    return (await import(packageName)) as T;
  } catch (error) {
    console.log(`${packageName} left out: ${reasonOf(error)}`);
    return undefined;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0];
