// Preloaded into VS Code's server: each extension host that it starts keeps a file of how late its event loop was, in milliseconds.
const childProcess = require('node:child_process');
const { syncBuiltinESMExports } = require('node:module');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { writeFileSync } = require('node:fs');
const { EVENT_LOOP_FILE: file } = process.env;

const isExtensionHost = (args) => args.some((argument) => String(argument).includes('extensionHost'));

/** Beyond the pause between two looks, which is at least as long as asked for. */
function keepLag() {
  const resolution = 2;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  const lag = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - resolution);
  setInterval(() => writeFileSync(file, JSON.stringify({ p99: lag(delay.percentile(99)), max: lag(delay.max) })), 500).unref();
}

/** VS Code takes NODE_OPTIONS from its extension hosts, so that the preload must be asked for as they are forked. */
function followIntoHosts() {
  const { fork } = childProcess;
  childProcess.fork = (module, ...rest) => {
    const [args, options = {}] = rest;
    if (!Array.isArray(args) || !isExtensionHost(args)) return fork(module, ...rest);
    return fork(module, args, { ...options, execArgv: [...(options.execArgv ?? []), `--require=${__filename}`] });
  };
  syncBuiltinESMExports();
}

if (file) {
  if (isExtensionHost(process.argv)) keepLag();
  else followIntoHosts();
}
