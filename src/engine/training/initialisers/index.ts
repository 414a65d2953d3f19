import { OptionError, type OptionValue } from '../../options';
import { constant } from './constant';
import { heNormal } from './heNormal';
import { heUniform } from './heUniform';
import type { Initialiser } from './initialiser';
import { normal } from './normal';
import { orthogonal } from './orthogonal';
import { uniform } from './uniform';
import { xavierNormal } from './xavierNormal';
import { xavierUniform } from './xavierUniform';
import { zeros } from './zeros';

/** Every way to draw the weights of a layer, in the order in which they are offered. */
export const initialisers: readonly Initialiser[] = [
  ...[zeros, constant, uniform, normal],
  ...[xavierUniform, xavierNormal, heUniform, heNormal, orthogonal],
];

/** An initialiser with its options. */
export interface InitialiserChoice {
  readonly id: string;
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** Glorot is Xavier's family name, Kaiming is He's first name; without a word for the distribution it is the normal one. */
const aliases: Readonly<Record<string, string>> = {
  xavier: 'xavier-normal',
  glorot: 'xavier-normal',
  'glorot-uniform': 'xavier-uniform',
  'glorot-normal': 'xavier-normal',
  he: 'he-normal',
  kaiming: 'he-normal',
  'kaiming-uniform': 'he-uniform',
  'kaiming-normal': 'he-normal',
};

/** By id, or by another name that is in use. */
export function findInitialiser(id: string): Initialiser | undefined {
  const wanted = Object.hasOwn(aliases, id) ? aliases[id] : id;
  return initialisers.find((initialiser) => initialiser.id === wanted);
}

/** As `findInitialiser`. Throws `OptionError` that lists the ids there are. */
export function initialiserById(id: string): Initialiser {
  const found = findInitialiser(id);
  if (!found) throw new OptionError(`There is no initialiser "${id}"; there is ${initialisers.map((one) => one.id).join(', ')}.`);
  return found;
}
