/** Products at a point until its first stage is done ahead of more: it takes as long as is saved by several. */
const PATIENCE = 4;

/** How a product of the Hessian is to be had: all at once, or in stages, of which the first may already be done. */
export type Manner = 'whole' | 'both stages' | 'second stage';

/**
 * The point of the product before this one. Lanczos's method, conjugate gradients and Newton's method ask for many products at each of
 * their points: in stages, what is the same for all of them is computed once. Others ask for one at each point, which takes less as a whole.
 */
export class Visits {
  private readonly point: Float64Array;
  /** Products at the point. */
  private products = 0;
  private returns = 0;
  /** Whether there were many at the point before. */
  private wereMany = false;
  private isStaged = false;

  /**
   * @param n entries of a point
   * @param warm how many products are to be asked for at the point of the one before, until stages are worth compiling
   */
  constructor(
    n: number,
    private readonly warm: number,
  ) {
    this.point = new Float64Array(n);
  }

  /** Takes note of a product at x. */
  next(x: Float64Array): Manner {
    if (this.isAt(x)) this.returns++;
    else {
      this.leave();
      this.point.set(x);
    }
    this.products++;
    if (this.isStaged) return 'second stage';
    this.isStaged = this.returns >= this.warm && (this.wereMany || this.products > PATIENCE);
    return this.isStaged ? 'both stages' : 'whole';
  }

  /** Nothing is left of the point any more. */
  leave(): void {
    if (this.products > 0) this.wereMany = this.products > 2 * PATIENCE;
    this.products = 0;
    this.isStaged = false;
  }

  /** To the last bit: 0 and −0 may take different paths. */
  private isAt(x: Float64Array): boolean {
    return this.products > 0 && this.point.every((p, i) => Object.is(p, x[i]));
  }
}
