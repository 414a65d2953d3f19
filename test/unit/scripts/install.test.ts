import { expect, it } from 'vitest';
import { isInstalled } from '../../../scripts/lib/install.mjs';

const wanted = {
  packages: { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/a-darwin': { version: '1.0.0', optional: true } },
};
const installed = (version: string) => ({ packages: { 'node_modules/a': { version } } });

it('takes what npm recorded for installed, without the packages for other platforms', () => {
  expect(isInstalled(wanted, installed('1.0.0'))).toBe(true);
});

it('wants an installation when there is none, when a version differs, and when a package is missing', () => {
  expect(isInstalled(wanted, undefined)).toBe(false);
  expect(isInstalled(wanted, installed('1.0.1'))).toBe(false);
  expect(isInstalled(wanted, { packages: {} })).toBe(false);
});
