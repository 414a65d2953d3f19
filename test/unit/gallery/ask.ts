/** The command line in this process, in the root of the project, over one worker. */
import { resolve } from 'node:path';
import { run } from '../../../src/cli/run';
import { paintFor } from '../../../src/cli/text/paint';
import { EngineClient } from '../../../src/worker/client';
import { assets } from '../cli/fakes';

export class Gallery {
  private readonly client = new EngineClient({
    workerFile: resolve('dist/worker.js'),
    timeLimit: () => 20_000,
    workspaceFolders: [resolve('.')],
  });

  /** What a command prints with `--json`. */
  async ask(...words: readonly string[]) {
    return JSON.parse(await this.say(...words, '--json'));
  }

  /** What a command prints. */
  async say(...words: readonly string[]): Promise<string> {
    const { out, err, code } = await this.run(words);
    if (code !== 0 || err !== '') throw new Error(`${words.join(' ')}: ${code} ${err}`);
    return out;
  }

  async run(words: readonly string[]): Promise<{ out: string; err: string; code: number }> {
    const written = { out: '', err: '' };
    const paint = paintFor(false);
    const code = await run([...words], {
      terminal: {
        cwd: resolve('.'),
        out: (text) => {
          written.out += text;
        },
        err: (text) => {
          written.err += text;
        },
        ...{ live: false, columns: 100, errColumns: 100, paint, errPaint: paint },
      },
      connect: () => ({
        request: (method, params, options) => this.client.request(method, params, options),
        sweep: (method, params, options) => this.client.sweep(method, params, options),
        sync: (overlays) => this.client.sync(overlays),
        dispose: () => undefined,
      }),
      assets,
      signal: new AbortController().signal,
    });
    return { ...written, code };
  }

  dispose(): void {
    this.client.dispose();
  }
}
