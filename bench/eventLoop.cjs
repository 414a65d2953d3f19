// Preloaded into VS Code's processes: the extension host keeps a file of how late its event loop was, in milliseconds.
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { writeFileSync } = require('node:fs');
const { EVENT_LOOP_FILE: file } = process.env;

if (file && process.argv.some((argument) => argument.includes('extensionHost'))) {
  const resolution = 2;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  const write = () =>
    writeFileSync(file, JSON.stringify({ p99: delay.percentile(99) / 1e6 - resolution, max: delay.max / 1e6 - resolution }));
  setInterval(write, 500).unref();
}
