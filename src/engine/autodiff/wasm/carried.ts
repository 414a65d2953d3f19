import type { Code } from '../../wasm/code';
import type { Place, Region, TurnProgram } from '../compile/turnProgram';
import type { Handover } from '../grouping/handovers';
import type { Address, Direction } from './turnLoop';

type Write = TurnProgram['writes'][number];

/** A region's entries of what is handed over, and the local variable that they are in. */
interface Handed {
  readonly handover: Handover;
  readonly region: Region;
  readonly local: number;
}

/** What a turn of one variant reads of what was handed to it, and writes of what it hands on. */
export interface CarriedTurn {
  /** The local variable that holds an entry, or a part of it: what others add to the entry is in memory. */
  reading(place: Place): { readonly local: number; readonly whole: boolean } | undefined;
  isHandedOn(write: Write): boolean;
  /** The local variables to be set at the end of the turn, to nodes or to 0. */
  next(writes: readonly Write[]): { readonly local: number; readonly node: number | undefined }[];
}

const HANDED: Readonly<Record<Direction, readonly Region[]>> = { forward: ['value', 'tangent'], reverse: ['adjoint', 'adjointTangent'] };

/**
 * What a loop over time hands from turn to turn stays in local variables: through memory each turn would wait for the store of
 * the turn before. Forward these are values, which are stored all the same; in reverse they are what a turn adds to adjoints of the
 * turn before it, beside what others may have added to them in memory.
 */
export class Carried {
  private readonly handed: readonly Handed[];

  constructor(
    private readonly code: Code,
    private readonly address: Address,
    private readonly direction: Direction,
    handovers: readonly Handover[],
    programs: readonly TurnProgram[],
  ) {
    const written = new Set(programs.flatMap(({ writes }) => writes.map(({ place }) => place.region)));
    const regions = HANDED[direction].filter((region) => written.has(region));
    this.handed = regions.flatMap((region) => handovers.map((handover) => ({ handover, region, local: code.local('f64') })));
  }

  turn(variant: number): CarriedTurn {
    const forward = this.direction === 'forward';
    const [from, to] = forward ? [taken, left] : [left, taken];
    const reading = (place: Place) => {
      const found = this.handed.find((each) => isSame(from(each, variant), place));
      return found && { local: found.local, whole: forward || found.handover.sole };
    };
    const isHandedOn = ({ place, how }: Write) =>
      how === (forward ? 'store' : 'add') && this.handed.some((each) => isSame(to(each, variant), place));
    const next = (writes: readonly Write[]) =>
      this.handed.map((each) => ({ local: each.local, node: writes.find(({ place }) => isSame(to(each, variant), place))?.node }));
    return { reading, isHandedOn, next };
  }

  /** Before the loop. */
  begin(): void {
    const { code, address } = this;
    for (const { handover, region, local } of this.handed) {
      const { first, last, sole } = handover;
      if (this.direction === 'forward' && first !== undefined) code.i32(0).loadDouble(address(region, first)).set(local);
      if (this.direction === 'forward' || !sole || last === undefined) continue;
      code.i32(0).loadDouble(address(region, last)).set(local);
      code.i32(0).double(0).storeDouble(address(region, last));
    }
  }

  /** After the loop. */
  end(): void {
    if (this.direction === 'forward') return;
    for (const { handover, region, local } of this.handed) {
      if (handover.first === undefined) continue;
      const at = this.address(region, handover.first);
      this.code.i32(0).i32(0).loadDouble(at).get(local).s('add').storeDouble(at);
    }
  }
}

function taken({ handover, region }: Handed, variant: number): Place | undefined {
  const slot = handover.taken[variant];
  return slot && { ...slot, region };
}

function left({ handover, region }: Handed, variant: number): Place | undefined {
  const operand = handover.left[variant];
  return operand === undefined ? undefined : { region, operand, step: 'turn' };
}

const isSame = (p: Place | undefined, q: Place): boolean => p?.region === q.region && p.operand === q.operand && p.step === q.step;
