import type { Target } from '../protocol/engine';
import type { LossPanels } from './panels/lossPanels';

/** The point that hovers and heat speak of: the step that the Descent panel is scrubbed to, else the start. */
export interface CurrentPoint {
  /** Undefined: the start. */
  readonly at: Float64Array | undefined;
  /** `at the start`, `at step 37 of Adam`. */
  readonly words: string;
}

export function currentPoint(panels: Pick<LossPanels, 'shownPoint'>, target: Target): CurrentPoint {
  const shown = panels.shownPoint(target);
  return shown ? { at: shown.at, words: `at step ${shown.step} of ${shown.optimizer}` } : { at: undefined, words: 'at the start' };
}
