/** What the host sends to a webview is checked before it is shown. */
import * as v from 'valibot';
import type {
  Binding,
  ChosenOptions,
  DescentEvents,
  Destination,
  ExportRequests,
  ForeseenPicture,
  HostMethods,
  PanelDefaults,
} from '../panel';
import * as data from './data';
import { doubles, optional, real, record, type Schema, text, texts } from './schema';

type Answers = { readonly [K in keyof HostMethods]: Schema<HostMethods[K]['result']> };

/** What the engine answers, parts of it on the way included. */
const answers: Answers = {
  readout: data.readout,
  surface: data.surface,
  overlay: data.field,
  plane: data.chosenPlane,
  convexity: data.convexity,
  basins: data.basins,
  search: data.searchReport,
  trial: data.trialReport,
  descend: data.trajectory,
  sections: data.sections,
  escape: v.optional(data.waysDown),
  parseVector: doubles,
  spectrum: data.spectrum,
  sharpness: data.sharpnesses,
  rescaling: v.optional(doubles),
  minimumRatio: data.ratioSearch,
  interpolation: data.interpolation,
  coefficientPath: data.coefficientPath,
  penaltyGeometry: data.penaltyGeometry,
  batchSizes: data.batchTrials,
  starts: data.lottery,
  constants: data.constants,
  vary: data.variation,
  layers: data.layerHistory,
  standardisation: data.standardisation,
  scheduleRates: doubles,
  averages: data.averages,
  criticalPoints: data.criticalPoints,
};

const foreseen = record<ForeseenPicture>({ id: real, picture: data.picture });
type Bound<K extends Binding['kind']> = Extract<Binding, { kind: K }>;
const binding: Schema<Binding> = v.union([
  record<Bound<'empty'>>({ kind: v.literal('empty'), message: text }),
  record<Bound<'loading'>>({ kind: v.literal('loading'), name: text }),
  record<Bound<'ready'>>({
    ...{ kind: v.literal('ready'), version: real, description: data.description, readout: optional(data.readout) },
    picture: optional(v.union([v.literal('coming'), foreseen])),
  }),
  record<Bound<'broken'>>({
    ...{ kind: v.literal('broken'), problem: data.problem, name: text, description: v.optional(data.description) },
  }),
]);

const target = record<DescentEvents['bound']['target']>({ file: text, function: text });

type Events = DescentEvents & ExportRequests;

/** What a panel hears unasked; each kind of panel hears some of it. */
const hostEvents: { readonly [K in keyof Events]: Schema<Events[K]> } = {
  openExport: v.null(),
  bound: record<DescentEvents['bound']>({
    ...{ target, binding, defaults: record<PanelDefaults>({ optimizers: texts, steps: real }) },
  }),
  catalog: data.catalog,
  picture: record<DescentEvents['picture']>({ version: real, foreseen: v.optional(foreseen) }),
  goTo: record<Destination>({ at: doubles, purpose: v.picklist(['look', 'start', 'escape']) }),
  optimizer: text,
  cursor: v.optional(data.cursorPlace),
  learningRate: record<DescentEvents['learningRate']>({ optimizer: text, learningRate: real }),
  options: record<ChosenOptions>({ optimizer: data.choice, schedule: optional(data.choice) }),
};

/** For the channel of every panel. */
export const fromHost = { answers, events: hostEvents };
