import { shuffled } from './shuffle';

/** Cuts every epoch's own order of the examples into batches; the last one of an epoch may be smaller (Goodfellow et al. 2016, section 8.1.3). */
export class Batches {
  readonly perEpoch: number;
  private order: { readonly epoch: number; readonly rows: readonly number[] } | undefined;

  constructor(
    private readonly rows: readonly number[],
    private readonly size: number,
    private readonly seed: number,
  ) {
    this.perEpoch = Math.ceil(rows.length / size);
  }

  /** The examples of the batch for this step, counted from 0. */
  at(step: number): readonly number[] {
    const epoch = Math.floor(step / this.perEpoch);
    const from = (step % this.perEpoch) * this.size;
    return this.inEpoch(epoch).slice(from, from + this.size);
  }

  private inEpoch(epoch: number): readonly number[] {
    if (this.order?.epoch !== epoch) this.order = { epoch, rows: shuffled(this.rows, this.seed, epoch) };
    return this.order.rows;
  }
}
