import { arrays } from './arrays';
import { branches } from './branches';
import { calculus } from './calculus';
import type { Case } from './case';
import { language } from './language';

export const AREAS: Readonly<Record<string, readonly Case[]>> = { calculus, branches, arrays, language };
export const CASES: readonly Case[] = Object.values(AREAS).flat();
