import type { Code } from '../../wasm/code';
import type { Place, TurnProgram } from '../compile/turnProgram';
import type { Address } from './turnLoop';
import { isSum, nameOf } from './turnWriter';

/** What stays the same in all turns of a loop: entries are read before it, sums are added to theirs after it. */
export class Constancy {
  readonly held = new Map<string, number>();
  readonly sums = new Map<string, number>();
  private readonly summed: Place[] = [];

  constructor(
    private readonly code: Code,
    private readonly address: Address,
  ) {}

  /** Before the loop; once for each variant of its turns. */
  begin(reads: readonly Place[], writes: TurnProgram['writes']): void {
    for (const place of reads) if (place.step === 0 && !this.held.has(nameOf(place))) this.hold(place);
    for (const { place } of writes.filter(isSum)) {
      if (this.sums.has(nameOf(place))) continue;
      this.sums.set(nameOf(place), this.code.local('f64'));
      this.summed.push(place);
    }
  }

  /** After the loop. */
  end(): void {
    for (const place of this.summed) {
      const at = this.address(place.region, place.operand);
      this.code.i32(0).i32(0).loadDouble(at);
      this.code
        .get(this.sums.get(nameOf(place)) ?? 0)
        .s('add')
        .storeDouble(at);
    }
  }

  private hold(place: Place): void {
    const local = this.code.local('f64');
    this.code.i32(0).loadDouble(this.address(place.region, place.operand)).set(local);
    this.held.set(nameOf(place), local);
  }
}
