/** What a push from the host makes of the state. */
import type { PanelEvents, PictureEvents } from '../../../src/protocol/panel';
import { restored } from './saved';
import { defaultSettings, fitTo } from './settings';
import type { State } from './state';

/**
 * The first push brings the saved state back, or the defaults; the paths are shown to their end. Later ones keep what the user has
 * chosen, as far as it fits the function as it is now; where the map was is forgotten when the coordinates have changed.
 */
export function bound(state: State, { target, binding, defaults }: PanelEvents['bound'], saved: unknown): Partial<State> {
  const { catalog, description: known } = state;
  const first = state.target === undefined;
  const fresh = () => ({ settings: defaultSettings(catalog, defaults), step: defaults.steps });
  const start: Partial<State> = first ? (restored(saved, target, catalog) ?? fresh()) : {};
  const described = binding.kind === 'ready' || binding.kind === 'broken' ? binding.description : undefined;
  const description = described ?? known;
  const settings = start.settings ?? state.settings;
  const elsewhere = known !== undefined && described !== undefined && known.coordinates.join() !== described.coordinates.join();
  return {
    ...start,
    ...(elsewhere ? { view: undefined, home: undefined, picked: undefined, searching: false } : {}),
    ...{ target, binding, defaults, description },
    settings: description ? fitTo(settings, description.coordinates) : settings,
  };
}

/** What was coming is there; nothing where another version is there already. */
export function pictured({ binding }: Pick<State, 'binding'>, { version, foreseen }: PictureEvents['picture']): Partial<State> {
  if (binding.kind !== 'ready' || binding.version !== version) return {};
  const { picture: _coming, ...rest } = binding;
  return { binding: { ...rest, ...(foreseen && { picture: foreseen }) } };
}
