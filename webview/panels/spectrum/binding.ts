/** What a push from the host makes of the state. */
import type { PanelEvents } from '../../../src/protocol/panel';
import { restored } from './saved';
import type { State } from './state';

/**
 * The first push brings the saved state back. Later ones keep where the user has gone, as long as the function has the same
 * coordinates.
 */
export function bound(state: State, { target, binding }: PanelEvents['bound'], saved: unknown): Partial<State> {
  const start = state.target === undefined ? restored(saved, target) : {};
  const described = binding.kind === 'ready' || binding.kind === 'broken' ? binding.description : undefined;
  const description = described ?? state.description;
  const { at } = { ...state, ...start };
  const known = state.description?.coordinates.join();
  const elsewhere = known !== undefined && known !== description?.coordinates.join();
  const fits = description === undefined || at?.length === description.n;
  return { ...start, ...{ target, binding, description, typedProblem: undefined }, at: elsewhere || !fits ? undefined : at };
}
