// The headless browser: unpacked from an npm package on Linux x64, else the one that the machine has.
import {
  accessSync,
  constants,
  cpSync,
  createReadStream,
  createWriteStream,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { hostDir, inRoot } from './paths.mjs';

const bundledDir = path.join(hostDir, 'chromium');
const bundledBinary = path.join(bundledDir, 'chromium');
const fonts = ['DejaVuSans', 'DejaVuSans-Bold', 'DejaVuSansMono', 'DejaVuSansMono-Bold'];

/** Without a font Chromium aborts, and a bare machine has none. @param {string} modules */
function installFonts(modules) {
  for (const font of fonts) {
    cpSync(path.join(modules, 'dejavu-fonts-ttf', 'ttf', `${font}.ttf`), path.join(bundledDir, 'fonts', `${font}.ttf`));
  }
  const config = readFileSync(inRoot('host', 'fonts.conf'), 'utf8');
  writeFileSync(path.join(bundledDir, 'fonts.conf'), config.replace('@CACHE@', path.join(bundledDir, 'cache')));
}

/**
 * Unpacks @sparticuz/chromium, whose own code wants a newer Node than 20; its files are plain brotli.
 * @param {string} modules the node_modules folder that has it
 */
export async function unpackChromium(modules) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return;
  const archives = path.join(modules, '@sparticuz', 'chromium', 'bin');
  const tar = createRequire(path.join(modules, 'index.js'))('tar-fs');
  /** @param {string} name @param {NodeJS.WritableStream} target */
  const unpack = (name, target) => pipeline(createReadStream(path.join(archives, name)), createBrotliDecompress(), target);
  mkdirSync(bundledDir);
  await unpack('al2023.tar.br', tar.extract(bundledDir)); // nss, nspr and expat, into lib/
  await unpack('swiftshader.tar.br', tar.extract(bundledDir));
  await unpack('chromium.br', createWriteStream(bundledBinary, { mode: 0o755 }));
  installFonts(modules);
  rmSync(archives, { recursive: true });
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // absent or not executable is the answer, not a failure
  }
}

function findChromium() {
  const { CHROMIUM_PATH } = process.env;
  const places = [
    ...(CHROMIUM_PATH ? [CHROMIUM_PATH] : []),
    bundledBinary,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  const found = places.find(isExecutable);
  if (!found) throw new Error('No Chromium or Chrome was found: install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.');
  return found;
}

/** What the unpacked Chromium needs to find its libraries and fonts. @param {string} binary */
function environment(binary) {
  if (binary !== bundledBinary) return {};
  const libraries = path.join(bundledDir, 'lib');
  const { LD_LIBRARY_PATH } = process.env;
  return { LD_LIBRARY_PATH: LD_LIBRARY_PATH ? `${libraries}:${LD_LIBRARY_PATH}` : libraries, FONTCONFIG_PATH: bundledDir };
}

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchChromium() {
  const { chromium } = await import('playwright-core');
  const executablePath = findChromium();
  const env = /** @type {Record<string, string>} */ ({ ...process.env, ...environment(executablePath) });
  return chromium.launch({ executablePath, env, headless: true, args: switches });
}
