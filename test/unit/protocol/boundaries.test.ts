/**
 * Both boundaries under fire, each with the real engine behind it: what is valid crosses whole, what is not is refused, every request is
 * answered, and the other side goes on.
 */
import { rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Channel, type Handlers, RequestError, type Transport } from '../../../src/protocol/channel';
import type { EngineMethods, SweepMethods } from '../../../src/protocol/engine';
import type { DescentEvents, DescentWebviewEvents, HostMethods, SearchWebviewEvents } from '../../../src/protocol/panel';
import { fromHost } from '../../../src/protocol/schemas/fromHost';
import { fromWebview } from '../../../src/protocol/schemas/fromWebview';
import { EngineClient } from '../../../src/worker/client';
import { EngineThread } from '../../../src/worker/thread';
import { temporaryFolder } from '../temporaryFolder';
import { junk, mutated } from './mutated';
import { requests } from './requests';
import { wire } from './wire';

type FromWebview = DescentWebviewEvents & SearchWebviewEvents;
type Method = keyof HostMethods;
const methods = Object.keys(requests) as Method[];
const sweeps = new Set<string>(['basins', 'search', 'batchSizes', 'starts', 'vary'] satisfies (keyof SweepMethods)[]);

const source = `const scale = 1;
export const rows = [1, 2, 4, 8].map((x) => ({ x, y: scale * (2 * x + 1) }));
/** @data rows */
export const line = (w: number, b: number, batch: { x: number; y: number }[]): number =>
  batch.reduce((sum, { x, y }) => sum + (w * x + b - y) ** 2, 0) / batch.length;
`;

let folder: string;
let client: EngineClient;
let target: { file: string; function: string };

beforeAll(() => {
  folder = temporaryFolder();
  target = { file: path.join(folder, 'line.ts'), function: 'line' };
  writeFileSync(target.file, source);
  client = new EngineClient({ workerFile: path.resolve('dist/worker.js'), timeLimit: () => 30_000, workspaceFolders: [folder] });
});
// Events that are not let in are named there.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterAll(() => {
  client.dispose();
  rmSync(folder, { recursive: true });
});

type Question = { readonly signal?: AbortSignal; readonly onPartial?: (value: unknown) => void };

/** The engine's answer, as the host has it. */
function asked(method: Method, params: object, options: Question = {}): Promise<unknown> {
  const whole = method === 'scheduleRates' || method === 'averages' ? params : { ...params, target };
  const [name, given] = [method as keyof EngineMethods & keyof SweepMethods, whole as EngineMethods['readout']['params'] & never];
  return sweeps.has(method) ? client.sweep(name, given, options) : client.request(name, given, options);
}

/** What the host does with a panel's questions, and a record of what it heard. */
function hostOn(transport: Transport) {
  const heard: string[] = [];
  const handlers = Object.fromEntries(
    methods.map((method) => [
      method,
      (params: object, { signal, partial }: { signal: AbortSignal; partial(value: unknown): void }) =>
        asked(method, params, { signal, onPartial: partial }),
    ]),
  ) as unknown as Handlers<HostMethods>;
  const hear = (name: keyof FromWebview) => () => void heard.push(name);
  const channel = new Channel<Record<never, never>, HostMethods, DescentEvents, FromWebview>(
    transport,
    handlers,
    {
      ...{ ready: hear('ready'), reveal: hear('reveal'), openGallery: hear('openGallery'), settled: hear('settled') },
      ...{ useOptions: hear('useOptions'), foresight: hear('foresight'), at: hear('at'), optimizers: hear('optimizers') },
    },
    { admission: fromWebview, onRefused: () => undefined },
  );
  return { channel, heard };
}

const ignore = () => undefined;
const deaf = {
  ...{ bound: ignore, catalog: ignore, picture: ignore, goTo: ignore, optimizer: ignore, cursor: ignore },
  ...{ learningRate: ignore, options: ignore },
};

describe('between host and webview', () => {
  it.each(methods)('%s crosses whole, there and back', async (method) => {
    const ends = wire();
    hostOn(ends.host);
    const webview = new Channel<HostMethods, Record<never, never>, FromWebview, DescentEvents>(ends.webview, {}, deaf, {
      admission: fromHost,
    });
    const partials: unknown[] = [];
    const answer = await webview.request(method, requests[method], { onPartial: (value) => partials.push(value) });
    const own = await asked(method, requests[method]);
    // How long it took is measured anew every time.
    expect(withoutTimes(answer)).toEqual(withoutTimes(own));
    for (const partial of partials) expect(typeof partial).toBe(typeof answer);
  });

  it('the catalog, a description, a readout and a picture cross whole', async () => {
    const [ends, events] = [wire(), [] as unknown[]];
    const { channel } = hostOn(ends.host);
    const note = (event: unknown) => events.push(event);
    const record = { ...deaf, bound: note, catalog: note, picture: note };
    new Channel<HostMethods, Record<never, never>, FromWebview, DescentEvents>(ends.webview, {}, record, { admission: fromHost });
    const [catalog, description] = [await client.request('catalog', {}), await client.request('describe', { target })];
    const readout = await client.request('readout', { target });
    const paths = [requests.descend];
    const picture = await client.request('picture', { target, paths, focus: 0, step: 3, map: requests.surface });
    const defaults = { optimizers: ['Adam'], steps: 100 };
    const sent = {
      target,
      binding: { kind: 'ready', version: 1, description, readout, picture: { id: 1, picture } },
      defaults,
    } as const;
    const broken = {
      ...sent,
      binding: { kind: 'broken', name: 'line', problem: { code: 'syntax', message: 'x' }, description: undefined },
    } as const;
    channel.emit('catalog', catalog);
    channel.emit('bound', sent);
    channel.emit('bound', broken);
    channel.emit('picture', { version: 1, foreseen: undefined });
    await setImmediate();
    expect(events).toEqual([catalog, sent, broken, { version: 1, foreseen: undefined }]);
  });

  it('answers every request of a webview gone wrong, once, and goes on', { timeout: 120_000 }, async () => {
    const ends = wire();
    hostOn(ends.host);
    const answers = new Map<unknown, number>();
    ends.webview.onMessage((message) => {
      if (isAnswer(message)) answers.set(message.id, (answers.get(message.id) ?? 0) + 1);
    });
    let id = 0;
    const wrong = fc.constantFrom(...methods).chain((method) => mutated(requests[method]).map((params) => ({ method, params })));
    await fc.assert(
      fc.asyncProperty(fc.oneof(wrong, fc.record({ method: junk, params: junk })), async ({ method, params }) => {
        const own = ++id;
        ends.webview.send({ kind: 'request', id: own, method, params });
        await setImmediate();
        ends.webview.send({ kind: 'cancel', id: own });
        await expect.poll(() => answers.get(own), { interval: 1, timeout: 20_000 }).toBe(1);
      }),
      { numRuns: 600, endOnFailure: true },
    );
    ends.webview.send({ kind: 'request', id: ++id, method: 'readout', params: {} });
    await expect.poll(() => answers.get(id), { interval: 1 }).toBe(1);
  });

  it('lets no event in that is not what it says', async () => {
    const valid: { [K in keyof FromWebview]: FromWebview[K] } = {
      ...{ ready: null, openGallery: null, settled: { version: 1 }, optimizers: [{ id: 'sgd', name: 'SGD', options: { lr: 1 } }] },
      reveal: { file: '/a.ts', line: 1, column: 1, endLine: 1, endColumn: 2 },
      useOptions: { optimizer: { id: 'sgd', options: {} } },
      foresight: { id: 1, paths: [requests.descend], focus: 0, step: 1, map: requests.surface },
      at: { version: 1, at: Float64Array.of(1), step: 2, optimizer: 'SGD' },
    };
    const names = Object.keys(valid) as (keyof FromWebview)[];
    const ends = wire();
    const { heard } = hostOn(ends.host);
    for (const name of names) ends.webview.send({ kind: 'event', name, value: valid[name] });
    await setImmediate();
    expect(heard).toEqual(names);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.oneof(
          junk,
          fc.constantFrom(...names).chain((n) => mutated(valid[n])),
        ),
        async (name, value) => {
          ends.webview.send({ kind: 'event', name, value });
          await setImmediate();
        },
      ),
      { numRuns: 500 },
    );
    for (const name of ['reveal', 'settled', 'useOptions', 'foresight', 'optimizers']) {
      const before = heard.length;
      ends.webview.send({ kind: 'event', name, value: null });
      await setImmediate();
      expect(heard.length, name).toBe(before);
    }
  });

  it('a webview settles every request whatever comes back, and hears nothing that is not what it says', { timeout: 120_000 }, async () => {
    const answers = await Promise.all(methods.map(async (method) => [method, await asked(method, requests[method])] as const));
    const checked: unknown[] = [];
    const ends = wire();
    const webview = new Channel<HostMethods, Record<never, never>, FromWebview, DescentEvents>(
      ends.webview,
      {},
      {
        ...deaf,
        bound: ({ target, binding }) => checked.push([target.file.length, binding.kind.length]),
        catalog: ({ recipes }) => checked.push(recipes.length),
      },
      { admission: fromHost, onRefused: ignore },
    );
    let asking: unknown;
    ends.host.onMessage((message) => {
      asking = message;
    });
    const wrong = fc
      .constantFrom(...answers)
      .chain(([method, answer]) => fc.record({ method: fc.constant(method), value: mutated(answer) }));
    const kinds = fc.constantFrom('ok', 'partial', 'err');
    await fc.assert(
      fc.asyncProperty(wrong, kinds, junk, async ({ method, value }, kind, other) => {
        const answer = webview.request(method, requests[method]).then(
          () => 'answered',
          (error: unknown) => (error instanceof RequestError && typeof error.problem.message === 'string' ? 'refused' : error),
        );
        await setImmediate();
        const { id } = asking as { id: number };
        ends.host.send({ kind: 'event', name: 'bound', value: other });
        ends.host.send({ kind: 'event', name: 'catalog', value: other });
        ends.host.send(other);
        ends.host.send({ kind, id, value, problem: other });
        ends.host.send({ kind: 'err', id, problem: { code: 'internal', message: 'the end' } });
        expect(['answered', 'refused']).toContain(await answer);
      }),
      { numRuns: 600 },
    );
    expect(checked).toEqual([]);
  });
});

describe('between host and worker', () => {
  it('every request is answered, whatever its arguments are, and the thread goes on', { timeout: 120_000 }, async () => {
    const engineMethods = methods.filter((method) => !sweeps.has(method));
    const wrong = fc
      .constantFrom(...engineMethods)
      .chain((method) => fc.record({ method: fc.constant(method), params: mutated({ ...requests[method], target }) }));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(wrong, fc.record({ method: fc.constantFrom<Method>(...engineMethods), params: junk })),
        async (question) => {
          const giveUp = new AbortController();
          const given = question.params as EngineMethods['readout']['params'] & never;
          const answer = client.request(question.method as 'readout', given, { signal: giveUp.signal }).then(
            () => 'answered',
            (error: unknown) => (error instanceof Error ? 'refused' : error),
          );
          const late = setTimeout(() => giveUp.abort(), 300);
          expect(['answered', 'refused']).toContain(await answer);
          clearTimeout(late);
        },
      ),
      { numRuns: 400 },
    );
    expect(await client.request('readout', { target })).toMatchObject({ derivatives: 'exact' });
  });

  it('the host goes on whatever a worker says', async () => {
    const workers: Worker[] = [];
    const thread = new EngineThread({
      workerFile: path.resolve('dist/worker.js'),
      timeLimit: () => 30_000,
      workspaceFolders: [folder],
      spawn(file, options) {
        const worker = new Worker(file, options);
        workers.push(worker);
        return worker;
      },
    });
    onTestFinished(() => thread.dispose());
    const news = {
      owner: { id: 1, target },
      sites: { opened: [{ first: 1, file: target.file, places: new Uint32Array(2) }], gone: [9] },
    };
    const names = fc.constantFrom('session', 'owner', 'sites');
    await fc.assert(
      fc.asyncProperty(names, fc.oneof(junk, fc.double(), mutated(news.owner), mutated(news.sites)), junk, async (name, value, other) => {
        const answer = thread.request('readout', { target });
        for (const message of [other, { kind: 'event', name, value }, { kind: 'partial', id: other, value }, { kind: other, id: 1, value }])
          workers[0].emit('message', message);
        expect(await answer).toMatchObject({ derivatives: 'exact' });
      }),
      { numRuns: 200 },
    );
    expect(workers).toHaveLength(1);
  });
});

const isAnswer = (message: unknown): message is { readonly id: unknown } =>
  typeof message === 'object' &&
  message !== null &&
  'kind' in message &&
  (message.kind === 'ok' || message.kind === 'err') &&
  'id' in message;

function withoutTimes(answer: unknown): unknown {
  if (!Array.isArray(answer)) return answer;
  return answer.map((item: unknown) => {
    if (typeof item !== 'object' || item === null || !('millisecondsPerUpdate' in item)) return item;
    return { ...item, millisecondsPerUpdate: 0, millisecondsPerEpoch: 0 };
  });
}
