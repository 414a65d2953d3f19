import { exponentiallyWeighted } from '../engine/averages';
import { convexity } from '../engine/curvature/convexity';
import { criticalPoints } from '../engine/curvature/criticalPoints';
import { eigenSections } from '../engine/curvature/crossSection';
import { escapeSaddle } from '../engine/curvature/escape';
import { minimumRatios } from '../engine/curvature/minimumRatio';
import { readout } from '../engine/curvature/readout';
import { rescaling } from '../engine/curvature/rescaling';
import { sharpnesses } from '../engine/curvature/sharpness';
import { spectrum } from '../engine/curvature/spectrum';
import { descending } from '../engine/descend';
import { checkAgainstDifferences, checkAgainstUser, type GradientCheck } from '../engine/diagnose/gradientCheck';
import { settleAll } from '../engine/landscape/basins';
import { fieldWork } from '../engine/landscape/fields';
import { interpolate } from '../engine/landscape/interpolation';
import { choosePlane, type PlaneChoice } from '../engine/landscape/planes';
import { sketch } from '../engine/landscape/sketch';
import { surface } from '../engine/landscape/surface';
import { equals } from '../engine/linalg/vector';
import { optimizers } from '../engine/optimizers';
import { metadataOf } from '../engine/options';
import { penalties } from '../engine/penalties';
import { coefficientPath } from '../engine/penalties/coefficientPath';
import { penaltyGeometry } from '../engine/penalties/geometry';
import { recipes } from '../engine/recipes';
import { schedules } from '../engine/schedules';
import { scheduleRates } from '../engine/schedules/preview';
import { initialisers } from '../engine/training/initialisers';
import { strategies } from '../engine/training/search';
import { trial } from '../engine/training/search/trial';
import type { Work } from '../engine/work';
import { t } from '../l10n/t';
import type { Engine } from '../plot/compute';
import { type Handlers, RequestError } from '../protocol/channel';
import type { EngineMethods, Target } from '../protocol/engine';
import type { CheckReport, Problem, Readout } from '../protocol/model';
import type { WorkerData } from '../protocol/workerThread';
import { constantsIn } from '../source/constant';
import { OverlayFiles } from '../source/files';
import { offsetAt } from '../source/text';
import { cursorPlace } from './cursor';
import { basinsRequest, coefficientPathRequest, descendRequest, matricesIn, penaltyGeometryRequest } from './descend';
import { chanceIn, describe, outlineOf, remedyAt, summaryOf, warningsAt } from './describe';
import { diagnoseRequest } from './diagnose';
import { Turns } from './drive';
import { drawPicture } from './picture';
import { locationIn, problemFrom, sourceProblem } from './problems';
import { reportPage } from './report';
import { searchSpaceRequest } from './search';
import type { Session } from './session';
import { type News, SessionFactory } from './sessionFactory';
import { sourceOf } from './sourceOf';
import { throttled } from './throttled';
import { batchTrialOf, layersOf, standardisationOf, startTrialsOf } from './training';
import { variationOf } from './variation';

/** Parameters up to which a brief readout is the whole one. */
const briefAbove = 8;
/** Steps of the path and grid points along a side, for a picture of 180 pixels. */
const sketchSize = { steps: 100, size: 91 } as const;

/** ‖∇L‖ at which a trial has converged. */
const tolerance = 1e-12;

/** Everything that the worker answers, over sessions that last as long as the source that they came from. */
export class Service {
  private readonly files = new OverlayFiles();
  private readonly factory: SessionFactory;
  private readonly turns = new Turns();
  /** Brief ones at the start: panels and lenses ask for the same. */
  private readonly known = new WeakMap<Session, Readout>();

  constructor(data: WorkerData, news: News, restoreLanguage: () => string | undefined) {
    this.factory = new SessionFactory(data, this.files, news, restoreLanguage);
  }

  handlers(): Handlers<EngineMethods> {
    const { factory, turns } = this;
    const handlers: Handlers<EngineMethods> = {
      sync: ({ overlays }) => {
        for (const { file, text } of overlays) this.files.set(file, text);
        factory.sessions.invalidate();
        return null;
      },
      catalog: () => ({
        optimizers: optimizers.map(metadataOf),
        schedules: schedules.map(metadataOf),
        penalties: penalties.map(metadataOf),
        initialisers: initialisers.map(metadataOf),
        strategies: strategies.map(({ id, name, help, source }) => ({ id, name, help, source })),
        recipes,
      }),
      losses: ({ file }) => this.losses(file),
      parseVector: ({ target, json }) => this.parseVector(target, json),
      outline: ({ target }) => outlineOf(factory.outline(target)),
      describe: ({ target, start }) => describe(this.read, factory.session(target, start), start),
      drawStarts: ({ target, seeds, init }) => {
        const { drawStart } = factory.session(target).prepared;
        return seeds.map((seed) => drawStart(seed, init));
      },
      readout: ({ target, at, brief }) => this.readout(factory.session(target, at), at, brief),
      picture: ({ target, ...params }, { signal }) => {
        const session = factory.session(target, params.paths[0]?.start);
        return turns.drive(
          drawPicture(session, params, (at) => this.readout(session, at, true)),
          0,
          signal,
        );
      },
      expressions: ({ target, at }) => {
        const { objective, prepared } = factory.session(target, at);
        return objective.expressionsAt(at ?? prepared.start).flatMap(({ range, ...reading }) => {
          const location = locationIn(this.read, range);
          return location ? [{ ...reading, location }] : [];
        });
      },
      cursor: ({ target, line, column, at }) => {
        const { file, function: name } = target;
        const session = factory.session(target, at);
        const text = this.read(file) ?? '';
        const offset = offsetAt(text, { line, column });
        return cursorPlace(session, factory.workspace.placeAt({ file, name }, offset), { file, text, offset }, at);
      },
      surface: ({ target, plane, box, size }, { signal, partial }) => {
        const { objective } = factory.session(target, plane.origin);
        return turns.drive(surface(objective, { plane, box, size }), 1, signal, (finer) => finer && partial(finer));
      },
      overlay: ({ target, field, ...request }, { signal, partial }) =>
        turns.drive(
          fieldWork(factory.session(target, request.plane.origin).objective, request, field),
          2,
          signal,
          (coarser) => coarser && partial(coarser),
        ),
      plane: ({ target, choice }) => {
        const { objective, prepared } = factory.session(target, pointOf(choice));
        return choosePlane(objective, choice, matricesIn(prepared.layout));
      },
      convexity: ({ target, box }, { signal, partial }) => {
        const show = throttled(partial);
        const proof = convexity(factory.session(target, middleOf(box)).objective, box);
        return turns.drive(proof, 2, signal, (known) => known && show(() => known));
      },
      sketch: ({ target, optimizer }, { signal }) => {
        const { objective, prepared } = factory.session(target);
        const { start, domain } = prepared;
        return turns.drive(sketch(objective, { start, domain, optimizer, ...sketchSize }), 2, signal);
      },
      descend: ({ target, ...request }, { signal }) => {
        const session = factory.session(target, request.start);
        const run = descendRequest(session, request);
        return turns.drive(descending(run.objective, run.request), 0, signal);
      },
      sections: ({ target, at, ...options }) => {
        const { objective, prepared } = factory.session(target, at);
        return eigenSections(objective, readout(objective, at ?? prepared.start), options);
      },
      escape: ({ target, at }, { signal }) => {
        const { objective, prepared } = factory.session(target, at);
        return turns.drive(escapeSaddle(objective, at ?? prepared.start), 0, signal);
      },
      spectrum: ({ target, at, ...options }, { signal, partial }) => {
        const { objective, prepared } = factory.session(target, at);
        return turns.drive(spectrum(objective, at ?? prepared.start, options), 2, signal, (known) => known && partial(known));
      },
      settle: async ({ target, cells, ...request }, { signal }) => {
        const { objective, request: runs } = basinsRequest(factory.session(target, request.plane.origin), request);
        const { settlements, failure } = await turns.drive(settleAll(objective, runs, cells), 2, signal);
        return { settlements, failure: failure && problemFrom(this.read, failure) };
      },
      sharpness: ({ target, points, epsilon }, { signal, partial }) => {
        const { objective } = factory.session(target, onePlace(points));
        return turns.drive(sharpnesses(objective, points, { epsilon }), 2, signal, (known) => known && partial(known));
      },
      rescaling: ({ target, at }) => {
        const { objective, prepared } = factory.session(target, at);
        return rescaling(objective, at ?? prepared.start);
      },
      minimumRatio: ({ target, at, ...options }, { signal, partial }) => {
        const { objective, prepared } = factory.session(target, at);
        return turns.drive(minimumRatios(objective, at ?? prepared.start, options), 2, signal, (known) => known && partial(known));
      },
      interpolation: ({ target, from, to }) => interpolate(factory.session(target, onePlace([from, to])).objective, from, to),
      trial: async ({ target, judgement, ...request }, { signal }) => {
        const session = factory.session(target, request.start);
        const run = descendRequest(session, { ...request, tolerance, curvature: false });
        const { outcome, failure } = await turns.drive(trial(run.objective, run.request, judgement), 2, signal);
        return { outcome, failure: failure && problemFrom(this.read, failure), source: sourceOf(session) };
      },
      searchSpace: searchSpaceRequest,
      batchTrial: ({ target, ...request }, { signal }) =>
        turns.drive(batchTrialOf(factory.session(target, request.start), request), 2, signal),
      startTrials: ({ target, ...request }, { signal }) =>
        turns.drive(startTrialsOf(this.read, factory.session(target), request), 2, signal),
      layers: ({ target, ...request }, { signal }) =>
        turns.drive(layersOf(this.read, factory.session(target, request.start), request), 2, signal),
      standardisation: ({ target, ...request }, { signal }) =>
        turns.drive(standardisationOf(factory.session(target, request.start), request), 2, signal),
      constants: ({ target }) => constantsIn(this.read(target.file) ?? ''),
      variation: async (params, { signal }) => {
        const session = (target: Target, start: Float64Array | undefined) => factory.session(target, start);
        const surroundings = {
          files: this.files,
          turns,
          session,
          readout: (made: Session, at: Float64Array) => this.readout(made, at, true),
        };
        const varied = await variationOf(surroundings, params, signal);
        factory.sessions.invalidate();
        return varied;
      },
      check: ({ target, at }, { signal }) => this.check(target, at, (work) => turns.drive(work, 2, signal)),
      remedies: ({ target }) =>
        factory.workspace.remedies({ file: target.file, name: target.function }).map((remedy) => remedyAt(this.read, remedy)),
      diagnose: ({ target, ...request }, { signal }) =>
        diagnoseRequest(turns, this.read, factory.session(target, request.at), request, signal),
      coefficientPath: ({ target, ...request }, { signal, partial }) => {
        const session = factory.session(target, request.start);
        return turns.drive(
          coefficientPath(session.objective, coefficientPathRequest(session, request)),
          2,
          signal,
          (path) => path && partial(path),
        );
      },
      penaltyGeometry: ({ target, ...request }, { signal }) => {
        const session = factory.session(target, request.start);
        return turns.drive(penaltyGeometry(session.objective, penaltyGeometryRequest(session, request)), 2, signal);
      },
      scheduleRates: ({ schedule, learningRate, steps, objectives }) => scheduleRates(schedule, learningRate, steps, objectives),
      averages: ({ values, beta }) => ({
        corrected: exponentiallyWeighted(values, beta, true),
        uncorrected: exponentiallyWeighted(values, beta, false),
      }),
      criticalPoints: ({ target, box }, { signal, partial }) => {
        const { objective } = factory.session(target, middleOf(box));
        return turns.drive(criticalPoints(objective, box), 2, signal, (found) => found && partial(found));
      },
      report: (params, { signal, partial }) => {
        const engine: Engine = {
          request: async (method, asked, options) => handlers[method](asked, { signal, partial: (value) => options?.onPartial?.(value) }),
        };
        return reportPage(engine, this.read, params, { update: (label, done) => partial({ label, done: done ?? 0 }) });
      },
    };
    return handlers;
  }

  /** Whether user code has run since this was asked last. */
  takeRan(): boolean {
    return this.factory.takeRan();
  }

  problem(error: unknown): Problem {
    this.factory.noteLook();
    return problemFrom(this.read, error);
  }

  private readonly read = (file: string): string | undefined => this.files.read(file);

  private losses(file: string): EngineMethods['losses']['result'] {
    const { losses, syntaxErrors } = this.factory.workspace.findLosses(file);
    return {
      losses: losses.map((found) => summaryOf(this.read, found)),
      problems: syntaxErrors.map((error) => sourceProblem(this.read, error)),
    };
  }

  /** A point as the user wrote it, flat or structured. */
  private parseVector(target: Target, json: string): Float64Array {
    const { factory } = this;
    return factory.watched(target, () => factory.workspace.readPoint({ file: target.file, name: target.function }, parsedJson(json)));
  }

  private async check(
    target: Target,
    given: Float64Array | undefined,
    drive: (work: Work<GradientCheck>) => Promise<GradientCheck>,
  ): Promise<CheckReport> {
    const { objective, prepared } = this.factory.session(target, given);
    const { found, userGradient, start } = prepared;
    const at = given ?? start;
    const loss = objective.value(at);
    if (!Number.isFinite(loss)) {
      const location = locationIn(this.read, objective.nonFiniteAt(at)?.range ?? found.nameRange);
      const message = t("The gradient can't be checked where the loss is {0}.", loss);
      throw new RequestError({ code: 'not-a-number', message, hint: t('Choose another point.'), ...(location && { location }) });
    }
    const chance = chanceIn(objective);
    if (chance) {
      const message = t('The gradient can not be checked, since the loss is another at every evaluation.');
      throw new RequestError(sourceProblem(this.read, { code: 'bad-input', message, range: chance.range ?? found.nameRange }));
    }
    return userGradient
      ? { at, against: 'user gradient', ...(await drive(checkAgainstUser(objective, at, userGradient(at)))) }
      : { at, against: 'finite differences', ...(await drive(checkAgainstDifferences(objective, at))) };
  }

  private readout(session: Session, at = session.prepared.start, brief = false): Readout {
    if (!brief || !equals(at, session.prepared.start)) return this.readOut(session, at, brief);
    const known = this.known.get(session) ?? this.readOut(session, at, brief);
    this.known.set(session, known);
    return known;
  }

  private readOut(session: Session, at: Float64Array, brief: boolean): Readout {
    const { objective } = session;
    const report = readout(objective, at, { brief: brief && objective.n > briefAbove });
    const nonSmooth = objective.nonSmoothAt(report.at).flatMap(({ site, rule }) => {
      const location = locationIn(this.read, site);
      const text = this.files.read(site.file);
      return location && text !== undefined ? [{ location, expression: text.slice(site.start, site.end), rule }] : [];
    });
    return { ...report, nonSmooth, warnings: warningsAt(this.read, session, report.at, report.loss) };
  }
}

/** A vector of the length that a box is for. */
const middleOf = (box: readonly (readonly [number, number])[]): Float64Array => Float64Array.from(box, ([low, high]) => (low + high) / 2);

/** A point with as many parameters as the plane is wanted for. */
const pointOf = (choice: PlaneChoice): Float64Array => ('at' in choice ? choice.at : choice.points[0]);

/** The first of points that are to be compared, which must have the same coordinates. */
function onePlace([first, ...others]: readonly Float64Array[]): Float64Array | undefined {
  const other = others.find(({ length }) => length !== first.length);
  if (!other) return first;
  const message = t('Points of {0} and {1} coordinates cannot be compared.', first.length, other.length);
  throw new RequestError({ code: 'bad-input', message });
}

function parsedJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new RequestError({ code: 'bad-input', message: t('{0} is not JSON: {1}', json, (error as Error).message) });
  }
}
