import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { diagnosisCodes as ruleCodes } from '../../../src/engine/diagnose/finding';
import { diagnosisCodes, severities } from '../../../src/protocol/diagnostics';

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: { readonly [name: string]: { readonly properties?: { readonly [code: string]: { readonly default: string } } } };
    };
  };
}

const read = (file: string): string => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');

it('every code has a section in the documentation and a switch in the settings', () => {
  const sections = [...read('docs/diagnostics.md').matchAll(/^## (.*)$/gm)].map(([, title]) => title);
  const manifest: Manifest = JSON.parse(read('package.json'));
  const switches = manifest.contributes.configuration.properties['saddlescope.diagnostics'].properties ?? {};
  const codes = Object.keys(severities).sort();
  expect(sections.sort()).toEqual(codes);
  expect(Object.keys(switches).sort()).toEqual(codes);
  for (const [code, severity] of Object.entries(severities)) expect(switches[code]?.default ?? severity).toBe(severity);
});

it('the codes of rules are those of the engine', () => {
  expect([...diagnosisCodes].sort()).toEqual([...ruleCodes].sort());
});
