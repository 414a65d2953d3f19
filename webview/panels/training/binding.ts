/** What a push from the host makes of the state. */
import type { PanelEvents } from '../../../src/protocol/panel';
import { restored } from './saved';
import type { State } from './state';

/** The first push brings the saved state back. Columns that are standardised are those of one data set. */
export function bound(state: State, { target, binding }: PanelEvents['bound'], saved: unknown): Partial<State> {
  const start = state.target === undefined ? restored(saved, target) : {};
  const described = binding.kind === 'ready' || binding.kind === 'broken' ? binding.description : undefined;
  const readout = binding.kind === 'ready' ? binding.readout : state.readout;
  return { ...start, ...{ target, binding, readout, description: described ?? state.description } };
}
