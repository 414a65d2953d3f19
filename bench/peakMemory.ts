import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Row } from './targets';

/** The most memory that derivatives of a loss of that kind, of so many operations, ever hold. */
export function measurePeakMemory(kind: 'regular' | 'guarded' | 'overData', operations: number, atMost: number): Row[] {
  const program = fileURLToPath(new URL('memory.mjs', import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, kind, String(operations)], { encoding: 'utf8' });
  if (status !== 0) console.log(stderr);
  return [{ what: 'most memory held', measured: status === 0 ? Number(stdout) : Number.NaN, unit: 'MiB', atMost }];
}
