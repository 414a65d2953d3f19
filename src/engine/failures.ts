import { UserCodeError } from './errors';

/**
 * For work over many points, some of which may lie where the user's code throws: there the answer is `undefined`, and the
 * first error is kept for the case that nothing works anywhere.
 */
export class Failures {
  first: UserCodeError | undefined;
  private failed = 0;
  private tried = 0;

  attempt<T>(evaluate: () => T): T | undefined {
    this.tried++;
    try {
      return evaluate();
    } catch (error) {
      if (!(error instanceof UserCodeError)) throw error;
      this.first ??= error;
      this.failed++;
      return undefined;
    }
  }

  /** Throws the first error when not one attempt succeeded. */
  throwIfAllFailed(): void {
    if (this.first && this.failed === this.tried) throw this.first;
  }
}
