import type { BenchCase } from '../cases/case';
import { together } from '../measure';

/** Another library's time divided by ours, and what came out. */
export interface Comparison {
  readonly ratio: number;
  readonly values: ArrayLike<number>;
}

/** Without a Hessian if the library can't do one. */
export interface PeerMeasurement {
  readonly gradient: Comparison;
  readonly hessian?: Comparison;
}

/** Our own evaluations of the same case. */
export interface Ours {
  gradient(): void;
  hessian(): void;
}

export interface Peer {
  readonly name: string;
  /** Is there a target for the Hessian's ratio to it? */
  readonly isTarget: boolean;
  /** Undefined for a case that the peer has no version of. */
  measure(entry: BenchCase, ours: Ours): PeerMeasurement | undefined;
}

/** A library's derivatives of a case, in this process. Both wait for the result to arrive in ordinary memory. */
export interface PeerFunctions {
  gradient(w: Float64Array): ArrayLike<number>;
  hessian(w: Float64Array): ArrayLike<number>;
}

export function measured(name: string, functions: PeerFunctions, { start, name: of }: BenchCase, ours: Ours): PeerMeasurement {
  const gradient = compared(() => functions.gradient(start), ours.gradient);
  try {
    return { gradient, hessian: compared(() => functions.hessian(start), ours.hessian) };
  } catch (error) {
    console.log(`${name} has no Hessian of ${of}: ${reasonOf(error)}`);
    return { gradient };
  }
}

function compared(theirs: () => ArrayLike<number>, ours: () => void): Comparison {
  const values = theirs();
  const [time, own] = together(() => void theirs(), ours);
  return { ratio: time / own, values };
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
