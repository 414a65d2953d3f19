/** What other machines on the same processors take of this one: figures in milliseconds say little where it is much. */
import { readFileSync } from 'node:fs';
import type { Row } from './targets';

interface Ticks {
  readonly busy: number;
  readonly stolen: number;
}

/** Watches from now on; the row says what share of the time in which this machine had work was taken from it. None where the system does not tell. */
export function watchStolen(): () => Row[] {
  const before = ticks();
  return () => {
    const after = ticks();
    if (!before || !after) return [];
    const [busy, stolen] = [after.busy - before.busy, after.stolen - before.stolen];
    return [
      { what: 'taken by other machines meanwhile, of the time with work to do', measured: (100 * stolen) / (busy + stolen), unit: '%' },
    ];
  };
}

/** Of all processors since the system started (Linux, proc(5): user nice system idle iowait irq softirq steal). */
function ticks(): Ticks | undefined {
  try {
    const [line] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
    const [user, nice, system, , , irq, softirq, stolen] = line.trim().split(/\s+/).slice(1).map(Number);
    return { busy: user + nice + system + irq + softirq, stolen };
  } catch {
    return undefined;
  }
}
