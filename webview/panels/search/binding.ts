/** What a push from the host makes of the state. */
import type { PanelEvents } from '../../../src/protocol/panel';
import { defaultPlan } from './plan';
import { restored } from './saved';
import type { State } from './state';

/** The first push brings the saved state back. Edits leave what was found: it is marked as older than the function. */
export function bound(state: State, { target, binding, defaults }: PanelEvents['bound'], saved: unknown): Partial<State> {
  const { catalog } = state;
  const first = state.target === undefined;
  const described = binding.kind === 'ready' || binding.kind === 'broken' ? binding.description : undefined;
  return {
    ...{ target, binding, defaults, description: described ?? state.description },
    ...(first && { plan: defaultPlan(catalog, defaults), ...restored(saved, target, catalog.optimizers) }),
  };
}
