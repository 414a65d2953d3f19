/** What panels keep across a reload of the window. */
import type { Target } from '../../src/protocol/engine';
import type { SavedPanelState } from '../../src/protocol/panel';

export interface SavedState extends SavedPanelState {
  /** Of the version of the panel that wrote it. */
  readonly format: number;
}

/** What was saved for this target, when a panel of this format wrote it. */
export function savedFor<S extends SavedState>(value: unknown, format: S['format'], target: Target | undefined): S | undefined {
  if (!isSaved<S>(value, format)) return undefined;
  return value.target.file === target?.file && value.target.function === target.function ? value : undefined;
}

function isSaved<S extends SavedState>(value: unknown, format: S['format']): value is S {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== format) return false;
  return 'target' in value && typeof value.target === 'object' && value.target !== null;
}
