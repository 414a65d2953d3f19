import type { Kernel, Slot } from '../grouping/kernels';
import type { Filling } from '../hessianMatrix';
import { type Contribution, indexOf, isInvariant } from './kernelProgram';

/** With more of its entries in a list than one in so many, an array is cleared sooner as a whole. */
const SPARSE = 8;

/** Where a contribution goes in each instance: to an entry of a vector, or to one of a matrix and its mirror image. */
interface Target {
  readonly id: number;
  readonly rows: Int32Array;
  readonly columns: Int32Array | undefined;
  readonly isDiagonal: boolean;
  readonly invariant: boolean;
}

/**
 * Follows where the kernels of a loss put their contributions in a vector or in a row-major matrix, one kernel after the other. A
 * contribution that is the first wherever it goes is written there: nothing need be read, nor have been cleared. Others are added.
 */
export class FirstWrites {
  /** By place, the contribution that gets there first, counted from 1 over all kernels; 0 where none does. */
  private readonly first: Int32Array;
  /** By contribution, 1 where another has been before it somewhere. */
  private late = new Uint8Array(1);

  /** @param size of the array: n for a vector, n² for a matrix */
  constructor(
    private readonly n: number,
    size: number,
  ) {
    this.first = new Int32Array(size);
  }

  /** 1 by contribution of a kernel that is written, 0 where it is added. Those that go to the same place in every instance come last. */
  follow({ slots, count }: Kernel, contributions: readonly Contribution[]): Uint8Array {
    const begin = this.late.length;
    const before = this.late;
    this.late = new Uint8Array(begin + contributions.length);
    this.late.set(before);
    const targets = contributions.map((contribution, k) => targetOf(slots, contribution, begin + k));
    const moving = targets.filter(({ invariant }) => !invariant);
    if (moving.length > 0) for (let i = 0; i < count; i++) for (const target of moving) this.visit(target, i);
    for (const target of targets) if (target.invariant) this.visit(target, 0);
    return this.late.subarray(begin).map((late) => 1 - late);
  }

  /** How a matrix is filled by all that was followed. */
  get filling(): Filling {
    const { first, late } = this;
    return { touched: this.places((place) => first[place] !== 0), added: this.places((place) => late[first[place]] === 1) };
  }

  /** The places that must be cleared first where everything else may be there before. */
  get unwritten(): Int32Array | undefined {
    const { first, late } = this;
    return this.places((place) => first[place] === 0 || late[first[place]] === 1);
  }

  private visit({ id, rows, columns, isDiagonal }: Target, i: number): void {
    if (columns === undefined) {
      this.arrive(id, rows[i]);
      return;
    }
    this.arrive(id, rows[i] * this.n + columns[i]);
    if (!isDiagonal) this.arrive(id, columns[i] * this.n + rows[i]);
  }

  private arrive(id: number, place: number): void {
    if (this.first[place] === 0) this.first[place] = id;
    else this.late[id] = 1;
  }

  /** In ascending order; undefined if they are too many for a list. */
  private places(isMeant: (place: number) => boolean): Int32Array | undefined {
    const places: number[] = [];
    for (let place = 0; place < this.first.length; place++) {
      if (isMeant(place)) places.push(place);
      if (places.length * SPARSE > this.first.length) return undefined;
    }
    return Int32Array.from(places);
  }
}

function targetOf(slots: readonly Slot[], contribution: Contribution, id: number): Target {
  const { slot, other } = contribution;
  const columns = other === undefined ? undefined : indexOf(slots, other);
  return { id, rows: indexOf(slots, slot), columns, isDiagonal: slot === other, invariant: isInvariant(slots, contribution) };
}
