/** What the user chooses in the panel: immutable, undoable, kept across reloads. Every change is a pure function. */
import type { Catalog, EntryMetadata, OptimizerChoice, OptionValue } from '../../../src/protocol/model';
import { type Offer, offers } from '../../../src/protocol/offers';
import type { PanelDefaults } from '../../../src/protocol/panel';
import type { OverlayName } from './map/overlayKinds';
import { plainSlice, type Slice } from './map/slice';
import { rateOption } from './rate';
import { namesKnown, plainRun, type RunSettings } from './runSettings';

/** One optimizer on the panel. `options` holds what differs from the optimizer's defaults. */
export interface Chip {
  readonly key: number;
  readonly optimizer: string;
  readonly name: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly hidden: boolean;
  /** η·λmax that the automatic rate is to have at the start; undefined: what suits the optimizer. */
  readonly rateBySharpness?: number;
  /** Index into colours, dashes and markers. */
  readonly style: number;
}

export interface Settings {
  readonly chips: readonly Chip[];
  /** Key of the chip whose path is read out. */
  readonly focus: number;
  readonly steps: number;
  /** The user's start; undefined: the one that the source gives. */
  readonly start: readonly number[] | undefined;
  /** The coordinates across and up, where the plane is that of two. */
  readonly plane: readonly [number, number];
  /** Which plane; with two parameters always that of both. */
  readonly slice: Slice;
  readonly overlay: OverlayName;
  /** What all optimizers share. */
  readonly run: RunSettings;
  /** β of the average of the loss curve; undefined: none is drawn. */
  readonly average: number | undefined;
}

export const noSettings: Settings = {
  chips: [],
  focus: 0,
  steps: 100,
  start: undefined,
  plane: [0, 1],
  slice: plainSlice,
  overlay: 'none',
  run: plainRun,
  average: undefined,
};

export const styleCount = 6;

export function metadataOf(catalog: Catalog, chip: { readonly optimizer: string }): EntryMetadata | undefined {
  return catalog.optimizers.find(({ id }) => id === chip.optimizer);
}

/** Whether it has a learning rate, which a schedule can change. */
export const takesRate = (catalog: Catalog, chip: { readonly optimizer: string }): boolean =>
  metadataOf(catalog, chip)?.options[rateOption] !== undefined;

export function defaultSettings(catalog: Catalog, defaults: PanelDefaults): Settings {
  const all = offers(catalog);
  const named = defaults.optimizers.flatMap((wanted) => all.find(({ name, optimizer }) => name === wanted || optimizer === wanted) ?? []);
  const first = named.length > 0 ? named : all.slice(0, 1);
  const filled = first.reduce(addChip, { ...noSettings, steps: defaults.steps });
  return { ...filled, focus: filled.chips[0]?.key ?? 0 };
}

export function addChip(settings: Settings, { optimizer, name, options, rateBySharpness }: Offer): Settings {
  const key = Math.max(0, ...settings.chips.map((chip) => chip.key)) + 1;
  const used = new Set(settings.chips.map((chip) => chip.style));
  const free = Array.from({ length: styleCount }, (_, i) => i).find((i) => !used.has(i));
  const chip: Chip = {
    ...{ key, optimizer, name, options, hidden: false, style: free ?? settings.chips.length % styleCount },
    ...(rateBySharpness !== undefined && { rateBySharpness }),
  };
  return { ...settings, chips: [...settings.chips, chip], focus: key };
}

/** The last chip stays: a panel without a path says nothing. */
export function removeChip(settings: Settings, key: number): Settings {
  if (settings.chips.length <= 1) return settings;
  const chips = settings.chips.filter((chip) => chip.key !== key);
  return withVisibleFocus({ ...settings, chips });
}

export function duplicateChip(settings: Settings, key: number): Settings {
  const chip = settings.chips.find((candidate) => candidate.key === key);
  return chip ? addChip(settings, { ...chip, name: uniqueName(settings, chip.name) }) : settings;
}

export function toggleHidden(settings: Settings, key: number): Settings {
  const shown = settings.chips.filter((chip) => !chip.hidden);
  if (shown.length === 1 && shown[0]?.key === key) return settings;
  return withVisibleFocus(patchChip(settings, key, (chip) => ({ ...chip, hidden: !chip.hidden })));
}

/** Shows this one alone; when it is alone already, shows all. */
export function showOnly(settings: Settings, key: number): Settings {
  const alone = settings.chips.every((chip) => chip.hidden === (chip.key !== key));
  return { ...settings, focus: key, chips: settings.chips.map((chip) => ({ ...chip, hidden: !alone && chip.key !== key })) };
}

export function focusChip(settings: Settings, key: number): Settings {
  return patchChip({ ...settings, focus: key }, key, (chip) => ({ ...chip, hidden: false }));
}

/** `undefined` goes back to the default. */
export function setOption(settings: Settings, key: number, option: string, value: OptionValue | undefined): Settings {
  return patchChip(settings, key, (chip) => {
    const { [option]: _dropped, ...rest } = chip.options;
    return { ...chip, options: value === undefined ? rest : { ...rest, [option]: value } };
  });
}

/** Another rate for the optimizer of a name, which comes into focus; one that is offered but not there yet is added. */
export function withRate(settings: Settings, all: readonly Offer[], name: string, learningRate: number): Settings {
  const known = settings.chips.find((chip) => chip.name === name);
  const offer = all.find((candidate) => candidate.name === name);
  if (!known && !offer) return settings;
  const added = known || !offer ? settings : addChip(settings, offer);
  const key = known?.key ?? added.focus;
  return setOption(focusChip(added, key), key, 'learningRate', learningRate);
}

/** Other options for an optimizer, which comes into focus: the one in focus if it is that, else another, else it is added. */
export function withOptions(settings: Settings, all: readonly Offer[], { id, options }: OptimizerChoice): Settings {
  const own = settings.chips.filter(({ optimizer }) => optimizer === id);
  const chip = own.find(({ key }) => key === settings.focus) ?? own[0];
  const offer = all.find(({ optimizer }) => optimizer === id);
  if (!chip && !offer) return settings;
  const added = chip || !offer ? settings : addChip(settings, offer);
  const key = chip?.key ?? added.focus;
  return patchChip(focusChip(added, key), key, (one) => ({ ...one, options }));
}

export function focusedChip(settings: Settings): Chip | undefined {
  return settings.chips.find((chip) => chip.key === settings.focus) ?? settings.chips[0];
}

function patchChip(settings: Settings, key: number, change: (chip: Chip) => Chip): Settings {
  return { ...settings, chips: settings.chips.map((chip) => (chip.key === key ? change(chip) : chip)) };
}

function withVisibleFocus(settings: Settings): Settings {
  const focused = settings.chips.find((chip) => chip.key === settings.focus);
  if (focused && !focused.hidden) return settings;
  const next = settings.chips.find((chip) => !chip.hidden) ?? settings.chips[0];
  return next ? focusChip(settings, next.key) : settings;
}

/** `Momentum` → `Momentum 2` → `Momentum 3`. */
function uniqueName(settings: Settings, name: string): string {
  const stem = name.replace(/ \d+$/, '');
  const taken = new Set(settings.chips.map((chip) => chip.name));
  for (let i = 2; ; i++) if (!taken.has(`${stem} ${i}`)) return `${stem} ${i}`;
}

/** Drops what a function of these coordinates can't use: a start of another length, coordinates that it has not. */
export function fitTo(settings: Settings, coordinates: readonly string[]): Settings {
  const n = coordinates.length;
  const start = settings.start?.length === n ? settings.start : undefined;
  const [across, up] = settings.plane;
  const usable = across < n && up < n && (across !== up || n === 1);
  const plane: Settings['plane'] = usable ? settings.plane : [0, Math.min(1, n - 1)];
  const run = namesKnown(settings.run, coordinates);
  return start === settings.start && plane === settings.plane && run === settings.run ? settings : { ...settings, start, plane, run };
}

/** Choosing the coordinate of the other axis swaps the two. */
export function planeWith(plane: Settings['plane'], axis: 0 | 1, index: number): Settings['plane'] {
  const other = plane[1 - axis] === index ? plane[axis] : plane[1 - axis];
  return axis === 0 ? [index, other] : [other, index];
}
