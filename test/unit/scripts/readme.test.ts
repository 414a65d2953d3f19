/** The README tells of every setting. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inRoot } from '../../../scripts/lib/paths.mjs';

interface Manifest {
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> } };
}

it('lists the settings of the extension with their defaults', () => {
  const { contributes }: Manifest = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const { properties } = contributes.configuration;
  const told = [...readFileSync(inRoot('README.md'), 'utf8').matchAll(/^\| `(saddlescope\.[\w.]+)` +\| (.+?) +\| /gm)];
  expect(told.map(([, name]) => name).sort()).toEqual(Object.keys(properties).sort());
  for (const [, name, value] of told) {
    const expected = properties[name].default;
    const words = Array.isArray(expected) && expected.length > 0 ? expected.join(', ').toLowerCase() : `\`${JSON.stringify(expected)}\``;
    expect(value.toLowerCase(), name).toBe(words);
  }
});
