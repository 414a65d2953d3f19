/** A Curvature panel without its views, over a host that answers from the engine. */
import { expect } from 'vitest';
import { criticalPoints } from '../../../../src/engine/curvature/criticalPoints';
import { eigenSections } from '../../../../src/engine/curvature/crossSection';
import { escapeSaddle } from '../../../../src/engine/curvature/escape';
import type { Objective } from '../../../../src/engine/objective';
import { finish } from '../../../../src/engine/work';
import { Channel, type Handlers, type Transport } from '../../../../src/protocol/channel';
import type { LossDescription } from '../../../../src/protocol/model';
import type { PanelEvents, WebviewEvents } from '../../../../src/protocol/panel';
import { Store } from '../../../../webview/lib/store';
import { Actions } from '../../../../webview/panels/curvature/actions';
import { bound } from '../../../../webview/panels/curvature/binding';
import { type CurvatureChannel, type CurvatureMethods, CurvatureRequests } from '../../../../webview/panels/curvature/requests';
import { initialState, type State } from '../../../../webview/panels/curvature/state';
import { readoutAt } from '../support';

const location = { file: '/a.ts', line: 1, column: 1, endLine: 1, endColumn: 2 };

/** What the host pushes for a version of a function that starts there. */
export function push(version: number, start: readonly number[], changes: Partial<LossDescription> = {}): PanelEvents['bound'] {
  const description: LossDescription = {
    revision: version,
    summary: { name: 'f', signature: '', location, extent: location, takesData: false },
    n: start.length,
    coordinates: start.map((_, i) => `x${i}`),
    parameters: [],
    start: Float64Array.from(start),
    startOrigin: '@start',
    startDrawn: false,
    domain: start.map(() => [-2, 2]),
    derivatives: 'exact',
    warnings: [],
    ...changes,
  };
  return {
    target: { file: '/a.ts', function: 'f' },
    binding: { kind: 'ready', version, description },
    defaults: { optimizers: [], steps: 100 },
  };
}

/** Two ends of a wire that copies what it carries. */
export function wire(): readonly [Transport, Transport] {
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

export function panelOn(objective: Objective, start: readonly number[], handlers: Partial<Handlers<CurvatureMethods>> = {}) {
  const asked: string[] = [];
  const revealed: WebviewEvents['reveal'][] = [];
  const [here, there] = wire();
  let current = objective;
  const logged = <P, R>(method: string, answer: (params: P) => R) => {
    return (params: P): R => {
      asked.push(method);
      return answer(params);
    };
  };
  new Channel<Record<never, never>, CurvatureMethods, PanelEvents, WebviewEvents>(
    there,
    {
      readout: logged('readout', ({ at = Float64Array.from(start) }) => readoutAt(current, [...at])),
      sections: logged('sections', ({ at = Float64Array.from(start), ...options }) =>
        eigenSections(current, readoutAt(current, [...at]), options),
      ),
      escape: logged('escape', ({ at = Float64Array.from(start) }) => finish(escapeSaddle(current, at))),
      criticalPoints: logged('criticalPoints', ({ box }) => finish(criticalPoints(current, box))),
      ...handlers,
    },
    { ready: () => undefined, reveal: (place) => revealed.push(place), openGallery: () => undefined, settled: () => undefined },
  );
  const store = new Store<State>(initialState);
  const channel: CurvatureChannel = new Channel(here, {}, { bound: () => undefined });
  const requests = new CurvatureRequests(channel, store);
  const actions = new Actions(store, requests, channel);
  store.watch(
    (state) => [state.binding, state.at, state.reach, state.escapeFrom, state.description],
    () => requests.sync(),
  );
  const bind = (version: number, next: Objective = current, from: readonly number[] = start) => {
    current = next;
    store.set(bound(store.state, push(version, from), undefined));
  };
  const settled = async (version: number): Promise<State> => {
    // A change is taken up in a microtask; what it asks for is then pending.
    await Promise.resolve();
    await expect.poll(() => store.state.settled, { interval: 2, timeout: 5000 }).toBe(version);
    return store.state;
  };
  return { store, actions, requests, asked, revealed, bind, settled };
}
