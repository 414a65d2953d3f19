/** `const it = workbenchTest({ folder, file })`, once per test file: its tests share one VS Code. */
import { test } from 'vitest';
import { Workbench, type WorkbenchOptions } from './workbench';

export const workbenchTest = (options: WorkbenchOptions) =>
  test
    .extend('options', { scope: 'file' }, options)
    .extend('workbench', { scope: 'file' }, async ({ options }, { onCleanup }) => {
      const workbench = await Workbench.open(options);
      onCleanup(() => workbench.close());
      return workbench;
    })
    .extend('evidence', { auto: true }, async ({ workbench, task, onTestFailed }) => {
      onTestFailed(() => workbench.saveEvidence(task.name));
    });
