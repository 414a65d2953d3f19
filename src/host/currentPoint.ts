import { t } from '../l10n/t';
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
  return shown
    ? { at: shown.at, words: t('at step {0} of {1}', shown.step, shown.optimizer) }
    : { at: undefined, words: t('at the start') };
}
