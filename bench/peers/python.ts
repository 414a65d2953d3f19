import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A Python of the user's own first, then the system's, whose packages the first one does not see. */
const CANDIDATES = ['python3', '/usr/bin/python3', 'python'];

/** One thread, as in JavaScript: without it, small matrices on a busy machine take a hundred times as long. */
const env = { ...process.env, OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/** A Python that can import a module; undefined, with a line that says so, where there is none. */
export function pythonWith(module: string): string | undefined {
  const found = CANDIDATES.find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0);
  if (found === undefined) console.log(`${module} left out: none of ${CANDIDATES.join(', ')} can import it`);
  return found;
}

/** Runs a script of this folder on an input and returns what it prints, both JSON; undefined, with a line that says why, where it fails. */
export function askPython<T>(python: string, script: string, input: unknown): T | undefined {
  // The benchmark runs from `bench/out`.
  const path = fileURLToPath(new URL(`../peers/${script}`, import.meta.url));
  const { stdout, stderr, status } = spawnSync(python, [path], { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 1 << 26, env });
  if (status === 0) return JSON.parse(stdout) as T;
  console.log(`${script} failed: ${stderr.trim().split('\n').at(-1)}`);
  return undefined;
}
