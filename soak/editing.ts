/** A long day of edits over fifty files: memory stays flat, answers stay as fast, no thread is left. */
import * as path from 'node:path';
import { RequestError } from '../src/protocol/channel';
import { folder, memory, startClient, type Watched } from './client';
import { must, type Part, tenths, told } from './part';
import { examples, generated, mutated } from './programs';
import { Choices } from './random';

const fileCount = 50;
const fewestEdits = 5000;

interface File {
  readonly name: string;
  readonly text: string;
}

export const editing: Part = async (milliseconds) => {
  const end = performance.now() + milliseconds;
  const choices = new Choices(7);
  const texts = examples().filter((text) => text.length < 4000);
  const files: File[] = Array.from({ length: fileCount }, (_, k) => ({
    name: path.join(folder, `soak-${k}.ts`),
    text: k < texts.length ? texts[k] : generated(choices),
  }));
  const watched = startClient(1000);
  const [sizes, times]: [number[], number[]] = [[], []];
  let edits = 0;
  for (; edits < fewestEdits && performance.now() < end; edits++) {
    const { name, text } = choices.of(files);
    const began = performance.now();
    // Every other edit leaves something that is broken, and the next one mends it.
    await edit(watched, name, choices.below(2) === 0 ? mutated(choices, text) : text.replace(/\d(?=\D*$)/, String(choices.below(10))));
    times.push(performance.now() - began);
    if (edits % 20 === 0) sizes.push(memory());
  }
  const [before, after] = tenths(sizes);
  const [quick, late] = tenths(times);
  watched.client.dispose();
  await new Promise((resolve) => setTimeout(resolve, 500));
  return [
    told('edits', `${edits} over ${fileCount} files, median ${quick.toFixed(0)} ms from edit to readout and map`),
    must(
      'memory, last tenth over second',
      `${(after / before).toFixed(2)}× of ${(before / 2 ** 20).toFixed(0)} MiB`,
      '≤ 1.1×',
      after <= 1.1 * before,
    ),
    must('latency, last tenth over second', `${(late / quick).toFixed(2)}×`, '≤ 1.25×', late <= 1.25 * quick),
    must('threads left', String(watched.threads.alive), '0', watched.threads.alive === 0),
  ];
};

/** What a panel asks after an edit. */
async function edit({ client }: Watched, file: string, text: string): Promise<void> {
  client.sync([{ file, text }]);
  try {
    const { losses } = await client.request('losses', { file });
    for (const { name } of losses.slice(0, 1)) {
      const target = { file, function: name };
      const { n, start } = await client.request('describe', { target });
      await client.request('readout', { target });
      const axes: readonly [number, number] = [0, Math.min(1, n - 1)];
      const unit = (i: number) => start.map((_, k) => (k === i ? 1 : 0));
      const plane = { origin: start, first: unit(axes[0]), second: unit(axes[1]) };
      await client.request('surface', { target, plane, box: [-2, 2, n > 1 ? -2 : 0, n > 1 ? 2 : 1], size: 21 });
    }
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
  }
}
