// Every place in the checkout that the scripts know.
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @param {string[]} segments */
export const inRoot = (...segments) => path.join(root, ...segments);

/** What `npm test` leaves behind: results, logs, screenshots. */
export const testResults = inRoot('test-results');

/** Which VS Code the tests and `npm start` drive: the current one, or with HOST=oldest the oldest that there is on npm. */
export const hostVersion = process.env.HOST === 'oldest' ? 'oldest' : 'current';

const hostBase = process.env.SADDLESCOPE_HOST_DIR ?? inRoot('.host');

/** Where it is installed, with a Chromium; can be kept elsewhere to share it between checkouts. */
export const hostDir = hostVersion === 'oldest' ? `${hostBase}-oldest` : hostBase;

/** Desktop builds of VS Code and the profile they run with. */
export const desktopDir = inRoot('.vscode-test');
