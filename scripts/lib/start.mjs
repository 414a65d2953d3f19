// npm start: which VS Code there is, and how the extension is shown in it.
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { build } from './build.mjs';
import { startServer } from './codeServer.mjs';
import { hasDisplay, openDesktop } from './desktop.mjs';
import { installHost } from './hostInstall.mjs';
import { themes } from './profile.mjs';
import { takeScreenshot } from './screenshot.mjs';

export const usage = `npm start -- [options]
  opens VS Code with the extension running: on the desktop where there is one, else in the browser

  --file FILE         the file to open                       (examples/rosenbrock.ts)
  --theme THEME       ${themes.join(', ').padEnd(38)} (${themes[0]})
  --browser           the browser build in any case
  --port PORT         of the browser build                   (a free one)
  --screenshot PNG    without a window: opens the file, runs "Visualize descent", waits for the finished picture and saves it
  --size WxH          of the screenshot                      (1600x1000)`;

/**
 * What the command line says, as text.
 * @typedef {{ file: string, theme: string, size: string, browser: boolean, port?: string | undefined, screenshot?: string | undefined }} RawOptions
 */

/** @param {string} text */
function parseTheme(text) {
  const theme = themes.find((name) => name === text);
  if (!theme) throw new Error(`--theme is one of ${themes.join(', ')}, not "${text}".`);
  return theme;
}

/** @param {string} text */
function parseSize(text) {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  if (!width || !height) throw new Error(`--size is WIDTHxHEIGHT in pixels, like 1600x1000, not "${text}".`);
  return { width: Number(width), height: Number(height) };
}

/** @param {string} text */
function parsePort(text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`--port is a number from 1 to 65535, not "${text}".`);
  return port;
}

/** @param {RawOptions} raw */
function parse({ file, theme, size, browser, port, screenshot }) {
  const absolute = path.resolve(file);
  if (!existsSync(absolute)) throw new Error(`There is no file ${absolute}.`);
  return {
    file: absolute,
    folder: path.dirname(absolute),
    theme: parseTheme(theme),
    size: parseSize(size),
    browser,
    port: port === undefined ? undefined : parsePort(port),
    screenshot: screenshot === undefined ? undefined : path.resolve(screenshot),
  };
}

/** @typedef {ReturnType<typeof parse>} StartOptions */

/** Serves the browser build until the process is ended. @param {StartOptions} options */
async function serve({ folder, file, theme, port }) {
  await installHost();
  const server = await startServer({ extension: 'checkout', theme, ...(port === undefined ? {} : { port }) });
  console.log(`\nVS Code with Saddlescope is at\n\n  ${server.url({ folder, file })}\n\nCtrl-C ends it.`);
  const status = await server.exited;
  throw new Error(`VS Code ended with ${status}.\n${server.output}`);
}

/** @param {RawOptions} raw */
export async function start(raw) {
  const options = parse(raw);
  await build();
  if (options.screenshot !== undefined) {
    await installHost();
    await takeScreenshot({ ...options, to: options.screenshot });
    return console.log(`Saved ${options.screenshot}`);
  }
  if (!options.browser && hasDisplay() && (await openDesktop(options))) return;
  await serve(options);
}
