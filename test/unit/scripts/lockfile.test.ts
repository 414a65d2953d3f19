/** `npm ci` on another platform must find everything in the lockfiles that this platform has no use for. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/lib/paths.mjs';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe.each(['package-lock.json', 'host/current/package-lock.json', 'host/oldest/package-lock.json'])('%s', (file) => {
  const packages: Readonly<Record<string, Locked>> = JSON.parse(readFileSync(inRoot(file), 'utf8')).packages;
  const places = Object.keys(packages);

  it('locks the packages for every platform', () => {
    const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isLocked(name, place)),
    );
    expect(missing).toEqual([]);
  });

  it('locks every package by version and content, and names no other registry', () => {
    const loose = places.filter((place) => place !== '' && !(packages[place].version && packages[place].integrity));
    expect(loose).toEqual([]);
    const elsewhere = places.filter(
      (place) => !(packages[place].resolved ?? 'https://registry.npmjs.org/').startsWith('https://registry.npmjs.org/'),
    );
    expect(elsewhere).toEqual([]);
  });

  /** As Node resolves it: beside the package that wants it, or in a node_modules further up. */
  function isLocked(name: string, from: string): boolean {
    return places.some(
      (place) => place.endsWith(`node_modules/${name}`) && from.startsWith(place.slice(0, -`node_modules/${name}`.length)),
    );
  }
});
