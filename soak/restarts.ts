/** Loops without end, killed one after the other: each time another worker answers, and nothing is left of the one before. */
import * as path from 'node:path';
import { RequestError } from '../src/protocol/channel';
import { folder, memory, startClient } from './client';
import { must, type Part, tenths, told } from './part';

const mostCycles = 1000;
const endless = (k: number): string => `export function loss(x: number): number {\n  while (x > -${k}) {}\n  return x;\n}\n`;
const good = (k: number): string => `export function loss(x: number): number {\n  return ${k} * x * x;\n}\n`;

export const restarts: Part = async (milliseconds) => {
  const end = performance.now() + milliseconds;
  const { client, threads } = startClient(300);
  const target = { file: path.join(folder, 'restarts.ts'), function: 'loss' };
  const at = Float64Array.of(1);
  const sizes: number[] = [];
  let [cycles, lost] = [0, 0];
  for (; cycles < mostCycles && performance.now() < end; cycles++) {
    client.sync([{ file: target.file, text: endless(cycles + 2) }]);
    const killed = await client.request('readout', { target, at }).then(
      () => false,
      (error: unknown) => error instanceof RequestError && error.problem.code === 'time-limit',
    );
    client.sync([{ file: target.file, text: good(cycles) }]);
    const { loss } = await client.request('readout', { target, at });
    if (!killed || loss !== cycles) lost++;
    sizes.push(memory());
  }
  const [before, after] = tenths(sizes);
  const alive = threads.alive;
  client.dispose();
  return [
    told('kills and restarts', `${cycles}`),
    must('not killed, or not answered afterwards', String(lost), '0', lost === 0),
    must('threads alive at the end', String(alive), '≤ 2', alive <= 2),
    must('memory, last tenth over second', `${(after / before).toFixed(2)}×`, '≤ 1.1×', after <= 1.1 * before),
  ];
};
