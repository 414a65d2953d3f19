import { defineConfig } from 'vitest/config';

/** Long enough for a busy machine: what hangs is ended, what is slow is not a failure. */
const patience = (milliseconds: number) => ({ testTimeout: milliseconds, hookTimeout: milliseconds });

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], ...patience(60_000) } },
      { test: { name: 'package', include: ['test/package/**/*.test.ts'], ...patience(60_000) } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          expect: { poll: { timeout: 20_000, interval: 100 } },
          ...patience(120_000),
        },
      },
    ],
  },
});
