import type { Code } from '../../wasm/code';
import type { Place, TurnProgram } from '../compile/turnProgram';
import type { Direction, TurnLoopSpec } from './turnLoop';
import { isTaken, nameOf } from './turnWriter';

type Write = TurnProgram['writes'][number];

/** Handed from each turn to the next: what is read of it, what writes it, and the local variable it is in. */
interface Handed {
  readonly read: Place;
  readonly write: Write;
  readonly local: number;
}

/**
 * What a loop over time hands from turn to turn stays in local variables: through memory each turn would wait for the store of
 * the turn before. Forward these are values, which are stored all the same; in reverse they are what a turn adds to adjoints of the
 * turn before it, beside what others have added to them in memory.
 */
export class Carried {
  private readonly handed: readonly Handed[];

  constructor(
    private readonly code: Code,
    private readonly spec: TurnLoopSpec,
    reads: readonly Place[],
  ) {
    const { direction, length, program } = spec;
    const ahead = direction === 'forward' ? length : -length;
    const writes = new Map(program.writes.filter((write) => isHandedOn(write, direction)).map((write) => [nameOf(write.place), write]));
    const read = new Map(reads.filter((place) => place.step === 'turn').map((place) => [nameOf(place), place]));
    this.handed = [...read.values()].flatMap((place) => {
      if (isTaken(place) !== (direction === 'reverse')) return [];
      const write = writes.get(nameOf({ ...place, operand: place.operand + ahead }));
      return write === undefined ? [] : [{ read: place, write, local: code.local('f64') }];
    });
  }

  /** The local variable that holds an entry, or a part of it. */
  reading(place: Place): number | undefined {
    return this.handed.find(({ read }) => place.step === 'turn' && nameOf(read) === nameOf(place))?.local;
  }

  /** The local variable that takes what is written. */
  writing(write: Write): number | undefined {
    return this.handed.find((each) => each.write === write)?.local;
  }

  /** Before the loop. */
  begin(): void {
    if (this.spec.direction === 'reverse') return;
    for (const { read, local } of this.handed) this.code.i32(0).loadDouble(this.spec.address(read.region, read.operand)).set(local);
  }

  /** After the loop. */
  end(): void {
    if (this.spec.direction === 'forward') return;
    for (const { write, local } of this.handed) {
      const at = this.spec.address(write.place.region, write.place.operand);
      this.code.i32(0).i32(0).loadDouble(at).get(local).s('add').storeDouble(at);
    }
  }
}

const isHandedOn = ({ how, place }: Write, direction: Direction): boolean =>
  place.step === 'turn' && how === (direction === 'forward' ? 'store' : 'add');
