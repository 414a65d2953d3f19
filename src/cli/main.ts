import { join } from 'node:path';
import { EngineClient } from '../worker/client';
import type { Surroundings } from './command';
import { run } from './run';
import { paintFor, wantsColour } from './text/paint';

const { stdout, stderr, env } = process;

// A reader that has seen enough, such as `head`, is no error.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** The first Ctrl-C ends the work, and what is done so far is printed; a second one ends the program. */
const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());

const fonts = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf', 'DejaVuSans-Oblique.ttf'];

const surroundings: Surroundings = {
  terminal: {
    cwd: process.cwd(),
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    live: stderr.isTTY === true,
    columns: stdout.columns ?? 100,
    get errColumns() {
      return stderr.columns ?? 80;
    },
    paint: paintFor(wantsColour(stdout, env)),
    errPaint: paintFor(wantsColour(stderr, env)),
  },
  connect: ({ time, memory }) =>
    new EngineClient({
      workerFile: join(__dirname, 'worker.js'),
      timeLimit: () => time,
      memoryLimit: () => memory,
      workspaceFolders: [process.cwd()],
    }),
  signal: interruption.signal,
  assets: { rasteriser: join(__dirname, 'plot', 'resvg.wasm'), fonts: fonts.map((font) => join(__dirname, 'plot', font)) },
};

void run(process.argv.slice(2), surroundings).then((code) => {
  process.exitCode = code;
});
