import { clearLine, type Terminal } from './terminal';

const width = 24;
const frame = 100;
/** Work that is done sooner shows nothing. */
const patience = 300;

/** One line on standard error, for a person who waits: drawn on live terminals only, gone when the work is done. */
export class Progress {
  private readonly started = performance.now();
  private timer: NodeJS.Timeout | undefined;
  private drawn = false;
  private fraction: number | undefined;

  constructor(
    private readonly terminal: Terminal,
    private label: string,
  ) {
    if (terminal.live) this.timer = setInterval(() => this.draw(), frame).unref();
  }

  /** `fraction` of the work that is done, or undefined where nobody can tell. */
  update(label: string, fraction?: number): void {
    this.label = label;
    this.fraction = fraction;
  }

  stop(): void {
    clearInterval(this.timer);
    if (this.drawn) this.terminal.err(clearLine);
    this.drawn = false;
  }

  private draw(): void {
    const elapsed = performance.now() - this.started;
    if (elapsed < patience) return;
    const { errPaint, errColumns } = this.terminal;
    const time = ` ${(elapsed / 1000).toFixed(1)} s`;
    // A line that wraps could not be taken back.
    const room = Math.max(0, errColumns - 1 - time.length);
    this.terminal.err(`${clearLine}${`${bar(this.fraction, elapsed)} ${this.label}`.slice(0, room)}${errPaint.dim(time)}`);
    this.drawn = true;
  }
}

/** A filled bar, or a block that wanders while the end is not known. */
export function bar(fraction: number | undefined, elapsed: number): string {
  if (fraction !== undefined) {
    const filled = Math.round(Math.min(1, Math.max(0, fraction)) * width);
    return '█'.repeat(filled) + '░'.repeat(width - filled);
  }
  const block = 6;
  const turn = 2 * (width - block);
  const phase = Math.floor(elapsed / frame) % turn;
  const at = Math.min(phase, turn - phase);
  return '░'.repeat(at) + '█'.repeat(block) + '░'.repeat(width - block - at);
}

/** Shows progress while `work` runs, however it ends. */
export async function withProgress<T>(terminal: Terminal, label: string, work: (progress: Progress) => Promise<T>): Promise<T> {
  const progress = new Progress(terminal, label);
  try {
    return await work(progress);
  } finally {
    progress.stop();
  }
}
