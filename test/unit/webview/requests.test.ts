import { describe, expect, it } from 'vitest';
import { exponentiallyWeighted } from '../../../src/engine/averages';
import { convexity } from '../../../src/engine/curvature/convexity';
import { criticalPoints } from '../../../src/engine/curvature/criticalPoints';
import { descend } from '../../../src/engine/descend';
import { fieldWork } from '../../../src/engine/landscape/fields';
import { choosePlane } from '../../../src/engine/landscape/planes';
import { surface } from '../../../src/engine/landscape/surface';
import type { Objective } from '../../../src/engine/objective';
import { optimizers } from '../../../src/engine/optimizers';
import { coefficientPath } from '../../../src/engine/penalties/coefficientPath';
import { penaltyGeometry } from '../../../src/engine/penalties/geometry';
import { scheduleRates } from '../../../src/engine/schedules/preview';
import { finish } from '../../../src/engine/work';
import { Channel, type Handlers, RequestError, type Transport } from '../../../src/protocol/channel';
import type { Catalog, LossDescription } from '../../../src/protocol/model';
import type { Binding, Foresight, ForesightEvents, PanelEvents, WebviewEvents } from '../../../src/protocol/panel';
import { Actions } from '../../../webview/lib/picture/actions';
import { bound, pictured } from '../../../webview/lib/picture/binding';
import { sliceOf } from '../../../webview/lib/picture/map/slice';
import { type HostChannel, type PictureMethods, PictureRequests } from '../../../webview/lib/picture/requests';
import { addPenalty, setPenaltyOption, withSchedule } from '../../../webview/lib/picture/runSettings';
import { currentProblem, focusedRun, initialState, type State } from '../../../webview/lib/picture/state';
import { Store } from '../../../webview/lib/store';
import { allBasins } from '../landscape/allBasins';
import { himmelblau, quadratic, readoutAt, rescaled } from './support';

const catalog: Catalog = {
  optimizers: optimizers.map(({ begin: _begin, ...metadata }) => metadata),
  schedules: [],
  penalties: [],
  initialisers: [],
  strategies: [],
  recipes: [],
};
const defaults = { optimizers: ['Gradient descent', 'Momentum', 'Adam'], steps: 60 };
const location = { file: '/a.ts', line: 1, column: 1, endLine: 1, endColumn: 2 };

function describeLoss(objective: Objective, start: readonly number[], domain: LossDescription['domain']): LossDescription {
  return {
    revision: 1,
    summary: { name: 'f', signature: '', location, extent: location, takesData: false },
    n: objective.n,
    coordinates: Array.from({ length: objective.n }, (_, i) => `x${i}`),
    parameters: [],
    start: Float64Array.from(start),
    startOrigin: '@start',
    startDrawn: false,
    domain,
    derivatives: 'exact',
    warnings: [],
  };
}

/** Two ends of a wire that copies what it carries. */
function wire(): [Transport, Transport] {
  const listeners: (((message: unknown) => void) | undefined)[] = [undefined, undefined];
  const end = (own: 0 | 1): Transport => ({
    send: (message) => {
      const copy: unknown = structuredClone(message);
      setTimeout(() => listeners[1 - own]?.(copy));
    },
    onMessage(listener) {
      listeners[own] = listener;
      return () => undefined;
    },
  });
  return [end(0), end(1)];
}

const wait = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));

/** A panel without its views, over a host that answers from the engine. */
function panel(
  objective: Objective,
  options: { start: readonly number[]; domain?: LossDescription['domain']; handlers?: Partial<Handlers<PictureMethods>> },
) {
  const asked: { method: string; params: unknown }[] = [];
  const foresights: Foresight[] = [];
  const cancelled: string[] = [];
  const [here, there] = wire();
  let current = objective;
  const logged =
    <P, R>(method: string, answer: (params: P) => R) =>
    async (params: P, { signal }: { signal: AbortSignal }): Promise<R> => {
      asked.push({ method, params });
      signal.addEventListener('abort', () => cancelled.push(method));
      return answer(params);
    };
  const handlers: Handlers<PictureMethods> = {
    readout: logged('readout', ({ at }) => readoutAt(current, [...(at ?? [])])),
    surface: logged('surface', (params) => finish(surface(current, { ...params, size: 21 }))),
    overlay: logged('overlay', ({ field, ...params }) => finish(fieldWork(current, { ...params, size: 21 }, field))),
    plane: logged('plane', ({ choice }) => choosePlane(current, choice, [])),
    basins: logged('basins', (params) => allBasins(current, { ...params, size: 16, unpenalized: undefined })),
    convexity: logged('convexity', ({ box }) => finish(convexity(current, box))),
    descend: logged('descend', ({ optimizer, start = new Float64Array(), steps, tolerance, internals = false }) =>
      descend(current, { optimizer, start, steps, tolerance, curvature: true, internals }),
    ),
    coefficientPath: logged('coefficientPath', ({ penalty, start = Float64Array.from(options.start) }) =>
      finish(coefficientPath(current, { penalty, start })),
    ),
    penaltyGeometry: logged('penaltyGeometry', ({ penalties, start = Float64Array.from(options.start), plane }) =>
      finish(penaltyGeometry(current, { penalties, start, plane })),
    ),
    scheduleRates: ({ schedule, learningRate, steps }) => scheduleRates(schedule, learningRate, steps),
    averages: ({ values, beta }) => ({
      corrected: exponentiallyWeighted(values, beta, true),
      uncorrected: exponentiallyWeighted(values, beta, false),
    }),
    criticalPoints: logged('criticalPoints', ({ box }) => finish(criticalPoints(current, box))),
    ...options.handlers,
  };
  const host = new Channel<Record<never, never>, PictureMethods, PanelEvents, WebviewEvents & ForesightEvents>(there, handlers, {
    foresight: (foresight) => foresights.push(foresight),
    ready: () => undefined,
    reveal: () => undefined,
    openGallery: () => undefined,
    settled: () => undefined,
  });
  const store = new Store<State>({ ...initialState, catalog });
  const channel: HostChannel = new Channel(
    here,
    {},
    { bound: () => undefined, catalog: () => undefined, picture: () => undefined, cursor: () => undefined },
  );
  const requests = new PictureRequests(channel, store);
  const actions = new Actions(store, requests, channel);
  store.watch(
    (state) => [
      ...[state.binding, state.settings, state.rates, state.view, state.step, state.home, state.runs, state.playing],
      ...[state.runOpen, state.internalsOpen, state.pathOpen, state.points, state.searching],
    ],
    () => requests.sync(),
  );
  const bind = (version: number, next: Objective = current, known: Partial<Extract<Binding, { kind: 'ready' }>> = {}) => {
    current = next;
    const description = describeLoss(next, options.start, options.domain ?? options.start.map(() => undefined));
    const target = { file: '/a.ts', function: 'f' };
    store.set(bound(store.state, { target, binding: { kind: 'ready', version, description, ...known }, defaults }, undefined));
  };
  const settled = async (version: number) => {
    for (let i = 0; i < 400 && store.state.settled !== version; i++) await wait(5);
    expect(store.state.settled).toBe(version);
  };
  return { store, actions, requests, asked, cancelled, foresights, bind, settled, host };
}

const box = [
  [-6, 6],
  [-6, 6],
] as const;

describe('the requests of a picture', () => {
  it('end with everything that is shown', async () => {
    const { store, bind, settled, asked } = panel(himmelblau, { start: [-0.09, -1.94], domain: box });
    bind(1);
    await settled(1);
    const { runs, surface, points, readout, home } = store.state;
    expect([...runs.values()].every(({ trajectory }) => trajectory !== undefined)).toBe(true);
    expect(runs.size).toBe(3);
    expect(home).toEqual([-6, 6, -6, 6]);
    expect(surface?.box).toEqual(home);
    expect(points).toHaveLength(9);
    expect(readout?.at).toEqual(focusedRun(store.state)?.params.slice(-2));
    expect(asked.filter(({ method }) => method === 'surface')).toHaveLength(1);
  });

  it('choose rates under which no path is unstable, and say which', async () => {
    const { store, bind, settled } = panel(himmelblau, { start: [-0.09, -1.94], domain: box });
    bind(1);
    await settled(1);
    const run = focusedRun(store.state);
    expect(Math.max(...(run?.relativeSharpness ?? []))).toBeLessThanOrEqual(1);
    expect(run?.options.learningRate).toBe(store.state.rates[1]);
  });

  it('ask for nothing twice', async () => {
    const { store, requests, bind, settled, asked } = panel(himmelblau, { start: [1, 1], domain: box });
    bind(1);
    await settled(1);
    const before = asked.length;
    requests.sync();
    store.set({ picked: 'm₁', optionsOpen: true });
    await wait(20);
    expect(asked).toHaveLength(before);
  });

  it('ask for an overlay while it is chosen, and for nothing else then', async () => {
    const { store, actions, bind, settled, asked } = panel(himmelblau, { start: [1, 1], domain: box });
    bind(1);
    await settled(1);
    expect(asked.some(({ method }) => method === 'overlay')).toBe(false);
    asked.length = 0;
    actions.change((settings) => ({ ...settings, overlay: 'condition number' }));
    await wait(20);
    await settled(1);
    expect(store.state.overlaid.field?.name).toBe('conditionNumber');
    bind(2, rescaled(himmelblau, 2, 1));
    await wait();
    expect(store.state.overlaid.field).toBeDefined();
    await settled(2);
    expect(asked.filter(({ method }) => method === 'overlay')).toHaveLength(2);
    actions.undo();
    await wait(20);
    expect(store.state.overlaid.field).toBeUndefined();
    expect(asked.filter(({ method }) => method === 'overlay')).toHaveLength(2);
  });

  it('follow every start with the optimizer that is in focus, and again with another', async () => {
    const { store, actions, bind, settled, asked } = panel(himmelblau, { start: [1, 1], domain: box });
    bind(1);
    await settled(1);
    actions.change((settings) => ({ ...settings, overlay: 'basins' }));
    await wait(20);
    await settled(1);
    expect(store.state.overlaid.basins).toMatchObject({ of: 'Gradient descent', found: { size: 16 } });
    const { key } = store.state.settings.chips[2];
    actions.change((settings) => ({ ...settings, focus: key }));
    await wait(20);
    await settled(1);
    expect(store.state.overlaid.basins?.of).toBe('Adam');
    const sweeps = asked.filter(({ method }) => method === 'basins').map(({ params }) => params);
    expect(sweeps).toMatchObject([{ optimizer: { id: 'sgd' }, size: 256 }, { optimizer: { id: 'adam' } }]);
  });

  it('ask for a plane that is not one of coordinates, put the map into it, and keep to two coordinates where there is none', async () => {
    const { store, actions, bind, settled, asked } = panel(quadratic(1, 5, 2), { start: [3, 1, 2] });
    bind(1);
    await settled(1);
    expect(store.state.shownPlane?.axes).toEqual([0, 1]);
    expect(asked.some(({ method }) => method === 'plane')).toBe(false);
    for (const kind of ['eigenvectors', 'path', 'points', 'random'] as const) {
      actions.change((settings) => ({ ...settings, slice: sliceOf(kind) }));
      await wait(30);
      await settled(1);
      expect(store.state.planeProblem).toBeUndefined();
      expect(store.state.shownPlane?.axes).toBeUndefined();
      expect(store.state.shownPlane?.words).not.toBe('');
      expect(store.state.surface?.plane).toEqual(store.state.shownPlane?.plane);
    }
    actions.undo();
    await wait(30);
    await settled(1);
    expect(store.state.shownPlane?.words).toContain('Through start');
  });

  it('say why a plane can not be had', async () => {
    const plane = () => Promise.reject(new RequestError({ code: 'bad-input', message: 'a straight line' }));
    const { store, actions, bind, settled } = panel(quadratic(1, 5, 2), { start: [3, 1, 2], handlers: { plane } });
    bind(1);
    await settled(1);
    actions.change((settings) => ({ ...settings, slice: sliceOf('path') }));
    await wait(20);
    await settled(1);
    expect(store.state.planeProblem?.message).toBe('a straight line');
    expect(store.state.shownPlane?.axes).toEqual([0, 1]);
  });

  it('look for critical points of more than two parameters when asked to', async () => {
    const { store, actions, bind, settled, asked } = panel(quadratic(1, 5, 2), { start: [1, 1, 1] });
    bind(1);
    await settled(1);
    expect(asked.some(({ method }) => method === 'criticalPoints')).toBe(false);
    actions.search();
    await wait(20);
    await settled(1);
    expect(store.state.points.map(({ name }) => name)).toEqual(['m₁']);
  });

  it('find out whether the loss is convex where its points are looked for', async () => {
    const { store, bind, settled, asked } = panel(himmelblau, { start: [1, 1], domain: box });
    bind(1);
    await settled(1);
    expect(store.state.convexity).toMatchObject({ verdict: 'not convex', samples: 512 });
    const boxes = asked.filter(({ method }) => method === 'convexity' || method === 'criticalPoints').map(({ params }) => params);
    expect(boxes[0]).toEqual(boxes[1]);
  });

  it('are complete with a first map of the basins, which is refined for long', async () => {
    let finish = (): void => undefined;
    const basins: Handlers<PictureMethods>['basins'] = async (params, { partial }) => {
      const map = allBasins(himmelblau, { ...params, size: 16, unpenalized: undefined });
      partial({ ...map, done: 0.25 });
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return map;
    };
    const { store, actions, bind, settled, requests } = panel(himmelblau, { start: [1, 1], domain: box, handlers: { basins } });
    bind(1);
    await settled(1);
    actions.change((settings) => ({ ...settings, overlay: 'basins' }));
    await wait(30);
    await settled(1);
    expect(store.state.overlaid.basins?.found.done).toBe(0.25);
    expect(requests.pendingSince).toBeDefined();
    finish();
    for (let i = 0; i < 100 && requests.pendingSince !== undefined; i++) await wait(5);
    expect(store.state.overlaid.basins?.found.done).toBe(1);
  });

  it('follow from every start of the basins what the path follows', async () => {
    const { actions, bind, settled, asked } = panel(himmelblau, { start: [1, 1], domain: box });
    bind(1);
    await settled(1);
    actions.changeRun((run) => ({ ...addPenalty(run, 'l2'), clipNorm: 5, schedule: { id: 'cosine', options: {} } }));
    actions.change((settings) => ({ ...settings, overlay: 'basins' }));
    await wait(30);
    await settled(1);
    const last = (wanted: string) => asked.filter(({ method }) => method === wanted).at(-1)?.params;
    const shared = { penalties: [{ id: 'l2', options: {} }], clipNorm: 5, schedule: { id: 'cosine', options: {} }, seed: 0 };
    expect(last('descend')).toMatchObject(shared);
    expect(last('basins')).toMatchObject(shared);
  });

  it('tell why an overlay can not be had, beside the map that can', async () => {
    const overlay = () => Promise.reject(new RequestError({ code: 'bad-input', message: 'too many parameters' }));
    const { store, actions, bind, settled } = panel(himmelblau, { start: [1, 1], domain: box, handlers: { overlay } });
    bind(1);
    await settled(1);
    actions.change((settings) => ({ ...settings, overlay: 'plateaus' }));
    await wait(20);
    await settled(1);
    expect(store.state.overlaid.problem?.message).toBe('too many parameters');
    expect(currentProblem(store.state)).toBeUndefined();
  });

  it('after a scrub ask for the readout alone', async () => {
    const { actions, bind, settled, asked } = panel(himmelblau, { start: [1, 1], domain: box });
    bind(1);
    await settled(1);
    asked.length = 0;
    actions.seek(3);
    await wait(20);
    await settled(1);
    expect(asked.map(({ method }) => method)).toEqual(['readout']);
  });

  describe('that were foreseen', () => {
    // A version that differs in nothing that matters, as after most keystrokes.
    const changed = rescaled(himmelblau, 1, 1);
    const start = Float64Array.of(1, 1);
    const answered = ({ paths, map, id }: Foresight): Partial<Extract<Binding, { kind: 'ready' }>> => {
      const runs = paths.map(({ optimizer, steps, tolerance }) =>
        descend(changed, { optimizer, start, steps, tolerance, curvature: true }),
      );
      const coarse = map && finish(surface(changed, { ...map, size: 11 }));
      return { readout: readoutAt(changed, [1, 1]), picture: { id, picture: { paths: runs, readout: undefined, surface: coarse } } };
    };

    it('are told beforehand, and shown at once when they come with the next version; only what is finer is asked for', async () => {
      const { store, bind, settled, asked, foresights } = panel(himmelblau, { start: [1, 1], domain: box });
      bind(1);
      await settled(1);
      const [foresight, ...others] = foresights;
      expect(others).toEqual([]);
      expect(foresight).toMatchObject({ focus: 0, step: 60, map: { box: [-6, 6, -6, 6], size: 161 } });
      expect(foresight.paths.map(({ optimizer }) => optimizer.id)).toEqual(['sgd', 'sgd', 'adam']);
      asked.length = 0;
      const answer = answered(foresight);
      bind(2, changed, answer);
      await wait();
      expect(store.state.shown).toBe(2);
      expect(store.state.surface?.size).toBe(11);
      expect(answer.picture).toMatchObject({ picture: { paths: [focusedRun(store.state), {}, {}] } });
      await settled(2);
      expect(asked.map(({ method }) => method).sort()).toEqual(['convexity', 'criticalPoints', 'readout', 'surface']);
      expect(store.state.surface?.size).toBe(21);
    });

    it('are refined when typing rests, not before every next edit', async () => {
      const { store, bind, settled, asked, foresights } = panel(himmelblau, { start: [1, 1], domain: box });
      bind(1);
      await settled(1);
      asked.length = 0;
      for (const version of [2, 3, 4]) {
        bind(version, changed, answered(foresights[0]));
        await wait();
        expect(store.state.shown).toBe(version);
      }
      expect(store.state.settled).toBeUndefined();
      await settled(4);
      const finer = asked.map(({ method }) => method).filter((method) => method !== 'readout');
      expect(finer.sort()).toEqual(['convexity', 'criticalPoints', 'surface']);
    });

    it('end what an earlier version was searched for', async () => {
      const searches: AbortSignal[] = [];
      const criticalPoints = (_: unknown, { signal }: { readonly signal: AbortSignal }): Promise<never> => {
        searches.push(signal);
        return new Promise<never>(() => undefined);
      };
      const { store, bind, foresights } = panel(himmelblau, { start: [1, 1], domain: box, handlers: { criticalPoints } });
      bind(1);
      await expect.poll(() => store.state.shown).toBe(1);
      await expect.poll(() => searches.length).toBe(1);
      bind(2, changed, answered(foresights[0]));
      await expect.poll(() => searches[0].aborted).toBe(true);
    });

    it('have the rate that a path was calmed to, which is not raised and lowered again with every edit', async () => {
      const { store, bind, settled, asked } = panel(himmelblau, { start: [1, 1], domain: box });
      bind(1);
      await settled(1);
      const { rates } = store.state;
      expect(asked.filter(({ method }) => method === 'descend').length).toBeGreaterThan(3);
      asked.length = 0;
      bind(2, changed);
      await settled(2);
      expect(store.state.rates).toEqual(rates);
      expect(asked.filter(({ method }) => method === 'descend')).toHaveLength(3);
    });

    it('are waited for while they are coming, and asked for when they fail', async () => {
      const { store, bind, settled, asked } = panel(himmelblau, { start: [1, 1], domain: box });
      bind(1);
      await settled(1);
      asked.length = 0;
      bind(2, changed, { readout: readoutAt(changed, [1, 1]), picture: 'coming' });
      await wait(20);
      expect(asked).toEqual([]);
      store.set(pictured(store.state, { version: 1, foreseen: undefined }));
      await wait(20);
      expect(asked).toEqual([]);
      store.set(pictured(store.state, { version: 2, foreseen: undefined }));
      await settled(2);
      expect(asked.filter(({ method }) => method === 'descend')).toHaveLength(3);
    });

    it('are no answer to what has been chosen meanwhile', async () => {
      const { store, actions, bind, settled, asked, foresights } = panel(himmelblau, { start: [1, 1], domain: box });
      bind(1);
      await settled(1);
      actions.change((settings) => ({ ...settings, steps: 30 }));
      asked.length = 0;
      bind(2, changed, answered(foresights[0]));
      await settled(2);
      expect(asked.filter(({ method }) => method === 'descend').length).toBeGreaterThanOrEqual(3);
      expect(focusedRun(store.state)?.steps.at(-1)).toBeLessThanOrEqual(30);
    });
  });

  it('are made again for a new version, with the rate kept through a small edit', async () => {
    const { store, bind, settled } = panel(himmelblau, { start: [1, 1], domain: box });
    bind(1);
    await settled(1);
    const { rates } = store.state;
    bind(2, rescaled(himmelblau, 1.5, 1));
    expect(store.state.settled).toBe(1);
    await wait();
    expect(store.state.settled).toBeUndefined();
    await settled(2);
    expect(store.state.rates[1]).toBe(rates[1]);
    expect(focusedRun(store.state)?.loss[0]).toBeCloseTo(1.5 * himmelblau.value(Float64Array.of(1, 1)), 9);
  });

  it('choose the rate anew when the loss has become quite another', async () => {
    const { store, bind, settled } = panel(quadratic(1, 2), { start: [1, 1] });
    bind(1);
    await settled(1);
    bind(2, quadratic(100, 200));
    await settled(2);
    expect(store.state.rates[1]).toBe(0.005);
  });

  it('are cancelled at the host when they take long and something newer is wanted', async () => {
    const slow: Partial<Handlers<PictureMethods>> = {
      surface: (_params, { signal }) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new RequestError({ code: 'internal', message: 'stopped' }))),
        ),
    };
    const { store, bind, requests } = panel(himmelblau, { start: [1, 1], domain: box, handlers: slow });
    bind(1);
    await wait(250);
    expect(requests.pendingSince).toBeDefined();
    store.set({ view: [0, 1, 0, 1] });
    await wait(50);
    expect(store.state.problem).toBeUndefined();
    requests.cancel();
    await wait(10);
    expect(requests.pendingSince).toBeUndefined();
  });

  it('leave the last good picture while the source is broken, and go on after', async () => {
    const { store, bind, settled } = panel(himmelblau, { start: [1, 1], domain: box });
    bind(1);
    await settled(1);
    const { surface, runs } = store.state;
    const problem = { code: 'syntax', message: "')' expected.", location } as const;
    store.set({ binding: { kind: 'broken', name: 'f', problem, description: store.state.description } });
    await wait(10);
    expect(store.state.settled).toBeUndefined();
    expect(store.state.surface).toBe(surface);
    expect(store.state.runs).toBe(runs);
    expect(currentProblem(store.state)).toBe(problem);
    bind(2);
    await settled(2);
    expect(currentProblem(store.state)).toBeUndefined();
  });

  it('report what the host answers with, and settle nevertheless', async () => {
    const failing: Partial<Handlers<PictureMethods>> = {
      descend: () => Promise.reject(new RequestError({ code: 'not-a-number', message: 'The loss is NaN.', location })),
    };
    const { store, bind, settled } = panel(himmelblau, { start: [1, 1], domain: box, handlers: failing });
    bind(1);
    await settled(1);
    expect(currentProblem(store.state)).toMatchObject({ code: 'not-a-number' });
    expect(store.state.surface).toBeDefined();
  });

  it('draw one parameter and many, the rest held at the current point', async () => {
    const one = panel(quadratic(2), { start: [3] });
    one.bind(1);
    await one.settled(1);
    expect(one.store.state.points).toHaveLength(1);
    const many = panel(quadratic(1, 2, 3, 4), { start: [1, 1, 1, 1] });
    many.bind(1);
    await many.settled(1);
    many.actions.change((settings) => ({ ...settings, plane: [1, 3] }));
    many.actions.seek(5);
    await wait(30);
    await many.settled(1);
    const run = focusedRun(many.store.state);
    const { origin, first, second } = many.store.state.surface?.plane ?? {};
    expect([...(first ?? [])]).toEqual([0, 1, 0, 0]);
    expect([...(second ?? [])]).toEqual([0, 0, 0, 1]);
    expect([origin?.[0], origin?.[2]]).toEqual([run?.params[5 * 4], run?.params[5 * 4 + 2]]);
    expect(many.store.state.points).toEqual([]);
  });
});

describe('bound', () => {
  const description = describeLoss(himmelblau, [1, 1], box);
  const push = {
    target: { file: '/a.ts', function: 'f' },
    binding: { kind: 'ready', version: 1, description },
    defaults,
  } as const;
  const empty: State = { ...initialState, catalog };
  const opened: State = { ...empty, ...bound(empty, push, undefined) };

  it('opens with the defaults, at the end of the paths', () => {
    expect(opened.settings.chips.map(({ name }) => name)).toEqual(defaults.optimizers);
    expect(opened.step).toBe(60);
  });

  it('keeps the user’s choices and the map through edits, and the last description while the source is broken', () => {
    const chosen: State = { ...opened, settings: { ...opened.settings, start: [2, 2], steps: 7 }, view: [0, 1, 0, 1] };
    const problem = { code: 'syntax', message: '' } as const;
    const broken = {
      ...chosen,
      ...bound(chosen, { ...push, binding: { kind: 'broken', name: 'f', problem, description: undefined } }, undefined),
    };
    expect(broken.description).toBe(description);
    expect(broken.settings).toBe(chosen.settings);
    expect(broken.view).toEqual([0, 1, 0, 1]);
  });

  it('lets go of start and map when the function has other parameters', () => {
    const chosen: State = { ...opened, settings: { ...opened.settings, start: [2, 2] }, view: [0, 1, 0, 1] };
    const other = describeLoss(quadratic(1, 2, 3), [0, 0, 0], [undefined, undefined, undefined]);
    const next = bound(chosen, { ...push, binding: { kind: 'ready', version: 2, description: other } }, undefined);
    expect(next.settings?.start).toBeUndefined();
    expect(next).toHaveProperty('view', undefined);
  });
});

describe('actions', () => {
  it('undo and redo a drag as one, and reset to the defaults', async () => {
    const { store, actions, bind, settled } = panel(himmelblau, { start: [1, 1], domain: box });
    bind(1);
    await settled(1);
    for (const x of [2, 3, 4]) actions.change((settings) => ({ ...settings, start: [x, 1] }), 'drag 1');
    expect(store.state.settings.start).toEqual([4, 1]);
    actions.undo();
    expect(store.state.settings.start).toBeUndefined();
    actions.redo();
    expect(store.state.settings.start).toEqual([4, 1]);
    actions.change((settings) => ({ ...settings, steps: 30 }));
    expect(store.state.step).toBe(30);
    actions.reset();
    expect(store.state.settings).toMatchObject({ start: undefined, steps: 60 });
    actions.undo();
    expect(store.state.settings).toMatchObject({ start: [4, 1], steps: 30 });
  });

  it('keep the step within the run', () => {
    const { store, actions, bind } = panel(himmelblau, { start: [1, 1] });
    bind(1);
    actions.seek(1000);
    expect(store.state.step).toBe(60);
    actions.seek(-3);
    expect(store.state.step).toBe(0);
  });

  it('go back to an automatic rate', async () => {
    const { store, actions, bind, settled } = panel(quadratic(10, 1), { start: [1, 1] });
    bind(1);
    await settled(1);
    actions.change((settings) => ({
      ...settings,
      chips: settings.chips.map((chip) => ({ ...chip, options: { ...chip.options, learningRate: 0.001 } })),
    }));
    await wait(20);
    await settled(1);
    expect(focusedRun(store.state)?.options.learningRate).toBe(0.001);
    actions.automaticRate();
    await wait(20);
    await settled(1);
    expect(focusedRun(store.state)?.options.learningRate).toBe(0.1);
  });
});

describe('what accompanies the picture', () => {
  const alpha = (value: number) => (run: Parameters<typeof setPenaltyOption>[0]) => setPenaltyOption(run, 'l1', 'alpha', value);
  const opened = async (start: readonly number[] = [1, 1]) => {
    const one = panel(quadratic(...start.map((_, i) => i + 1)), { start });
    one.bind(1);
    await one.settled(1);
    const count = (method: string) => one.asked.filter((request) => request.method === method).length;
    const again = async () => {
      await wait(20);
      await one.settled(1);
    };
    return { ...one, count, again };
  };

  it('is asked for only while it is shown', async () => {
    const { store, count } = await opened();
    expect(['penaltyGeometry', 'coefficientPath', 'scheduleRates'].map(count)).toEqual([0, 0, 0]);
    expect(Object.values(store.state.side).every((value) => value === undefined)).toBe(true);
  });

  it('with a penalty: its ball and the coefficients; another strength needs no new path over α', async () => {
    const { store, actions, asked, count, again } = await opened();
    actions.changeRun((run) => addPenalty(run, 'l1'));
    await again();
    expect(store.state.side.geometry?.converged).toBe(true);
    expect(store.state.side.coefficients?.strengths.length).toBeGreaterThan(10);
    expect(asked.filter(({ method }) => method === 'descend').at(-1)?.params).toMatchObject({ penalties: [{ id: 'l1', options: {} }] });
    actions.changeRun(alpha(0.3));
    await again();
    expect([count('coefficientPath'), count('penaltyGeometry')]).toEqual([1, 2]);
    actions.undo();
    actions.undo();
    await again();
    expect(store.state.side.geometry).toBeUndefined();
    expect(store.state.side.coefficients).toBeUndefined();
  });

  it('no coefficients over α for two penalties, or while they are closed', async () => {
    const { actions, count, again } = await opened();
    actions.changeRun((run) => addPenalty(addPenalty(run, 'l1'), 'l2'));
    await again();
    expect(count('coefficientPath')).toBe(0);
    actions.toggle('pathOpen');
    actions.undo();
    actions.changeRun((run) => addPenalty(run, 'l1'));
    await again();
    expect(count('coefficientPath')).toBe(0);
  });

  it('the preview of a schedule while the run settings are open', async () => {
    const { store, actions, again } = await opened();
    actions.changeRun((run) => withSchedule(run, 'cosine'));
    await again();
    expect(store.state.side.preview).toBeUndefined();
    actions.toggle('runOpen');
    await again();
    const { preview } = store.state.side;
    expect(preview).toHaveLength(60);
    expect(preview?.[0]).toBe(focusedRun(store.state)?.options.learningRate);
    expect(preview?.[59]).toBeLessThan(preview?.[1] ?? 0);
  });

  it('averages of the run in focus', async () => {
    const { store, actions, again } = await opened();
    actions.change((settings) => ({ ...settings, average: 0.5 }));
    await again();
    const { averages } = store.state.side;
    expect(averages?.of).toBe(focusedRun(store.state));
    const [loss] = averages?.of.loss ?? [];
    expect(averages?.corrected[0]).toBeCloseTo(loss, 12);
    expect(averages?.uncorrected[0]).toBeCloseTo(0.5 * loss, 12);
  });

  it('internals of a short path with it, while they are shown', async () => {
    const { store, actions, again } = await opened();
    const kept = () => [...store.state.runs.values()].flatMap(({ trajectory }) => Object.keys(trajectory?.internals ?? {}));
    expect(kept()).toEqual([]);
    actions.toggle('internalsOpen');
    await again();
    expect(kept()).toContain('m');
  });

  it('internals of a path too long to carry them, up to the step that is shown', async () => {
    const { store, actions, again } = await opened(Array(12).fill(1));
    actions.change((settings) => ({ ...settings, steps: 5000 }));
    await again();
    expect(store.state.side.detail).toBeUndefined();
    actions.seek(40);
    actions.toggle('internalsOpen');
    await again();
    expect(store.state.side.detail?.steps.at(-1)).toBe(Math.min(40, focusedRun(store.state)?.steps.at(-1) ?? 0));
  });
});
