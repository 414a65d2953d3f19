import { descending } from '../engine/descend';
import { Failures } from '../engine/failures';
import { type BatchTrialRequest, batchTrial } from '../engine/training/batchTrial';
import { layerNorms } from '../engine/training/layerNorms';
import type { StartTrial } from '../engine/training/lottery';
import { type Moments, momentsOf, standardised } from '../engine/training/moments';
import { all, split } from '../engine/training/split';
import { compareScaling } from '../engine/training/standardisation';
import { startTrial } from '../engine/training/startTrial';
import { t } from '../l10n/t';
import { type ParamsOf, RequestError, type ResultOf } from '../protocol/channel';
import type { EngineMethods } from '../protocol/engine';
import type { BatchTrial, LayerHistory, Standardisation } from '../protocol/model';
import { type Column, isLikelyFeature } from '../source/columns';
import { descendRequest, settingsOf } from './descend';
import { placed } from './describe';
import { problemFrom, type ReadText } from './problems';
import type { Session, SessionData } from './session';

type Request<M extends keyof EngineMethods> = Omit<ParamsOf<EngineMethods, M>, 'target'>;

/** Training with one batch size. Throws `RequestError` for a loss without data. */
export function* batchTrialOf(session: Session, request: Request<'batchTrial'>): Generator<undefined, BatchTrial> {
  const { batchSize, rateIsFor, training, ...settings } = request;
  const trial: BatchTrialRequest = {
    descend: { ...settingsOf(session, settings), tolerance: 0 },
    training: { ...training, batchSize },
    ...(rateIsFor !== undefined && { rateIsFor }),
  };
  return yield* batchTrial(session.objective.inSourceOrder, dataOf(session), trial);
}

/** Runs from drawn starts, all of them on the same batches. */
export function* startTrialsOf(
  read: ReadText,
  session: Session,
  { firstSeed, count, init, ...settings }: Request<'startTrials'>,
): Generator<undefined, ResultOf<EngineMethods, 'startTrials'>> {
  const { objective, request } = descendRequest(session, { ...settings, curvature: false });
  const failures = new Failures();
  const trials: StartTrial[] = [];
  for (let startSeed = firstSeed; startSeed < firstSeed + count; startSeed++) {
    const start = session.prepared.drawStart(startSeed, init);
    const trial = { ...request, start, startSeed, seed: settings.seed ?? 0 };
    trials.push(yield* startTrial(objective, session.objective, trial, failures));
  }
  const failure = trials.every(({ stopped }) => stopped === 'failed') ? failures.first : undefined;
  return { trials, failure: failure && problemFrom(read, failure) };
}

/** Numbers of a run that are kept for it to be looked at layer by layer. */
const mostNumbers = 8e6;

export function* layersOf(read: ReadText, session: Session, params: Request<'layers'>): Generator<undefined, LayerHistory> {
  const { objective, request } = descendRequest(session, { ...params, curvature: false });
  const every = Math.max(1, Math.ceil((request.steps * objective.n) / mostNumbers));
  const work = descending(objective, { ...request, every });
  let step = work.next();
  for (; !step.done; step = work.next()) yield undefined;
  const layers = session.prepared.layers();
  const norms = yield* layerNorms(objective, step.value, layers);
  const located = layers.map(({ range, ...layer }) => ({ ...layer, location: placed(read, range) }));
  return { ...norms, layers: located, stopped: step.value.stopped };
}

/** Fitted on the examples that are learnt from, never on those that are held out. */
export function* standardisationOf(
  session: Session,
  { start = session.prepared.start, features, validation, seed = 0 }: Request<'standardisation'>,
): Generator<undefined, Standardisation> {
  const data = dataOf(session);
  const rows = validation === undefined ? all(data.count ?? 0) : split(data.count ?? 0, validation, seed).training;
  const columns = data.columns(rows);
  if (columns.length === 0) throw badInput(t('The examples of this data hold no numbers that could be standardised.'));
  const described = columns.map((column) => ({ name: column.name, ...momentsOf(column.values), likelyFeature: isLikelyFeature(column) }));
  const names = chosenFeatures(columns, features ?? described.filter(({ likelyFeature }) => likelyFeature).map(({ name }) => name));
  const chosen = described.filter(({ name }) => names.has(name));
  const changes = new Map(chosen.map(({ name, ...moments }) => [name, scaling(moments)]));
  const compared = yield* compareScaling(data.over(rows), data.changed(rows, changes), { start });
  return { ...compared, columns: described, features: chosen.map(({ name }) => name) };
}

const scaling =
  (moments: Moments) =>
  (x: number): number =>
    standardised(x, moments);

/** Throws `RequestError` for names that no column has. */
function chosenFeatures(columns: readonly Column[], names: readonly string[]): ReadonlySet<string> {
  const unknown = names.find((wanted) => !columns.some(({ name }) => name === wanted));
  if (unknown === undefined) return new Set(names);
  throw badInput(t('The data has no column "{0}"; it has {1}.', unknown, columns.map(({ name }) => name).join(', ')));
}

function dataOf(session: Session): SessionData {
  const data = session.trainingData();
  if (!data) throw badInput(t('This loss takes no data that could be cut into batches or held out; @data names some.'));
  if (data.count !== undefined) return data;
  throw badInput(t('This data can’t be cut into batches: it must be an array of examples, or an object of arrays of one length.'));
}

const badInput = (message: string): RequestError => new RequestError({ code: 'bad-input', message });
