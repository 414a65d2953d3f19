/** What a push from the host makes of the state. */
import type { PanelEvents } from '../../../src/protocol/panel';
import { restored } from './saved';
import type { State } from './state';

/**
 * The first push brings the saved state back. Later ones keep where the user has gone, as long as the function has the same
 * coordinates; what is held is let go, since its section belongs to the old function.
 */
export function bound(state: State, { target, binding }: PanelEvents['bound'], saved: unknown): Partial<State> {
  const start = state.target === undefined ? restored(saved, target) : {};
  const described = binding.kind === 'ready' || binding.kind === 'broken' ? binding.description : undefined;
  const description = described ?? state.description;
  const { at, escapeFrom } = { ...state, ...start };
  const fits = (point: State['at']) => (description === undefined || point?.length === description.n ? point : undefined);
  const known = state.description?.coordinates.join();
  const elsewhere = known !== undefined && known !== description?.coordinates.join();
  return {
    ...start,
    ...{ target, binding, description, held: undefined },
    at: elsewhere ? undefined : fits(at),
    escapeFrom: elsewhere ? undefined : fits(escapeFrom),
    ...(elsewhere ? { filter: '' } : {}),
  };
}
