/** Loops without end, killed one after the other: each time another worker answers, and nothing is left of the one before. */
import * as path from 'node:path';
import { RequestError } from '../src/protocol/channel';
import { folder, WatchedClient } from './client';
import { enough, memoryFigures, must, type Part, told } from './part';

const fewestCycles = 1000;
/** At once: while one waits for the watchdog, others start. */
const clients = 4;
/** Milliseconds: what is good comes back within it on a busy machine too. */
const timeLimit = 500;
const endless = (k: number): string => `export function loss(x: number): number {\n  while (x > -${k}) {}\n  return x;\n}\n`;
const good = (k: number): string => `export function loss(x: number): number {\n  return ${k} * x * x;\n}\n`;

interface Course {
  readonly end: number;
  readonly held: number[];
  readonly resident: number[];
  cycles: number;
  lost: number;
}

export const restarts: Part = async (milliseconds) => {
  const course: Course = { end: performance.now() + milliseconds, held: [], resident: [], cycles: 0, lost: 0 };
  const watched = Array.from({ length: clients }, () => new WatchedClient(timeLimit));
  await Promise.all(watched.map((client, k) => follow(client, k, course)));
  const alive = sum(watched.map(({ alive }) => alive));
  const started = sum(watched.map(({ started }) => started));
  await Promise.all(watched.map((client) => client.end()));
  const left = sum(watched.map(({ alive }) => alive));
  return [
    told('kills and restarts', enough(course.cycles, fewestCycles)),
    must('not killed, or not answered afterwards', String(course.lost), '0', course.lost === 0),
    must('threads alive at the end', `${alive} of ${started}`, `≤ ${2 * clients}`, alive <= 2 * clients),
    must('threads left when closed', String(left), '0', left === 0),
    ...memoryFigures(course.held, course.resident),
  ];
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

async function follow(watched: WatchedClient, k: number, course: Course): Promise<void> {
  const target = { file: path.join(folder, `restarts-${k}.ts`), function: 'loss' };
  const at = Float64Array.of(1);
  const { client } = watched;
  while (performance.now() < course.end) {
    const cycle = course.cycles++;
    client.sync([{ file: target.file, text: endless(cycle + 2) }]);
    const killed = await client.request('readout', { target, at }).then(
      () => false,
      (error: unknown) => error instanceof RequestError && error.problem.code === 'time-limit',
    );
    client.sync([{ file: target.file, text: good(cycle) }]);
    const answer = await client.request('readout', { target, at }).catch((error: unknown) => ({ loss: String(error) }));
    if (!killed || answer.loss !== cycle) course.lost++;
    if (k > 0) continue;
    course.held.push(await watched.held());
    course.resident.push(process.memoryUsage.rss());
  }
}
